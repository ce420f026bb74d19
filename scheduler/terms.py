"""The matcher as a party has corrected it, and what a correction would change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

from django.conf import settings

from backend.domain.languages import worded
from backend.domain.parties import Party
from backend.interchange.record import Texts
from backend.interchange.rows import record_of
from backend.meetings.models import Meeting
from backend.sharing.selectors import received, shared_meeting
from backend.topics.recorded import recorded_register
from backend.topics.register import topic_codes
from backend.topics.registers import Entry
from backend.topics.terms import OwnTerm, own_terms
from scheduler.advice import adviser
from scheduler.editions import current_edition
from scheduler.matching import Edition, Matcher, Subject
from scheduler.matching.thesaurus import Kind, Meaning, Term, Thesaurus

OWN = "own-terms"
"""The concept under which a party's own terms stand."""

LOOKED_THROUGH = 200
"""So many meetings, the nearest first, are looked through before a term is saved."""


def party_matcher(guest: Party, topics: frozenset[str] | None = None) -> Matcher:
    """The matcher of what concerns this guest, with the guest's own terms, and a second opinion where one is set."""
    among = frozenset(topic_codes()) if topics is None else topics
    return _built(guest, among, own_terms(guest), current_edition(), advised=settings.SECOND_OPINION)


@lru_cache(maxsize=16)
def _built(
    guest: Party, topics: frozenset[str], own: tuple[OwnTerm, ...], edition: Edition, *, advised: bool = False
) -> Matcher:
    def thesaurus(language: str) -> Thesaurus:
        mine = [term for term in own if term.language == language]
        added = tuple(
            Term(term.text, Meaning(Kind(term.kind), term.topic, OWN)) for term in mine if term.kind != "struck"
        )
        struck = frozenset(term.text.casefold() for term in mine if term.kind == "struck")
        return edition.corrected(language, added, struck)

    return Matcher(guest, topics, edition=edition, thesauri=thesaurus, adviser=adviser(wanted=advised))


@dataclass(frozen=True, slots=True)
class ShippedConcept:
    """A concept of the edition in use with its terms as the file writes them; `asks` = a person must look."""

    name: str
    asks: bool
    terms: tuple[str, ...]


def shipped_concepts(topic: str, language: str) -> list[ShippedConcept]:
    """What the edition in use holds for a topic in this language, in the order of the file: what a party may strike."""
    terms_of: dict[Meaning, list[str]] = {}
    for term in current_edition().source(language).terms:
        if term.meaning.topic == topic:
            terms_of.setdefault(term.meaning, []).append(term.text)
    asking = {Kind.WEAK, Kind.TOOL}
    return [ShippedConcept(one.concept, one.kind in asking, tuple(terms)) for one, terms in terms_of.items()]


class Standing(StrEnum):
    """Why a party's own term does nothing of its own beside the edition in use; empty where it does something."""

    EFFECTIVE = ""
    NOTHING_TO_STRIKE = "nothing_to_strike"
    SHIPPED = "shipped"


def standings(own: Sequence[OwnTerm]) -> list[Standing]:
    """Of each: whether the edition in use still holds a struck term, or by now the party's own under its topic."""
    edition = current_edition()
    meanings = {language: _meanings(edition, language) for language in {term.language for term in own}}
    return [_standing(term, meanings[term.language].get(term.text.casefold(), ())) for term in own]


def _meanings(edition: Edition, language: str) -> Mapping[str, Sequence[Meaning]]:
    """What each term of the language stands for, by its text in small letters."""
    found: dict[str, list[Meaning]] = {}
    for term in edition.source(language).terms:
        found.setdefault(term.text.casefold(), []).append(term.meaning)
    return found


def _standing(term: OwnTerm, same: Sequence[Meaning]) -> Standing:
    if term.kind == "struck":
        return Standing.EFFECTIVE if same else Standing.NOTHING_TO_STRIKE
    shipped = any((one.kind, one.topic) == (term.kind, term.topic) for one in same)
    return Standing.SHIPPED if shipped else Standing.EFFECTIVE


@dataclass(frozen=True, slots=True)
class Change:
    """A published title of which the matcher would say something else."""

    title: str
    language: str
    meeting: str
    before: str
    after: str


def changes(party: Party, said: OwnTerm, *, withdrawn: bool = False) -> list[Change]:
    """Which published items, of all that the party in scope may read, would be judged otherwise with this term.

    With `withdrawn`, without it.
    """
    kept = tuple(term for term in own_terms(party) if (term.language, term.text) != (said.language, said.text))
    topics, edition = frozenset(topic_codes()), current_edition()
    before = _built(party, topics, own_terms(party), edition)
    after = _built(party, topics, kept if withdrawn else (*kept, said), edition)
    return _judged_otherwise((subject, before, after) for subject, _ in _published())


def interest_changes(party: Party, entry: Entry) -> list[Change]:
    """Which published items would be judged otherwise if the party's register of interests said this of the topic."""
    register = recorded_register()

    def judges(opens: date) -> tuple[Matcher, Matcher]:
        topics = register.interests(party, opens)
        valid = entry.valid_from <= opens and (entry.valid_until is None or opens <= entry.valid_until)
        after = topics | {entry.topic} if valid else topics - {entry.topic}
        return party_matcher(party, topics), party_matcher(party, after)

    by_day = cache(judges)
    return _judged_otherwise((subject, *by_day(opens)) for subject, opens in _published())


def _judged_otherwise(asked: Iterable[tuple[Subject, Matcher, Matcher]]) -> list[Change]:
    return [
        Change(subject.title, subject.language, subject.meeting_title or "", *words)
        for subject, before, after in asked
        if len(set(words := (before.match(subject).relevant, after.match(subject).relevant))) == 2
    ]


def _published() -> Iterator[tuple[Subject, date]]:
    """Every published title that the party in scope may read, its own and the other party's, with the opening day."""
    for meeting in Meeting.objects.filter(status="published").order_by("-starts_on")[:LOOKED_THROUGH]:
        record = record_of(meeting)
        recorded = [
            (one.number, one.parent, _texts(one.title)) for one in (record.agenda.items if record.agenda else ())
        ]
        for subject in _subjects(recorded, meeting_title=_texts(record.title), body=record.body):
            yield subject, meeting.starts_on
    for copy in received().order_by("-starts_on")[:LOOKED_THROUGH]:
        shared = shared_meeting(copy)
        shown = [(one.number, one.parent, one.titles) for one in shared.items]
        for subject in _subjects(shown, meeting_title=shared.titles, body=shared.body):
            yield subject, copy.starts_on


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
