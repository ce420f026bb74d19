"""A person decides against the engine: only by choosing a clause and writing a reason, and never unseen."""

from datetime import datetime

from django.db import transaction

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.plaintext import clean
from backend.invitations.models import Decision
from backend.invitations.services import DECIDED
from backend.meetings.models import Meeting
from backend.outbox.services import post

from .models import Override

CLAUSES = ("6(1)", "6(2)", "6(3)", "6(4)")


class ReasonMissing(DomainError):
    """An override needs its reason: why the decision under Article 6 is not followed here."""

    code = "reason_missing"


class ClauseMissing(DomainError):
    """Choose the clause on which you rely: one of {clauses}."""

    code = "clause_missing"


class NothingToOverride(DomainError):
    """No decision has been made for {guest} yet. Publish the meeting or wait a moment."""

    code = "nothing_to_override"


@transaction.atomic
def override(
    meeting: Meeting, *, guest: str, clause: str, invite: bool, reason: str, by: str, now: datetime
) -> Override:
    """Invite, or do not, whatever the engine says. Raises ReasonMissing, ClauseMissing, NothingToOverride."""
    decision = Decision.objects.filter(meeting=meeting, guest=guest).first()
    if decision is None:
        raise NothingToOverride(guest=guest)
    if clause not in CLAUSES:
        raise ClauseMissing(where="clause", clauses=", ".join(CLAUSES))
    if not clean(reason):
        raise ReasonMissing(where="reason")
    Override.objects.filter(meeting=meeting, guest=guest, lifted_at=None).update(lifted_at=now)
    kept = Override.objects.create(
        owner=meeting.owner,
        meeting=meeting,
        guest=guest,
        clause=clause,
        invite="yes" if invite else "no",
        engine_said=decision.outcome,
        reason=clean(reason, multiline=True),
        by=by,
        at=now,
    )
    _sign(kept, "decision.overridden", by=by)
    return kept


@transaction.atomic
def lift(kept: Override, *, by: str, now: datetime) -> None:
    """The engine's decision counts again; the override stays on the record."""
    if Override.objects.filter(pk=kept.pk, lifted_at=None).update(lifted_at=now):
        _sign(kept, "override.lifted", by=by)


def in_force(meeting: Meeting, guest: str) -> Override | None:
    """The override that counts now, or None."""
    return Override.objects.filter(meeting=meeting, guest=guest, lifted_at=None).first()


def _sign(kept: Override, action: str, *, by: str) -> None:
    detail = {"guest": kept.guest, "clause": kept.clause, "invite": kept.invite, "reason": kept.reason}
    record(party=kept.owner, actor=by, action=action, subject=f"meeting:{kept.meeting_id}", detail=detail)
    post(DECIDED, kept.meeting_id, party=kept.owner)
