"""Open questions as tasks: who is late, and who is reminded today."""

from dataclasses import dataclass
from datetime import date, datetime

from backend.consultations.reminding import keep_reminder
from backend.domain.meetings import Status
from backend.invitations.models import Question

from .reminders import Step, due_step


@dataclass(frozen=True, slots=True)
class Task:
    """One open question with how urgent it is today; `step` None = nobody has to be reminded yet."""

    question: Question
    step: Step | None

    @property
    def overdue(self) -> bool:
        return self.step is Step.OVERDUE


def tasks(*, today: date) -> list[Task]:
    """The open questions of meetings that lie ahead, the most urgent first. In the scope of a party."""
    found = Question.objects.filter(closed_at=None, meeting__ends_on__gte=today).select_related("meeting")
    return [Task(question, step_of(question, today=today)) for question in found]


def step_of(question: Question, *, today: date) -> Step | None:
    """The rung of the ladder that the question has reached."""
    if question.due is None:
        return None
    return due_step(question.due, opened=question.opened_at.date(), today=today)


def remind(*, now: datetime) -> int:
    """Keep the rung that each open question of a published meeting has reached. Returns how many are new."""
    ahead = Question.objects.filter(closed_at=None, meeting__ends_on__gte=now.date())
    published = ahead.filter(meeting__status=Status.PUBLISHED, meeting__issue=True).select_related("meeting")
    reached = ((question, step_of(question, today=now.date())) for question in published)
    return sum(keep_reminder(question, step=step.value, now=now) for question, step in reached if step)
