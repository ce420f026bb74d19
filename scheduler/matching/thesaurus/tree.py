"""A tree of keys: one walk finds every term that stands in a text, however many terms there are.

A node is a dictionary from the key of the next word to the next node. Two integers are no keys: END leads to the
meanings of the terms that end there, GAP to the node that may follow a few words later.
"""

from collections.abc import Sequence
from dataclasses import dataclass

END, GAP = 0, 1
LONGEST_GAP = 5
"""So many words may stand where a term says `...`; Chinese counts characters, twice as many."""

MOST = 2_000
"""So many places of one text are enough for any verdict; a text with more is no title."""

Node = dict[str | int, object]


@dataclass(frozen=True, slots=True)
class Ending:
    """What a term means that ends here, and whether it must begin or end the text."""

    meaning: int
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a text: its meaning, the places of its first and last word, and how many words between are not its."""

    meaning: int
    first: int
    last: int
    skipped: int


def plant(root: Node, keys: Sequence[str | int], ending: Ending) -> None:
    """Add one term to the tree."""
    node = root
    for key in keys:
        node = node.setdefault(key, {})  # type: ignore[assignment]
    endings: list[Ending] = node.setdefault(END, [])  # type: ignore[assignment]
    if ending not in endings:
        endings.append(ending)


def walk(root: Node, keys: Sequence[str | None], *, gap: int = LONGEST_GAP) -> list[Found]:
    """Every term in the keys; None is a word of no term."""
    found: list[Found] = []
    for first, key in enumerate(keys):
        if len(found) >= MOST:
            break
        if key is not None and (node := root.get(key)) is not None:
            _follow(node, keys, first, found, gap=gap)  # type: ignore[arg-type]
    return found


def _follow(node: Node, keys: Sequence[str | None], first: int, found: list[Found], *, gap: int) -> None:
    """Every way on from the first word of a term: the very next word, or one after a gap."""
    length = len(keys)
    ways = [(node, first, 0)]
    while ways:
        here, place, skipped = ways.pop()
        found += [
            Found(ending.meaning, first, place, skipped)
            for ending in here.get(END, ())  # type: ignore[attr-defined]
            if (not ending.first or first == 0) and (not ending.last or place == length - 1)
        ]
        if place + 1 < length and (key := keys[place + 1]) is not None and (after := here.get(key)) is not None:
            ways.append((after, place + 1, skipped))  # type: ignore[arg-type]
        if (jump := here.get(GAP)) is not None:
            near = range(place + 1, min(length, place + 2 + gap))
            ways += [
                (jump[keys[further]], further, skipped + further - place - 1)  # type: ignore[index]
                for further in near
                if keys[further] in jump  # type: ignore[operator]
            ]
