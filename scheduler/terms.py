"""The matcher as a party has corrected it, and what a correction would change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from backend.domain.languages import worded
from backend.domain.parties import Party
from backend.interchange.record import Texts
from backend.interchange.rows import record_of
from backend.meetings.models import Meeting
from backend.sharing.selectors import received, shared_meeting
from backend.topics.register import topic_codes
from backend.topics.terms import OwnTerm, own_terms
from scheduler.advice import adviser
from scheduler.matching import Matcher, Subject
from scheduler.matching.thesaurus import Kind, Meaning, Term, Thesaurus, corrected, source

OWN = "own-terms"
"""The concept under which a party's own terms stand."""

LOOKED_THROUGH = 200
"""So many meetings, the nearest first, are looked through before a term is saved."""


def party_matcher(guest: Party, topics: frozenset[str] | None = None) -> Matcher:
    """The matcher of what concerns this guest, with the guest's own terms, and a second opinion where one is set."""
    among = frozenset(topic_codes()) if topics is None else topics
    return _built(guest, among, own_terms(guest), advised=settings.SECOND_OPINION)


@lru_cache(maxsize=16)
def _built(guest: Party, topics: frozenset[str], own: tuple[OwnTerm, ...], *, advised: bool = False) -> Matcher:
    def thesaurus(language: str) -> Thesaurus:
        mine = [term for term in own if term.language == language]
        added = tuple(
            Term(term.text, Meaning(Kind(term.kind), term.topic, OWN)) for term in mine if term.kind != "struck"
        )
        return corrected(language, added, frozenset(term.text.casefold() for term in mine if term.kind == "struck"))

    return Matcher(guest, topics, thesauri=thesaurus, adviser=adviser(wanted=advised))


@dataclass(frozen=True, slots=True)
class ShippedConcept:
    """A concept of the shipped thesaurus with its terms as the file writes them; `asks` = a person must look."""

    name: str
    asks: bool
    terms: tuple[str, ...]


def shipped_concepts(topic: str, language: str) -> list[ShippedConcept]:
    """What the shipped file of this language holds for a topic, in the order of the file: what a party may strike."""
    terms_of: dict[Meaning, list[str]] = {}
    for term in source(language).terms:
        if term.meaning.topic == topic:
            terms_of.setdefault(term.meaning, []).append(term.text)
    asking = {Kind.WEAK, Kind.TOOL}
    return [ShippedConcept(one.concept, one.kind in asking, tuple(terms)) for one, terms in terms_of.items()]


@dataclass(frozen=True, slots=True)
class Change:
    """A published title of which the matcher would say something else."""

    title: str
    language: str
    meeting: str
    before: str
    after: str


def changes(party: Party, said: OwnTerm) -> list[Change]:
    """Which published items, of all that the party in scope may read, would be judged otherwise with this term."""
    kept = tuple(term for term in own_terms(party) if (term.language, term.text) != (said.language, said.text))
    topics = frozenset(topic_codes())
    before, after = _built(party, topics, own_terms(party)), _built(party, topics, (*kept, said))
    return [
        Change(subject.title, subject.language, subject.meeting_title or "", *words)
        for subject in _published()
        if len(set(words := (before.match(subject).relevant, after.match(subject).relevant))) == 2
    ]


def _published() -> Iterator[Subject]:
    """The titles of the party's own published meetings and of those of the other party that it may read."""
    for meeting in Meeting.objects.filter(status="published").order_by("-starts_on")[:LOOKED_THROUGH]:
        record = record_of(meeting)
        recorded = [
            (one.number, one.parent, _texts(one.title)) for one in (record.agenda.items if record.agenda else ())
        ]
        yield from _subjects(recorded, meeting_title=_texts(record.title), body=record.body)
    for copy in received().order_by("-starts_on")[:LOOKED_THROUGH]:
        shared = shared_meeting(copy)
        shown = [(one.number, one.parent, one.titles) for one in shared.items]
        yield from _subjects(shown, meeting_title=shared.titles, body=shared.body)


def _texts(text: Texts) -> dict[str, str]:
    return {str(language): words for language, words in text.items()}


def _subjects(
    items: Sequence[tuple[str, str | None, Mapping[str, str]]], *, meeting_title: Mapping[str, str], body: str | None
) -> Iterator[Subject]:
    """Each title of each item, in the context in which it is judged: its parent item, the meeting and the body."""
    titles = {number: title for number, _, title in items}
    for _, parent, title in items:
        for language, text in title.items():
            above = worded(titles.get(parent or "", {}), language).text
            yield Subject(text, language, above or None, worded(meeting_title, language).text, body)
