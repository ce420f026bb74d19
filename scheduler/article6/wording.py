"""Small pieces of sentences in both authentic languages: lists, dates, item numbers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_PARTS = re.compile(r"\d+|\D+")
SEPARATOR = {"en": "; ", "fr": " ; "}
_AND = {"en": " and ", "fr": " et "}


@dataclass(frozen=True, slots=True)
class Called:
    """An organisation in a sentence: “the United Nations”, « l'ONU », « de l'ONU »."""

    en: str
    fr: str
    de: str


@lru_cache(maxsize=1024)
def called(name: str) -> Called:
    """The two parties by their names, every other organisation as it is written."""
    if name == "UN":
        return Called("the United Nations", "l'ONU", "de l'ONU")
    elided = name[:1].casefold() in "aàâeéèêhiîoôuy"
    return Called(name, name, f"d'{name}" if elided else f"de {name}")


def capital(sentence: str) -> str:
    """The sentence with a capital letter at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def quoted(text: str, language: str) -> str:
    """“organized crime”, « criminalité organisée »."""
    return f"« {text} »" if language == "fr" else f"“{text}”"


def listed(words: Sequence[str], language: str) -> str:
    """“a, b and c”; the same words in another order give another text: sort them first."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + _AND[language] + words[-1]


def dated(day: date, language: str) -> str:
    """“15 October 1996”, « 15 octobre 1996 »."""
    first = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{first} {_MONTHS[language].split()[day.month - 1]} {day.year}"


def in_order(numbers: Iterable[str]) -> list[str]:
    """Item numbers as people count: 2 before 10, 3(a) before 3(b); each once."""
    return sorted(set(numbers), key=counting)


@lru_cache(maxsize=4096)
def counting(number: str) -> tuple[tuple[int, int, str], ...]:
    """The key that sorts item numbers as people count."""
    parts = _PARTS.findall(number)
    return tuple((0, int(p[:9]), p) if p.isdecimal() else (1, 0, p) for p in parts)


def items(numbers: Iterable[str], language: str) -> str:
    """“agenda item 5”, “agenda items 5 and 7”; « le point 5 », « les points 5 et 7 »."""
    ordered = in_order(numbers)
    many = len(ordered) > 1
    head = {"en": "agenda items" if many else "agenda item", "fr": "les points" if many else "le point"}
    return f"{head[language]} {listed(ordered, language)}"
