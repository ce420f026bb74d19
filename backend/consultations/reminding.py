"""Reminding those whose answer is missing: once on each rung of the ladder."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django_scopes import scopes_disabled

from backend.invitations.models import Question
from backend.invitations.selectors import asked, current_decisions
from backend.outbox.services import post

from .links import consultation_url
from .models import Consultation, ConsultedCopy, Reminder
from .services import ASKED_OF_GUEST

REMINDED = "question.reminded"
"""Outbox topic: the reminder with this row id is due; write to whoever has not answered."""


@transaction.atomic
def keep_reminder(question: Question, *, step: str, now: datetime) -> bool:
    """Note that this rung is reached and promise the letter. Returns False where it was reached before."""
    reminder, new = Reminder.objects.get_or_create(
        question=question, step=step, round=question.opened_at, defaults={"owner": question.owner, "at": now}
    )
    if new:
        post(REMINDED, reminder.pk)
    return new


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder as those who carry it may see it: `to` is the party whose answer is missing. `at` is UTC.

    `asked` is the question with its words: `text`, and `text_fr` where the decision has them.
    """

    id: int
    owner: str
    to: str
    step: str
    code: str
    asked: Mapping[str, str]
    identifier: str
    titles: Mapping[str, str]
    due: date | None
    link: str
    at: datetime
    open: bool


def _words(question: Question, copy: ConsultedCopy | None) -> Mapping[str, str]:
    """The question as the guest's own copy asks it; on the host's side as the decision does."""
    own = [one for one in copy.questions if one["code"] == question.code] if copy else []
    return own[0] if own else asked(question, current_decisions(question.meeting))


def reminded(reminder_id: int) -> Reminded:
    """The reminder with this row id. A guest gets the words of its own copy, the host's side those of its task."""
    with scopes_disabled():
        reminder = Reminder.objects.select_related("question", "question__meeting").get(pk=reminder_id)
        question = reminder.question
        consulted = Consultation.objects.filter(meeting=question.meeting, guest=question.guest, state="open").first()
        copy = ConsultedCopy.objects.filter(consultation_id=consulted.pk).first() if consulted else None
        to_guest = copy is not None and question.code in ASKED_OF_GUEST and question.guest != question.owner
        words = _words(question, copy if to_guest else None)
    return Reminded(
        id=reminder.pk,
        owner=reminder.owner,
        to=question.guest if to_guest else question.owner,
        step=reminder.step,
        code=question.code,
        asked=words,
        identifier=question.meeting.identifier,
        titles=question.meeting.titles,
        due=question.due,
        link=consultation_url(copy.key) if to_guest and copy else "",
        at=reminder.at,
        open=question.closed_at is None,
    )
