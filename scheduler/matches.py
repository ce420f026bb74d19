"""The matches of a recorded meeting, and a person's word on one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from backend.domain.errors import DomainError
from backend.domain.parties import Party
from backend.interchange.record import ItemRecord
from backend.interchange.rows import record_of
from backend.invitations.models import Determination
from backend.invitations.services import determine
from backend.meetings.models import Meeting
from scheduler.article6.facts import Matter

from .matters import MATTER, matter_question
from .services import gathered


class NoSuchItem(DomainError):
    """The agenda has no item {number}. Open the page again: it may have been revised."""

    code = "no_such_item"


@dataclass(frozen=True, slots=True)
class ItemMatches:
    """An item of the newest agenda with what it touches for one guest."""

    number: str
    titles: dict[str, str]
    guest: Party
    matters: tuple[Matter, ...]


def matches_of(meeting: Meeting) -> list[ItemMatches]:
    """Each item for each guest, in the order of the agenda, people's own words heeded."""
    record = record_of(meeting)
    titles = {item.number: dict(item.title) for item in _items(meeting)}
    return [
        ItemMatches(item.number, {str(k): v for k, v in titles[item.number].items()}, inputs.facts.guest, item.matters)
        for inputs in gathered(record, list(Determination.objects.filter(meeting=meeting)))
        for item in inputs.facts.items
    ]


def _items(meeting: Meeting) -> Iterable[ItemRecord]:
    record = record_of(meeting)
    return record.agenda.items if record.agenda else ()


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says of one match: does this item touch the topic, and where does that stand?"""

    number: str
    topic: str
    accepted: bool
    source: str


def judge_match(meeting: Meeting, word: Word, *, guest: Party, by: str, on: date) -> Determination:
    """Sign the word as a determination; Article 6 is applied again. Raises NoSuchItem."""
    item = next((item for item in _items(meeting) if item.number == word.number), None)
    if item is None:
        raise NoSuchItem(number=word.number)
    return determine(
        meeting,
        guest=guest.value,
        question=matter_question(item, word.topic),
        answer="yes" if word.accepted else "no",
        source=word.source,
        text=next(iter(item.title.values()), ""),
        by=by,
        on=on,
    )


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of a match, with the title as it stood then: terms may follow."""

    title: str
    topic: str
    accepted: bool
    guest: str
    by: str
    on: date
    source: str


def corrections() -> list[Correction]:
    """Every word on a match that the party in scope has signed, the newest first."""
    signed = Determination.objects.filter(question__startswith=MATTER).order_by("-pk")
    return [
        Correction(one.text, one.question.rsplit(":", 2)[1], one.answer == "yes", one.guest, one.by, one.on, one.source)
        for one in signed
    ]
