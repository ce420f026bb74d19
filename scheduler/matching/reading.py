"""One text, read: which of the terms that stand in it count, once guards and longer terms are heeded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .thesaurus import Kind, Place, Thesaurus
from .verdict import Evidence, Field
from .words import SHAPELESS

SPANS = 25
"""So many places are cited for one topic of one text; more would help nobody."""

BROAD = frozenset({"illicit-traffic", "crime"})
"""Concepts so broad that they add nothing to a narrower one whose words hold theirs."""

OWN_NAME = "interpol"
"""The concept that is INTERPOL itself; its full name says nothing of “criminal police”."""

PHRASE = 2
"""The length of three words: what is longer mostly holds others in its gap."""

FORMALITIES = frozenset({Kind.FORMAL, Kind.YIELDING, Kind.DEBATE, Kind.MIXED, Kind.NEGATIVE, Kind.DIVERSION})
"""Kinds that say nothing where they are part of a term of a topic."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and what counts in it, in the order of the text."""

    text: str
    language: str
    places: tuple[Place, ...]

    def of(self, *kinds: Kind) -> list[Place]:
        return [place for place in self.places if place.meaning.kind in kinds]

    def evidence(self, place: Place, field: Field) -> Evidence:
        """The words at this place, as they stand in the text, without the shapeless signs around them."""
        words = self.text[place.start : place.end]
        start = place.start + len(words) - len(words.lstrip(SHAPELESS))
        end = place.end - len(words) + len(words.rstrip(SHAPELESS))
        return Evidence(field, self.language, self.text[start:end], start, end)


def read(text: str, thesaurus: Thesaurus) -> Reading:
    """What counts in the text: a guard silences the terms that it covers, unless a term covers the guard."""
    places = thesaurus.places(text)
    if not places:
        return Reading(text, thesaurus.language, ())
    guards = [place for place in places if place.meaning.kind is Kind.GUARD]
    heard = [place for place in places if place.meaning.kind is not Kind.GUARD]
    if guards:
        heard = _unguarded(heard, guards)
    return Reading(text, thesaurus.language, tuple(_widest(_qualified(heard))))


def _qualified(places: Sequence[Place]) -> list[Place]:
    """Without certain words that are part of wider, doubtful ones of their topic: “drug” in “drug use disorders”."""
    doubtful = [place for place in places if place.meaning.kind is Kind.WEAK and 0 < _length(place) <= PHRASE]
    if not doubtful:
        return list(places)
    return [place for place in places if not any(_part(place, one) for one in doubtful)]


def _part(place: Place, of: Place) -> bool:
    certain = place.meaning.kind is Kind.STRONG and place.meaning.topic == of.meaning.topic
    return certain and of.first <= place.first and place.last <= of.last and _length(place) < _length(of)


def _unguarded(places: Iterable[Place], guards: Iterable[Place]) -> list[Place]:
    """The places that neither begin nor end inside a guard, unless they cover more than it does."""
    widest: dict[int, Place] = {}
    for guard in guards:
        for word in range(guard.first, guard.last + 1):
            if word not in widest or _length(widest[word]) < _length(guard):
                widest[word] = guard
    return [
        place
        for place in places
        if all(word not in widest or _beyond(place, widest[word]) for word in (place.first, place.last))
    ]


def _length(place: Place) -> int:
    return place.last - place.first


def _beyond(place: Place, guard: Place) -> bool:
    """A longer term that holds the guard; words in a gap of the term are not its own and do not count."""
    longer = _length(place) - place.skipped > _length(guard) - guard.skipped
    return place.first <= guard.first and guard.last <= place.last and longer


def _widest(places: Sequence[Place]) -> list[Place]:
    """Of places of one topic that lie in one another the widest; of a formal word inside a term the term."""
    kept: list[Place] = []
    ends: dict[tuple[Kind, str], int] = {}
    covered = named = -1
    for place in sorted(places, key=lambda one: (one.first, -one.last, one.meaning.kind is not Kind.STRONG)):
        kind = place.meaning.kind
        group = (kind, place.meaning.topic)
        inside = place.last <= covered and (kind in FORMALITIES or place.meaning.concept in BROAD)
        if inside or place.last <= named or place.last <= ends.get(group, -1):
            continue
        ends[group] = place.last
        if kind is Kind.STRONG and place.last > place.first:
            covered = max(covered, place.last)
            named = max(named, place.last) if place.meaning.concept == OWN_NAME else named
        kept.append(place)
    return kept
