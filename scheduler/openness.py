"""Who may attend what: item, sitting, meeting, policy; a body's decision beats a statement at its level. Pure."""

from datetime import date, datetime

from backend.domain.meetings import Effect, Openness
from backend.domain.parties import Party
from backend.interchange.record import BodyDecisionRecord, ItemRecord, MeetingRecord, SittingRecord
from backend.organisations.register import BodyEntry

Opening = tuple[Openness, str]


class Openings:
    """The openness of one meeting for one guest, the most particular word first."""

    def __init__(self, record: MeetingRecord, body: BodyEntry | None, guest: Party) -> None:
        self._record, self._body = record, body
        opens = record.starts.date() if isinstance(record.starts, datetime) else record.starts
        self._valid = [d for d in record.decisions if d.guest in {None, guest.value} and _is_valid(d, opens)]
        self.meeting: Opening = self._decided("meeting") or self._stated(record.observers) or self._policy()

    @property
    def conditions(self) -> dict[str, object]:
        """The policy's conditions, then those that bodies decided, then the meeting's own: the later wins."""
        merged = dict(self._body.policy.conditions) if self._body else {}
        for decision in self._valid:
            merged |= decision.conditions
        return merged | self._record.observer_conditions

    @property
    def has_closed_sitting(self) -> bool:
        return any(self._sitting(sitting)[0] is Openness.CLOSED for sitting in self._record.sittings)

    def item(self, item: ItemRecord) -> Opening:
        """An item without its own word is closed when every sitting that takes it is."""
        own = self._decided(f"item:{item.number}") or self._stated(item.observers)
        if own:
            return own
        taken = [self._sitting(sitting) for sitting in self._record.sittings if item.number in sitting.items]
        for openness in (Openness.OPEN, Openness.UNDECIDED, Openness.CLOSED):
            found = next((one for one in taken if one[0] is openness), None)
            if found:
                return found
        return self.meeting

    def _sitting(self, sitting: SittingRecord) -> Opening:
        decided = self._decided(f"sitting:{sitting.id}")
        if decided:
            return decided
        return (Openness.CLOSED, f"sitting {sitting.id} is private") if sitting.private else self.meeting

    def _stated(self, openness: Openness | None) -> Opening | None:
        return (openness, "stated for this meeting") if openness else None

    def _policy(self) -> Opening:
        if self._body is None:
            return Openness.UNDECIDED, "the body is not in the register"
        assumed = " (assumed)" if self._body.policy.confidence == "assumed" else ""
        return self._body.policy.observers, self._body.policy.source + assumed

    def _decided(self, scope: str) -> Opening | None:
        """The latest word of a competent body at this level; admit and exclude of one day leave it undecided."""
        words = [d for d in self._valid if d.scope == scope and d.effect is not Effect.CONDITION]
        if not words:
            return None
        latest = max(_since(word) for word in words)
        last = [word for word in words if _since(word) == latest]
        symbols = ", ".join(sorted(word.symbol or "decision of the competent body" for word in last))
        if len({word.effect for word in last}) > 1:
            return Openness.UNDECIDED, f"contradictory decisions: {symbols}"
        return (Openness.OPEN if last[0].effect is Effect.ADMIT else Openness.CLOSED), symbols


def _since(decision: BodyDecisionRecord) -> date:
    return decision.valid_from or date.min


def _is_valid(decision: BodyDecisionRecord, opens: date) -> bool:
    return _since(decision) <= opens and (decision.valid_until is None or opens <= decision.valid_until)
