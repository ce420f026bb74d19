"""What changed between two versions of an agenda, and whether a change of words is only a slip of the pen. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Change(StrEnum):
    """How an item differs from the version before."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Item:
    """One item as a version has it. `openness` empty = not stated for the item."""

    number: str
    titles: Mapping[str, str]
    openness: str = ""
    parent: str = ""
    classification: str = "general"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the side-by-side view. `editorial` is said of rewordings only, with the rule that says so."""

    change: Change
    before: Item | None
    after: Item | None
    editorial: bool = False
    rule: str = ""

    @property
    def openness(self) -> str:
        """“opened” or “closed” where the item's own openness changed, “reclassified” where only its class did."""
        if not (self.before and self.after):
            return ""
        if self.before.openness != self.after.openness:
            return {"open": "opened", "closed": "closed"}.get(self.after.openness, "undecided")
        return "reclassified" if self.before.classification != self.after.classification else ""

    @property
    def differs(self) -> bool:
        return self.change is not Change.SAME or bool(self.openness)


@dataclass(frozen=True, slots=True)
class Rule:
    """One readable rule: what it looks at, and what a rewording is when it applies."""

    name: str
    editorial: bool
    applies: Callable[[str, str], bool]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _small_slips(before: str, after: str) -> bool:
    """The same number of words, and each that differs is nearly the same word."""
    pairs = list(zip(_words(before), _words(after), strict=False))
    same_length = len(_words(before)) == len(_words(after))
    changed = [(a, b) for a, b in pairs if a != b]
    return same_length and len(changed) <= 2 and all(_alike(a, b) for a, b in changed)


def _alike(first: str, second: str) -> bool:
    longer = max(len(first), len(second))
    shared = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return longer > 3 and abs(len(first) - len(second)) <= 1 and shared >= 0.75


RULES = (
    Rule("only case, spaces or punctuation differ", True, lambda a, b: _words(a) == _words(b)),
    Rule("a figure or a date differs", False, lambda a, b: _figures(a) != _figures(b)),
    Rule("a slip of the pen in one or two words", True, _small_slips),
    Rule("words were added, left out or replaced", False, lambda a, b: True),
)
"""Tried in this order; the first that applies decides."""

SAME_ITEM = 0.6
"""Titles at least this much alike under one number are one item reworded; below it, one item left and another came."""


def compare(before: Iterable[Item], after: Iterable[Item]) -> tuple[Line, ...]:
    """Side by side: the new version in its order, what was removed at the place where it stood."""
    old, new = list(before), list(after)
    partners = _partners(old, new)
    lines = [_line(partners.get(index), item) for index, item in enumerate(new)]
    taken = {id(item) for item in partners.values()}
    for place, item in enumerate(old):
        if id(item) not in taken:
            lines.insert(min(place, len(lines)), Line(Change.REMOVED, item, None))
    return tuple(lines)


def _partners(old: list[Item], new: list[Item]) -> dict[int, Item]:
    """Which old item each new one continues: the same words first, wherever they stand; then the same number."""
    free, found = list(old), dict[int, Item]()
    for same in (_unchanged, _same_words, _same_number):
        for index, item in enumerate(new):
            partner = None if index in found else next((one for one in free if same(one, item)), None)
            if partner is not None:
                found[index] = partner
                free.remove(partner)
    return found


def _unchanged(old: Item, new: Item) -> bool:
    return old.number == new.number and old.titles == new.titles


def _same_words(old: Item, new: Item) -> bool:
    return any(_words(old.titles[language]) == _words(new.titles[language]) for language in _shared(old, new))


def _same_number(old: Item, new: Item) -> bool:
    return old.number == new.number and any(_akin(old.titles[one], new.titles[one]) for one in _shared(old, new))


def _akin(before: str, after: str) -> bool:
    """Much alike, or one holds all words of the other."""
    first, second = set(_words(before)), set(_words(after))
    if first <= second or second <= first:
        return True
    return SequenceMatcher(None, before.casefold(), after.casefold(), autojunk=False).ratio() >= SAME_ITEM


def _shared(old: Item, new: Item) -> Iterator[str]:
    return (language for language in old.titles if language in new.titles)


def _line(old: Item | None, new: Item) -> Line:
    if old is None:
        return Line(Change.ADDED, None, new)
    changed = [(old.titles[one], new.titles[one]) for one in _shared(old, new) if old.titles[one] != new.titles[one]]
    if changed:
        rules = [next(rule for rule in RULES if rule.applies(*pair)) for pair in changed]
        deciding = next((rule for rule in rules if not rule.editorial), rules[0])
        return Line(Change.REWORDED, old, new, deciding.editorial, deciding.name)
    moved = (old.number, old.parent) != (new.number, new.parent)
    return Line(Change.MOVED if moved else Change.SAME, old, new)
