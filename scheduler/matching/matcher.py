"""The verdict on one agenda item: yes, no or borderline, with the words that decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from backend.domain.parties import Party
from backend.organisations.register import load_register

from .thesaurus import GUARD, LANGUAGES, UMBRELLA, Hit, thesaurus
from .words import words

Relevant = Literal["yes", "no", "borderline"]
Field = Literal["title", "parent", "meeting_title", "body"]

CERTAIN = {"title": 0.95, "parent": 0.85, "meeting_title": 0.75, "body": 0.7}
"""How sure a match is by the field in which it stands."""

TOOLS = frozenset({"FOR"})
"""Police tools: without a crime beside them a person must look."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An agenda item in its context. Body is a code of the register or a name."""

    title: str
    language: str = "en"
    parent: str | None = None
    meeting_title: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that decide: `start` and `end` count code points of the field as given."""

    field: str
    language: str
    text: str
    start: int
    end: int

    def document(self) -> dict[str, object]:
        return {
            "field": self.field,
            "language": self.language,
            "text": self.text,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class TopicMatch:
    topic: str
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A yes always has topics, and each topic has its evidence."""

    relevant: Relevant
    topics: tuple[TopicMatch, ...] = ()
    formal: bool = False


class Matcher:
    """What concerns this guest. Built once, asked often; the same subject gives the same verdict."""

    def __init__(self, guest: Party, interests: Iterable[str] | None = None) -> None:
        self._guest = guest
        register = load_register()
        self._interests = frozenset(interests) if interests is not None else register.interests(guest)
        self._register = register

    def match(self, subject: Subject) -> Verdict:
        """The verdict on the item's own words first, then on those of its context."""
        if is_formal(subject.title, subject.language):
            return Verdict("no", formal=True)
        own = self._found("title", subject.title, subject.language)
        sure = _grouped(own, tools=False)
        if sure:
            return Verdict("yes", sure)
        context = self._context(subject)
        if context:
            return Verdict("yes", context)
        doubtful = _grouped(own, tools=True) or self._umbrella(subject)
        return Verdict("borderline", doubtful) if doubtful else Verdict("no")

    def _context(self, subject: Subject) -> tuple[TopicMatch, ...]:
        """A substantive but bare item counts where its parent, or a body or meeting with such a mandate, says so."""
        body = self._register.body_named(subject.body)
        specialised = body.crime_prevention or body.code == "CND" if body else True
        parent = _grouped(self._found("parent", subject.parent or "", subject.language), tools=False)
        if parent or not specialised:
            return parent
        meeting = _grouped(self._found("meeting_title", subject.meeting_title or "", subject.language), tools=False)
        if meeting:
            return meeting
        return _grouped(self._found("body", subject.body or "", subject.language), tools=False)

    def _umbrella(self, subject: Subject) -> tuple[TopicMatch, ...]:
        found = [e for topic, e in _evidence("title", subject.title, subject.language) if topic == UMBRELLA]
        return (TopicMatch("CPCJ", 0.4, tuple(found)),) if found and "CPCJ" in self._interests else ()

    def _found(self, field: Field, text: str, language: str) -> list[tuple[str, Evidence]]:
        """What is of interest to the guest; INTERPOL's own name says nothing about its own meetings."""
        return [
            (topic, e)
            for topic, e in _evidence(field, text, language)
            if topic in self._interests and not (self._guest is Party.UN and e.text == Party.INTERPOL)
        ]


def is_formal(title: str, language: str) -> bool:
    """Whether the item is procedural: such an item never matches by itself."""
    return bool(thesaurus(_known(language)).formal.search(title.strip()))


def is_crime_prevention(title: str, language: str) -> bool:
    """P4′: whether a meeting's own title names the prevention of crime or criminal justice."""
    return any(
        topic == "CPCJ" and _names_prevention(evidence.text, language)
        for topic, evidence in _evidence("meeting_title", title, language)
    )


def _names_prevention(text: str, language: str) -> bool:
    wanted = {
        "en": ("crime prevention", "prevention of crime", "criminal justice"),
        "fr": ("prévention du crime", "prévention de la criminalité", "justice pénale"),
    }
    return text.casefold() in wanted.get(_known(language), ())


def _known(language: str) -> str:
    return language if language in LANGUAGES else "en"


def _evidence(field: Field, text: str, language: str) -> list[tuple[str, Evidence]]:
    """Every topic found in the text with its words, the longest first; what a guard covers does not count."""
    if not text:
        return []
    language = _known(language)
    found = words(text, language)
    hits = sorted(thesaurus(language).hits(found), key=lambda hit: (hit.first - hit.last, hit.first, hit.topic))
    guarded = [hit for hit in hits if hit.topic == GUARD]
    kept = [hit for hit in hits if hit.topic != GUARD and not any(_covers(guard, hit) for guard in guarded)]
    return [(hit.topic, _cited(field, text, language, found[hit.first].start, found[hit.last].end)) for hit in kept]


def _covers(guard: Hit, hit: Hit) -> bool:
    return guard.first <= hit.first and hit.last <= guard.last


def _cited(field: Field, text: str, language: str, start: int, end: int) -> Evidence:
    return Evidence(field, language, text[start:end], start, end)


def _grouped(found: list[tuple[str, Evidence]], *, tools: bool) -> tuple[TopicMatch, ...]:
    """One match for each topic, the surest and most particular first; police tools only where they are asked for."""
    topics: dict[str, list[Evidence]] = {}
    for topic, evidence in found:
        if topic != UMBRELLA:
            topics.setdefault(topic, []).append(evidence)
    if not tools and set(topics) <= TOOLS:
        return ()
    return tuple(TopicMatch(topic, CERTAIN[e[0].field], tuple(e)) for topic, e in topics.items())
