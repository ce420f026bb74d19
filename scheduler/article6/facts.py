"""What is known of one meeting for one guest, and the answers that questions about it get."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from backend.domain.agreement import Agreement, Arrangement
from backend.domain.decisions import Answer
from backend.domain.meetings import Openness
from backend.domain.parties import Party

from .readings import FIRST, Readings

Words = Mapping[str, str]
"""One sentence or name in both authentic languages: en and fr."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question, with its reason in both authentic languages, and its source.

    `suggested` = only a model points at it: the host's own side looks, nobody else is asked.
    """

    condition: str
    answer: Answer
    because: Words
    source: str = ""
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """An item (or the title) that touches a topic of the guest's register. `sure` is False where a person must look.

    `resembles` is empty unless a model suggested it: then it names the labelled item that this one resembles.
    """

    item: str
    topic: str
    confidence: float
    evidence: tuple[Mapping[str, object], ...]
    sure: bool = True
    resembles: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether observers may attend, and who says so: `level` is item, sitting, meeting, policy, decision or nobody."""

    openness: Openness
    level: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One agenda item: who may attend it, and what matches in it. `own` = its openness is not the whole meeting's.

    `reserved` = it touches a political, military, religious or racial matter (preamble).
    """

    number: str
    opening: Opening
    matters: tuple[Matter, ...] = ()
    own: bool = False
    reserved: bool = False

    @property
    def openness(self) -> Openness:
        return self.opening.openness


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
    body_names: Words
    general_assembly: bool
    organisers: frozenset[str]
    involvement: frozenset[str] | None
    crime_prevention: bool
    crime_prevention_source: str
    meeting: Opening
    sittings: tuple[Opening, ...] = ()
    conditions: Mapping[str, object] = field(default_factory=dict)
    items: tuple[ItemFacts, ...] = ()
    title_matters: tuple[Matter, ...] = ()
    competences: frozenset[str] = frozenset()
    topics: Mapping[str, Words] = field(default_factory=dict)
    agreement: Agreement = field(default_factory=Agreement)
    arrangements: tuple[Arrangement, ...] = ()
    settled: Mapping[str, Settled] = field(default_factory=dict)
    ask_by: date | None = None
    doubts: tuple[Words, ...] = ()
    readings: Readings = FIRST

    @property
    def host_party(self) -> Party | None:
        return Party.__members__.get(self.host)

    @property
    def other(self) -> Party:
        """The party that would have to act for the guest: Art. 6 (4)."""
        return self.guest.counterpart

    @property
    def has_agenda(self) -> bool:
        """An agenda with items is complete; none is not yet known."""
        return bool(self.items)

    @property
    def both_organise(self) -> bool:
        """Art. 5: the two as host or co-organiser; an invitation would be without object."""
        return {Party.UN.value, Party.INTERPOL.value} <= self.organisers

    @property
    def interest_presumed(self) -> bool:
        """Art. 6 (2), second sentence: the host's meeting as such concerns crime prevention. 6 (3) has none."""
        return self.host_party is Party.UN and self.crime_prevention

    @property
    def doors(self) -> tuple[Opening, ...]:
        """What there is to attend: the items, else the sittings, else the meeting."""
        return tuple(item.opening for item in self.items) or self.sittings or (self.meeting,)

    def matters(self, openness: Openness, *, sure: bool) -> tuple[Matter, ...]:
        """Matches of the items with this openness, as words tell them."""
        found = (m for i in self.items if i.openness is openness for m in i.matters)
        return tuple(m for m in found if m.sure is sure and not m.resembles)

    def suggestions(self) -> tuple[Matter, ...]:
        """What a model suggested of the items that are not closed."""
        return tuple(m for i in self.items if i.openness is not Openness.CLOSED for m in i.matters if m.resembles)

    def matters_elsewhere(self) -> Iterator[Matter]:
        """Matches of the title and of the items that are not closed by themselves: 6 (4) has no observer test."""
        yield from self.title_matters
        for item in self.items:
            if not (item.own and item.openness is Openness.CLOSED):
                yield from (matter for matter in item.matters if not matter.resembles)

    @property
    def paragraph(self) -> str:
        """The paragraph that looks at meetings of this host, beside the status of 6 (1)."""
        return {Party.UN: "6(2)", Party.INTERPOL: "6(3)", None: "6(4)"}[self.host_party]

    def refined(self) -> tuple[Arrangement, ...]:
        """Art. 9: the supplementary arrangements that refine this host's paragraph for this meeting."""
        return tuple(a for a in self.arrangements if a.covers(clause=self.paragraph, body=self.body, day=self.opens))

    def topic_name(self, code: str, language: str) -> str:
        """The topic in words; its code only where the register has no name."""
        return self.topics.get(code, {}).get(language, code)
