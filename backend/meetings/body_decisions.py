"""Recording what a competent body decided about observers: Art. 6 (2), (3), “subject to the decisions of”."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.meetings import Effect
from backend.domain.plaintext import clean
from backend.outbox.services import post

from .models import AgendaItem, BodyDecision, Meeting
from .services import CHANGED


class SymbolMissing(DomainError):
    """Give the symbol or the date of the decision, so that it can be found: for example “decision 2027/1”."""

    code = "symbol_missing"


class UnknownScope(DomainError):
    """“{scope}” is no part of this meeting. Choose the meeting, one of its sittings or one of its agenda items."""

    code = "unknown_scope"


class EndsBeforeItStarts(DomainError):
    """The decision ends before it starts. Correct one of the two days."""

    code = "ends_before_it_starts"


class AlreadyEnded(DomainError):
    """This decision was ended already."""

    code = "already_ended"


@dataclass(frozen=True, slots=True)
class BodyDecisionEntry:
    """What was decided: for whom (None = all observers), about which part, from when until when."""

    symbol: str
    effect: Effect
    scope: str = "meeting"
    guest: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    conditions: Mapping[str, object] = field(default_factory=dict)


def scopes_of(meeting: Meeting) -> list[str]:
    """The parts that a decision can be about: `meeting`, `sitting:ID`, `item:NUMBER`."""
    agenda = meeting.agendas.first()
    items = AgendaItem.objects.filter(agenda=agenda) if agenda else AgendaItem.objects.none()
    sittings = [f"sitting:{number}" for number in meeting.sittings.values_list("number", flat=True)]
    return ["meeting", *sittings, *(f"item:{number}" for number in items.values_list("number", flat=True))]


@transaction.atomic
def record_body_decision(meeting: Meeting, entry: BodyDecisionEntry, *, by: str, now: datetime) -> BodyDecision:
    """Keep the decision beside those that came with the meeting; the meeting is decided again.

    Raises SymbolMissing, UnknownScope, EndsBeforeItStarts.
    """
    if not clean(entry.symbol):
        raise SymbolMissing(where="symbol")
    if entry.scope not in scopes_of(meeting):
        raise UnknownScope(where="scope", scope=entry.scope)
    if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
        raise EndsBeforeItStarts(where="valid_until")
    kept = BodyDecision.objects.create(
        meeting=meeting,
        symbol=clean(entry.symbol),
        effect=entry.effect.value,
        scope=entry.scope,
        guest=entry.guest,
        conditions=dict(entry.conditions),
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        recorded_by=by,
        recorded_at=now,
    )
    _sign(kept, "body_decision.recorded", by=by)
    return kept


@transaction.atomic
def end_body_decision(kept: BodyDecision, *, on: date, by: str) -> None:
    """The decision is not valid after this day. It stays on the record. Raises AlreadyEnded, EndsBeforeItStarts."""
    if kept.valid_until is not None and kept.valid_until <= on:
        raise AlreadyEnded
    if kept.valid_from and on < kept.valid_from:
        raise EndsBeforeItStarts(where="on")
    BodyDecision.objects.filter(pk=kept.pk).update(valid_until=on)
    _sign(kept, "body_decision.ended", by=by)


def _sign(kept: BodyDecision, action: str, *, by: str) -> None:
    meeting = kept.meeting
    detail = {"symbol": kept.symbol, "effect": kept.effect, "scope": kept.scope, "guest": kept.guest}
    record(party=meeting.owner, actor=by, action=action, subject=f"meeting:{meeting.pk}", detail=detail)
    post(CHANGED, meeting.pk, party=meeting.owner)
