"""Who may attend what: item, sitting, meeting, policy; a body's decision beats a statement at its level. Pure."""

from collections.abc import Iterator
from datetime import date, datetime

from backend.domain.meetings import Effect, Openness
from backend.domain.parties import Party
from backend.interchange.record import BodyDecisionRecord, ItemRecord, MeetingRecord, SittingRecord
from backend.organisations.register import BodyEntry
from scheduler.article6.facts import Opening

BEST_FIRST = (Openness.OPEN, Openness.UNDECIDED, Openness.CLOSED)


class Openings:
    """The openness of one meeting for one guest, the most particular word first."""

    def __init__(self, record: MeetingRecord, body: BodyEntry | None, guest: Party) -> None:
        opens = record.starts.date() if isinstance(record.starts, datetime) else record.starts
        self._record = record
        self._policy = body.policy_on(opens) if body else None
        self._valid = [d for d in record.decisions if _concerns(d, guest) and is_valid(d, opens)]
        self._parents = {i.number: i for i in record.agenda.items} if record.agenda else {}
        self.meeting = self._decided("meeting") or _stated(record.observers, "meeting") or self._by_policy(body)

    @property
    def conditions(self) -> dict[str, object]:
        """The policy's conditions, then the meeting's own, then those that bodies decided for it: the later wins."""
        merged = dict(self._policy.conditions) if self._policy else {}
        merged |= stated_conditions(self._record.observer_conditions)
        for decision in sorted(self._valid, key=since):
            if _scope(decision) == "meeting":
                merged |= stated_conditions(decision.conditions)
        return merged

    def sittings(self) -> tuple[Opening, ...]:
        """Each sitting's openness; a sitting without a word of its own follows the meeting."""
        return tuple(self._of_sitting(sitting) or self.meeting for sitting in self._record.sittings)

    def item(self, item: ItemRecord) -> tuple[Opening, bool]:
        """The item's openness, and whether it has that of its own: by its own word, its sittings', or its parent's."""
        own = self._particular(item, frozenset())
        return (own, True) if own else (self.meeting, False)

    def _particular(self, item: ItemRecord, below: frozenset[str]) -> Opening | None:
        """Sub-items follow their parent where nothing is said of them; a circle of parents ends where it began."""
        own = self._decided(f"item:{item.number}") or _stated(item.observers, "item") or self._by_sittings(item)
        if own or item.number in below:
            return own
        parent = self._parents.get(item.parent or "")
        return self._particular(parent, below | {item.number}) if parent else None

    def _by_sittings(self, item: ItemRecord) -> Opening | None:
        """Closed when every sitting that takes it is; otherwise as the most open of those that have a word."""
        taken = [self._of_sitting(sitting) for sitting in self._record.sittings if item.number in sitting.items]
        openings = [one or self.meeting for one in taken]
        if not any(taken):
            return None
        best = next(one for openness in BEST_FIRST for one in openings if one.openness is openness)
        return best if best is not self.meeting else None

    def _of_sitting(self, sitting: SittingRecord) -> Opening | None:
        decided = self._decided(f"sitting:{sitting.id}")
        if decided:
            return decided
        return Opening(Openness.CLOSED, "sitting", f"sitting {sitting.id} is private") if sitting.private else None

    def _by_policy(self, body: BodyEntry | None) -> Opening:
        if body is None:
            return Opening(Openness.UNDECIDED, "nobody", "the body is not in the register")
        if self._policy is None:
            return Opening(Openness.UNDECIDED, "nobody", f"the register has no rule of {body.code} for that day")
        assumed = " (assumed)" if self._policy.confidence == "assumed" else ""
        return Opening(self._policy.observers, "policy", self._policy.source + assumed)

    def _decided(self, scope: str) -> Opening | None:
        """The latest word of a competent body at this level; admit and exclude of one day leave it undecided."""
        words = [d for d in self._valid if _scope(d) == scope and d.effect is not Effect.CONDITION]
        if not words:
            return None
        latest = max(since(word) for word in words)
        last = [word for word in words if since(word) == latest]
        symbols = ", ".join(sorted({word.symbol or "decision of the competent body" for word in last}))
        if len({word.effect for word in last}) > 1:
            return Opening(Openness.UNDECIDED, "decision", f"contradictory decisions: {symbols}")
        return Opening(Openness.OPEN if last[0].effect is Effect.ADMIT else Openness.CLOSED, "decision", symbols)


def _stated(openness: Openness | None, level: str) -> Opening | None:
    return Opening(openness, level, f"stated for the {level}") if openness else None


def stated_conditions(conditions: object) -> dict[str, object]:
    """What is stated: null means not stated."""
    return {k: v for k, v in conditions.items() if v is not None} if isinstance(conditions, dict) else {}


def since(decision: BodyDecisionRecord) -> date:
    """From when the decision holds; without a date, from always."""
    return decision.valid_from or date.min


def is_valid(decision: BodyDecisionRecord, opens: date) -> bool:
    """Whether its dates include the opening."""
    return since(decision) <= opens and (decision.valid_until is None or opens <= decision.valid_until)


def _concerns(decision: BodyDecisionRecord, guest: Party) -> bool:
    """Guest null = all observers, another name = not ours."""
    return decision.guest is None or decision.guest.casefold() == guest.casefold()


def _scope(decision: BodyDecisionRecord) -> str:
    """`meeting`, `sitting:ID` or `item:NUMBER`, however it is spaced."""
    head, colon, tail = decision.scope.partition(":")
    return f"{head.strip().casefold()}{colon}{tail.strip()}"


def unmet_scopes(record: MeetingRecord) -> Iterator[str]:
    """Scopes that name nothing in this meeting."""
    known = {"meeting", *(f"sitting:{s.id}" for s in record.sittings)}
    known |= {f"item:{i.number}" for i in (record.agenda.items if record.agenda else ())}
    yield from sorted({d.scope for d in record.decisions if _scope(d) not in known})
