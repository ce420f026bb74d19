"""Reading decisions, questions and invitations of the party in scope."""

from collections.abc import Iterable, Mapping

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


def asked(question: Question, decisions: Iterable[Decision]) -> Mapping[str, str]:
    """The question with its words as the decision on the same guest asks it, in both authentic languages."""
    documents = (one.document["questions"] for one in decisions if one.guest == question.guest)
    written = {"code": question.code, "text": question.text, "asked_of": question.asked_of}
    return next((one for all_ in documents for one in all_ if one["code"] == question.code), written)


def invitations(**filters: object) -> QuerySet[Invitation]:
    """The invitations that the party in scope owes or has issued."""
    return Invitation.objects.filter(**filters).select_related("meeting", "meeting__body", "decision")
