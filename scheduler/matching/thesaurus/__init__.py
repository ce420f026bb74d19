"""The terms of each language, as a tree of stems: the cost of a look-up hardly grows with the number of terms."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..words import Word, words

HERE = Path(__file__).parent
SMALL = {
    "en": frozenset(["a", "an", "the", "of", "in", "on", "and", "or", "for", "to", "by", "from", "with"]),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "l",
            "un",
            "une",
            "des",
            "du",
            "de",
            "d",
            "en",
            "et",
            "ou",
            "à",
            "au",
            "aux",
            "pour",
            "par",
            "dans",
        ]
    ),
}
UMBRELLA, GUARD = "?", "!"
LONGEST_GAP = 2


@dataclass(slots=True)
class Node:
    """A place in the tree; `topics` are the terms that end here."""

    children: dict[str, "Node"] = field(default_factory=dict)
    topics: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found: its topic (or umbrella, or guard) and the words that it covers."""

    topic: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Thesaurus:
    language: str
    root: Node
    formal: re.Pattern[str]
    small: frozenset[str]

    def hits(self, text: Sequence[Word]) -> Iterator[Hit]:
        """Every term that stands in the text, small words between its words allowed."""
        for first in range(len(text)):
            yield from self._from(text, first)

    def _from(self, text: Sequence[Word], first: int) -> Iterator[Hit]:
        node, place, gap = self.root.children.get(text[first].stem), first, 0
        while node is not None:
            for topic in sorted(node.topics):
                yield Hit(topic, first, place)
            following, gap = place + 1, 0
            while following < len(text) and gap < LONGEST_GAP and text[following].stem not in node.children:
                if text[following].stem not in self.small:
                    return
                following, gap = following + 1, gap + 1
            if following >= len(text):
                return
            node, place = node.children.get(text[following].stem), following


@lru_cache(maxsize=8)
def thesaurus(language: str) -> Thesaurus:
    """The thesaurus of this language, loaded when first needed."""
    data = json.loads((HERE / f"{language}.json").read_text(encoding="utf-8"))
    root, small = Node(), frozenset(w.stem for s in SMALL.get(language, ()) for w in words(s, language))
    groups = {**data["topics"], UMBRELLA: data["umbrella"], GUARD: data["guards"]}
    for topic, terms in groups.items():
        for term in terms:
            _plant(root, [w.stem for w in words(term, language) if w.stem not in small], topic)
    return Thesaurus(language, root, re.compile("|".join(data["formal"]), re.IGNORECASE), small)


def _plant(root: Node, stems: Sequence[str], topic: str) -> None:
    node = root
    for stem in stems:
        node = node.children.setdefault(stem, Node())
    node.topics.add(topic)


LANGUAGES = tuple(sorted(path.stem for path in HERE.glob("*.json")))
