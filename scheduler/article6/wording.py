"""Small pieces of sentences in both authentic languages: lists, dates, item numbers."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

_MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
}
_AND = {"en": " and ", "fr": " et "}


def listed(words: Sequence[str], language: str) -> str:
    """“a, b and c”; the same words in another order give another text: sort them first."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + _AND[language] + words[-1]


def dated(day: date, language: str) -> str:
    """“15 October 1996”, « 15 octobre 1996 »."""
    first = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{first} {_MONTHS[language][day.month - 1]} {day.year}"


def in_order(numbers: Iterable[str]) -> list[str]:
    """Item numbers as people count: 2 before 10, 3(a) before 3(b); each once."""
    return sorted(set(numbers), key=counting)


def counting(number: str) -> tuple[tuple[int, int, str], ...]:
    """The key that sorts item numbers as people count."""
    parts = re.findall(r"\d+|\D+", number)
    return tuple((0, int(p[:9]), p) if p.isdecimal() else (1, 0, p) for p in parts)


def items(numbers: Iterable[str], language: str) -> str:
    """“agenda item 5”, “agenda items 5 and 7”; « le point 5 », « les points 5 et 7 »."""
    ordered = in_order(numbers)
    many = len(ordered) > 1
    head = {"en": "agenda items" if many else "agenda item", "fr": "les points" if many else "le point"}
    return f"{head[language]} {listed(ordered, language)}"
