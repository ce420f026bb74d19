"""What Article 6 would say of other facts: nothing is saved, nobody is told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from backend.domain.meetings import Openness
from backend.interchange.format import parse_meeting
from backend.interchange.record import MeetingRecord
from backend.interchange.rows import record_of
from backend.invitations.models import Determination
from backend.meetings.models import Meeting
from backend.organisations.register import Policy, Register
from backend.topics.recorded import recorded_register

from .services import decide, gathered


@dataclass(frozen=True, slots=True)
class Supposition:
    """A meeting as it might be, under a rule of its body as it might be, as the register stood on a day."""

    document: Mapping[str, object]
    rule: Openness | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The decision for one guest as it is and as it would be; `now` None where there is no such meeting yet."""

    guest: str
    now: Mapping[str, object] | None
    then: Mapping[str, object]

    @property
    def differs(self) -> bool:
        """Whether anything that matters would be otherwise: the outcome, what is engaged, what is asked."""
        names = ("outcome", "priority", "partial", "conditions", "open_items", "closed_items")
        if self.now is None:
            return False
        return any(self.now[name] != self.then[name] for name in names) or _clauses(self.now) != _clauses(self.then)


def _clauses(document: Mapping[str, object]) -> list[object]:
    clauses: list[Mapping[str, object]] = document["clauses"]  # type: ignore[assignment]
    return [clause["outcome"] for clause in clauses]


def suppose(supposition: Supposition, meeting: Meeting | None = None) -> list[Compared]:
    """Each guest's decision beside today's, with the answers that people signed for the meeting. Raises Invalid."""
    record = parse_meeting(supposition.document)
    signed = list(Determination.objects.filter(meeting=meeting)) if meeting else []
    today = {str(one["guest"]): one for one in (decide(record_of(meeting), determinations=signed) if meeting else ())}
    then = gathered(record, signed, register=_supposed(record, supposition), as_of=supposition.as_of)
    documents = [inputs.decided() for inputs in then]
    return [Compared(str(one["guest"]), today.get(str(one["guest"])), one) for one in documents]


def _supposed(record: MeetingRecord, supposition: Supposition) -> Register:
    register = recorded_register()
    if supposition.as_of:
        register = register.as_of(supposition.as_of)
    body = register.body_named(record.body, record.host)
    if supposition.rule is None or body is None:
        return register
    rule = Policy(supposition.rule, "as supposed", "assumed")
    bodies = {**register.bodies, body.code: replace(body, policies=(rule,))}
    return replace(register, bodies=bodies, version=f"{register.version}~{supposition.rule.value}")
