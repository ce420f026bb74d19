"""The verdict on one agenda item: yes, no or borderline, with the words that decide."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Protocol

from backend.domain.parties import Party
from backend.topics.register import topic_codes

from .languages import language_guessed, language_of
from .reading import OWN_NAME, SPANS, Reading, read
from .thesaurus import Kind, Place, Thesaurus
from .thesaurus.editions import Edition, shipped
from .verdict import CERTAIN, DOUBTFUL, Field, Reason, Subject, TopicMatch, Verdict

CONTEXTS = 4_096
"""So many meeting titles, parents and bodies are remembered as read: the items of one agenda share theirs."""

BESIDE = frozenset({"agenda", "dates", "report", "credentials"})
"""Formal matters that say nothing where they follow a substance: “Report of the Commission and provisional agenda”."""

BODIES = frozenset({OWN_NAME, "drug-bodies", "regional-police", "tribunals", "un-interpol"})
"""Concepts that are bodies: an item may be about their premises."""

POLICE_TOPICS = frozenset({"COOP", "FOR"})
"""Tools under other topics are treaties of a wider purpose, such as that on trade in endangered species."""

WEAK = (Kind.WEAK, Kind.TOOL, Kind.POLICE)

Group = list[tuple[Reading, Place, Field]]


class Adviser(Protocol):
    """Who may point at a topic where no word of the thesaurus does. Its word is a question, never a yes."""

    def suggestion(self, subject: Subject, *, interests: frozenset[str]) -> TopicMatch | None: ...


class Matcher:
    """What concerns this guest. Built once, asked often; the same subject gives the same verdict."""

    def __init__(
        self,
        guest: Party,
        interests: Iterable[str] | None = None,
        *,
        edition: Edition | None = None,
        thesauri: Callable[[str], Thesaurus] | None = None,
        adviser: Adviser | None = None,
    ) -> None:
        """By the shipped edition unless another is given; `thesauri` are its own with a party's corrections."""
        self.edition = edition or shipped()
        self._guest, self._adviser = guest, adviser
        self._interests = frozenset(topic_codes() if interests is None else interests)
        self._thesauri = thesauri or self.edition.thesaurus
        self._context = lru_cache(maxsize=CONTEXTS)(self._read_context)

    def match(self, subject: Subject) -> Verdict:
        """The verdict of the words; where they say nothing of a substance, an adviser may ask a person to look."""
        verdict = self._match(subject)
        if self._adviser is None or verdict.reason != "nothing" or not any(_words_of_substance(subject.title)):
            return verdict
        suggested = self._adviser.suggestion(subject, interests=self._interests)
        return Verdict("borderline", (suggested,), "resembles") if suggested else verdict

    def _match(self, subject: Subject) -> Verdict:
        """On the item's own words first, then on those of its context."""
        title = self._read(subject.title, language_of(subject.title, stated=subject.language))
        own = self._counted(title, "title", self._strong_kinds(subject))
        debate = bool(title.of(Kind.DEBATE))
        formal = None if debate and own else _formal(title, own)
        if formal is not None:
            return formal
        if title.of(Kind.NEGATIVE):
            return self._negative(title, own)
        if debate:
            return self._doubtful(own or self._from_context(subject), "debate")
        if own:
            mixed = any(place.meaning.kind is Kind.MIXED for place in title.places)
            return self._doubtful(own, "mixed") if mixed else _yes(own + self._from_context(subject), "own_words")
        context = self._from_context(subject)
        if context and any(_words_of_substance(subject.title)):
            return _yes(context, "context")
        doubtful = self._counted(title, "title", WEAK)
        if doubtful:
            return self._doubtful(doubtful, _why(doubtful))
        around = self._tools_around(subject)
        return self._doubtful(around, _why(around))

    def _strong_kinds(self, subject: Subject) -> tuple[Kind, ...]:
        """At a meeting of the police, police work in general says nothing, but training is police training."""
        if self._guest is not Party.UN:
            return (Kind.STRONG, Kind.POLICE)
        return (Kind.STRONG, Kind.HOME) if self._police_meet(subject) else (Kind.STRONG,)

    def _police_meet(self, subject: Subject) -> bool:
        """Whether the context names INTERPOL or the police; without any context INTERPOL's own meeting is meant."""
        readings = [reading for _, reading in self._contexts(subject)]
        return not readings or any(
            place.meaning.kind is Kind.POLICE or place.meaning.concept == OWN_NAME
            for reading in readings
            for place in reading.places
        )

    def _negative(self, title: Reading, own: Group) -> Verdict:
        """Drugs as medicine and the like: nothing, or a question where their diversion is named."""
        return self._doubtful(own, "negative") if title.of(Kind.DIVERSION) else Verdict("no", (), "negative")

    def _doubtful(self, group: Group, reason: Reason) -> Verdict:
        if not group:
            return Verdict("no", (), "nothing")
        return Verdict("borderline", _topics(group, certain=DOUBTFUL), reason)

    def _from_context(self, subject: Subject) -> Group:
        """A substantive but bare item counts where its parent, its meeting or its body is about such a matter."""
        for field, reading in self._contexts(subject):
            found = self._counted(reading, field, (Kind.STRONG, Kind.CONTEXT))
            if found:
                return found
        return []

    def _tools_around(self, subject: Subject) -> Group:
        for field, reading in self._contexts(subject):
            found = self._counted(reading, field, (Kind.TOOL,))
            if found:
                return found
        return []

    def _contexts(self, subject: Subject) -> Iterable[tuple[Field, Reading]]:
        if subject.parent:
            yield "parent", self._context(subject.parent, subject.language)
        if subject.meeting_title:
            yield "meeting_title", self._context(subject.meeting_title, subject.language)
        if subject.body:
            yield "body", self._context(subject.body, subject.language)

    def _read_context(self, text: str, language: str) -> Reading:
        return self._read(text, language_guessed(text, likely=language))

    def _read(self, text: str, language: str) -> Reading:
        return read(text, self._thesauri(language))

    def _counted(self, reading: Reading, field: Field, kinds: tuple[Kind, ...]) -> Group:
        """What is of interest to the guest; INTERPOL's own name says nothing about its own meetings."""
        return [
            (reading, place, field)
            for place in reading.of(*kinds)
            if place.meaning.topic in self._interests
            and not (self._guest is Party.UN and place.meaning.concept == OWN_NAME)
        ]


def _formal(title: Reading, own: Group) -> Verdict | None:
    """The verdict where the item is formal; where a substance comes first, formal words only mix with it."""
    formal = title.of(Kind.FORMAL)
    if not _holds_a_matter(title, own):
        formal += title.of(Kind.YIELDING)
    if not formal:
        return None
    first = min(place.first for place in formal)
    if own and min(place.first for _, place, _ in own) < first:
        if all(place.meaning.concept in BESIDE for place in formal):
            return None
        return Verdict("borderline", _topics(own, certain=DOUBTFUL), "mixed")
    return Verdict("no", (), "formal")


def _holds_a_matter(title: Reading, own: Group) -> bool:
    """Whether one of the matters is more than part of a body's name; INTERPOL's own name is a body's."""
    organs = [place for place in title.places if place.meaning.kind is Kind.ORGAN]
    return any(
        place.meaning.concept not in BODIES and not any(_names(organ, place) for organ in organs) for _, place, _ in own
    )


def _names(organ: Place, matter: Place) -> bool:
    """“Commission on Narcotic Drugs”, “Firearms Committee”: the word for a body in the matter or beside it."""
    return matter.first - 2 <= organ.last and organ.first <= matter.last + 1


def _why(doubtful: Group) -> Reason:
    tools = all(place.meaning.kind is Kind.TOOL and place.meaning.topic in POLICE_TOPICS for _, place, _ in doubtful)
    return "tool" if tools else "umbrella"


def _words_of_substance(title: str) -> Iterable[bool]:
    return (character.isalpha() for character in title)


def _yes(group: Group, reason: Reason) -> Verdict:
    return Verdict("yes", _topics(group), reason)


def _topics(group: Group, *, certain: float | None = None) -> tuple[TopicMatch, ...]:
    """One match for each topic, the longest words first."""
    by_topic: dict[str, Group] = {}
    for one in group:
        by_topic.setdefault(one[1].meaning.topic, []).append(one)
    ranked = sorted(by_topic.items(), key=lambda item: -max(place.last - place.first for _, place, _ in item[1]))
    return tuple(
        TopicMatch(
            topic,
            CERTAIN[places[0][2]] if certain is None else certain,
            tuple(reading.evidence(place, field) for reading, place, field in places[:SPANS]),
        )
        for topic, places in ranked
    )


def is_crime_prevention(title: str, language: str, *, edition: Edition | None = None) -> bool:
    """P4′: whether a meeting's own title names the prevention of crime or criminal justice; no party corrects that."""
    reading = read(title, (edition or shipped()).thesaurus(language_of(title, stated=language)))
    return any(place.meaning.concept in {"crime-prevention", "criminal-justice-named"} for place in reading.places)
