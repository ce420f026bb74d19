"""What is known of one meeting for one guest, and the answers that questions about it get."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from backend.domain.decisions import Answer
from backend.domain.meetings import Openness
from backend.domain.parties import Party


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question, with its reason in both authentic languages, and its source."""

    condition: str
    answer: Answer
    because: Mapping[str, str]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """An item (or the title) that touches a topic of the guest's register. `sure` is False where a person must look."""

    item: str
    topic: str
    confidence: float
    evidence: tuple[Mapping[str, object], ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One agenda item: who may attend it, and what matches in it."""

    number: str
    openness: Openness
    source: str
    matters: tuple[Matter, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """A person's signed answer to one question: it feeds the facts."""

    question: str
    answer: Answer
    by: str
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """Everything the engine looks at. Nothing here depends on today's date."""

    host: str
    guest: Party
    kind: str | None
    scope: str | None
    status: str
    opens: date
    body: str
    general_assembly: bool
    organisers: frozenset[str]
    involvement: frozenset[str] | None
    crime_prevention: bool
    crime_prevention_source: str
    observers: Openness
    observers_source: str
    conditions: Mapping[str, object] = field(default_factory=dict)
    has_agenda: bool = False
    items: tuple[ItemFacts, ...] = ()
    title_matters: tuple[Matter, ...] = ()
    closed_sittings: bool = False
    competences: frozenset[str] = frozenset()
    in_force: bool = True
    agreement_note: str = ""
    agreement_assumed: bool = False
    settled: Mapping[str, Settled] = field(default_factory=dict)

    @property
    def host_party(self) -> Party | None:
        return Party(self.host) if self.host in Party.__members__ else None

    @property
    def other(self) -> Party:
        """The party that would have to act for the guest: Art. 6 (4)."""
        return self.guest.counterpart

    def open_matters(self, *, sure: bool) -> tuple[Matter, ...]:
        """Matches of items that are open to the guest."""
        return tuple(m for i in self.items if i.openness is Openness.OPEN for m in i.matters if m.sure is sure)

    def undecided_matters(self) -> tuple[Matter, ...]:
        """Matches of items of which nobody has said whether observers may attend."""
        return tuple(m for i in self.items if i.openness is Openness.UNDECIDED for m in i.matters)
