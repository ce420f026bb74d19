"""6 (4): every effort with the lead organiser, on the record with its evidence, and closed honestly."""

from datetime import date, datetime

from django.db import transaction

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.plaintext import clean
from backend.meetings.models import Meeting

from .models import EffortRecord

Outcome = EffortRecord.Outcome

CHANNELS = ("letter", "mail", "phone", "meeting")
"""How a lead organiser is asked."""


class NobodyAsked(DomainError):
    """Say whom you asked: the lead organiser's office or officer, as the letter addresses it."""

    code = "nobody_asked"


class EvidenceMissing(DomainError):
    """An answer needs its evidence: quote it, or name the letter or mail with its date."""

    code = "evidence_missing"


class AnsweredBeforeAsked(DomainError):
    """The answer of {answered} cannot be older than the request of {asked}. Correct the date."""

    code = "answered_before_asked"


class AlreadyClosed(DomainError):
    """This effort is closed as “{outcome}”. Record a new request if you asked again."""

    code = "already_closed"


@transaction.atomic
def record_request(
    meeting: Meeting, *, guest: str, asked_of: str, asked_on: date, channel: str, letter: str, by: str, now: datetime
) -> EffortRecord:
    """The request to the lead organiser as it was sent. Raises NobodyAsked."""
    if not clean(asked_of):
        raise NobodyAsked(where="asked_of")
    effort = EffortRecord.objects.create(
        owner=meeting.owner,
        meeting=meeting,
        guest=guest,
        asked_of=clean(asked_of),
        asked_on=asked_on,
        channel=channel,
        letter=clean(letter, multiline=True),
        recorded_by=by,
        recorded_at=now,
    )
    _sign(effort, "effort.requested", by=by)
    return effort


@transaction.atomic
def close_effort(
    effort: EffortRecord, *, outcome: EffortRecord.Outcome, answered_on: date, evidence: str, by: str
) -> EffortRecord:
    """What came of it. A refusal closes the duty as honestly as an acceptance; “no answer” needs no evidence.

    Raises AlreadyClosed, EvidenceMissing, AnsweredBeforeAsked.
    """
    stored = EffortRecord.objects.select_for_update().get(pk=effort.pk)
    if stored.outcome != Outcome.PENDING:
        raise AlreadyClosed(outcome=stored.outcome)
    if outcome in {Outcome.ACCEPTED, Outcome.REFUSED} and not clean(evidence):
        raise EvidenceMissing(where="evidence")
    if answered_on < stored.asked_on:
        raise AnsweredBeforeAsked(
            where="answered_on", answered=answered_on.isoformat(), asked=stored.asked_on.isoformat()
        )
    stored.outcome, stored.answered_on = outcome.value, answered_on
    stored.evidence = clean(evidence, multiline=True)
    stored.save()
    _sign(stored, "effort.closed", by=by)
    return stored


def _sign(effort: EffortRecord, action: str, *, by: str) -> None:
    detail = {"guest": effort.guest, "asked_of": effort.asked_of, "outcome": effort.outcome}
    record(party=effort.owner, actor=by, action=action, subject=f"meeting:{effort.meeting_id}", detail=detail)
