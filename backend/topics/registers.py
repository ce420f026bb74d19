"""Keeping the two registers: what interests a party (6 (2), (3)) and what it is competent for (6 (4))."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from backend.audit.services import record
from backend.domain.agreement import SIGNED
from backend.domain.errors import DomainError
from backend.domain.parties import Party
from backend.domain.plaintext import clean
from backend.organisations.models import Confidence
from backend.outbox.services import post

from .models import Competence, Interest, Topic

INTEREST_CHANGED = "register.interest_changed"
"""Outbox topic: the interest with this row id was recorded; decide the future meetings that it touches again."""

COMPETENCE_CHANGED = "register.competence_changed"
"""Outbox topic: the competence with this row id was recorded; decide the future meetings that it touches again."""


class Kind(StrEnum):
    """Which of the two registers: they are never one (reading 6)."""

    INTEREST = "interest"
    COMPETENCE = "competence"


REGISTERS: dict[Kind, type[Interest] | type[Competence]] = {Kind.INTEREST: Interest, Kind.COMPETENCE: Competence}
CHANGED = {Kind.INTEREST: INTEREST_CHANGED, Kind.COMPETENCE: COMPETENCE_CHANGED}


class BasisMissing(DomainError):
    """Say on which legal basis: the article of the Agreement or of the constitution, the resolution, its date."""

    code = "basis_missing"


class EndsBeforeItStarts(DomainError):
    """The entry ends before it starts. Correct one of the two days."""

    code = "ends_before_it_starts"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register should say of a topic: on which basis, from when, until when (None = without end)."""

    topic: str
    basis: str
    valid_from: date = SIGNED
    valid_until: date | None = None


@transaction.atomic
def keep_entry(kind: Kind, entry: Entry, *, party: Party, by: str, now: datetime) -> Interest | Competence:
    """Record the entry in the party's own register; what stood there for the topic is superseded and stays readable.

    Raises BasisMissing, EndsBeforeItStarts.
    """
    basis = clean(entry.basis)
    if not basis:
        raise BasisMissing(where="basis")
    if entry.valid_until and entry.valid_until < entry.valid_from:
        raise EndsBeforeItStarts(where="valid_until")
    topic, register = Topic.objects.get(code=entry.topic), REGISTERS[kind]
    register.objects.filter(party=party.value, topic=topic, superseded_at=None).update(superseded_at=now)
    kept = register.objects.create(
        party=party.value,
        topic=topic,
        basis=basis,
        confidence=Confidence.SOURCED,
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        recorded_by=by,
        recorded_at=now,
    )
    detail = {"topic": topic.code, "basis": basis, "from": entry.valid_from, "until": entry.valid_until}
    record(party=party, actor=by, action=f"{kind.value}.recorded", subject=f"topic:{topic.code}", detail=detail)
    post(CHANGED[kind], kept.pk)
    return kept


def standing(kind: Kind, party: Party) -> list[Interest | Competence]:
    """What the party's register says now, by topic."""
    return list(REGISTERS[kind].objects.filter(party=party.value, superseded_at=None).select_related("topic"))


def history(kind: Kind, party: Party, topic: str) -> list[Interest | Competence]:
    """Every word that the register ever had on this topic, the newest first."""
    rows = REGISTERS[kind].objects.filter(party=party.value, topic__code=topic)
    return list(rows.select_related("topic").order_by("-pk"))
