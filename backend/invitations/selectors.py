"""Reading decisions, questions and invitations of the party in scope."""

from django.db.models import QuerySet

from backend.meetings.models import Meeting

from .models import Decision, Invitation, Question


def current_decisions(meeting: Meeting) -> list[Decision]:
    """The newest decision for each guest."""
    newest: dict[str, Decision] = {}
    for decision in Decision.objects.filter(meeting=meeting):
        newest.setdefault(decision.guest, decision)
    return list(newest.values())


def open_questions(meeting: Meeting | None = None) -> QuerySet[Question]:
    """What somebody has still to answer, the most urgent first."""
    asked = Question.objects.filter(closed_at=None).select_related("meeting")
    return asked.filter(meeting=meeting) if meeting else asked


def invitations(**filters: object) -> QuerySet[Invitation]:
    """The invitations that the party in scope owes or has issued."""
    return Invitation.objects.filter(**filters).select_related("meeting", "meeting__body", "decision")
