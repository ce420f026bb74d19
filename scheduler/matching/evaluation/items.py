"""Real agenda items with a careful reader's label, and what the matcher says of each.

`development.jsonl`: items of real meetings, facts only. `fresh.jsonl`: titles as they stand on the agendas of other
bodies, written down after the terms, to see whether those have learnt the field or the examples; record 0040 has the
figures at first sight.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backend.domain.parties import Party

from ..matcher import Matcher
from ..verdict import Subject, Verdict

HERE = Path(__file__).parent
COLLECTIONS = ("development", "fresh")


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled title. `hard` says “positive” (no word gives it away) or “negative” (a word misleads)."""

    meeting: str
    guest: Party
    body: str
    meeting_title: str
    language: str
    title: str
    label: str
    topic: str | None
    hard: str | None

    def subject(self, *, with_context: bool) -> Subject:
        context = (self.meeting_title, self.body) if with_context else (None, None)
        return Subject(self.title, self.language, None, *context)


@dataclass(frozen=True, slots=True)
class Judged:
    """An item and what the matcher said of it."""

    item: Item
    verdict: Verdict

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(match.topic for match in self.verdict.topics)


def items(collection: str) -> Iterator[Item]:
    """The items of one collection, in the order of its file."""
    with (HERE / f"{collection}.jsonl").open(encoding="utf-8") as file:
        for line in file:
            data = json.loads(line)
            yield Item(**{**data, "guest": Party(data["guest"])})


def judged(given: Iterable[Item], *, matcher: Callable[[Party], Matcher], with_context: bool = True) -> list[Judged]:
    """What the matcher says of each item."""
    of = {party: matcher(party) for party in Party}
    return [Judged(one, of[one.guest].match(one.subject(with_context=with_context))) for one in given]
