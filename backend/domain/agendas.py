"""An agenda pasted as plain text: numbered items, sub-items, wrapped lines. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import Invalid, Problem
from .plaintext import clean

_NUMBER = re.compile(
    r"^\s*(?:(?:item|point)\s+)?"
    r"(?P<number>\d{1,3})?\s*(?:[.)]\s*|\s)?(?:\((?P<letter>[a-z]|[ivx]{1,4})\)|(?<=\d)(?P<bare>[a-z])[.)])?[.)]?\s+(?P<title>\S.*)$",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^\s*(provisional |draft )?agenda\s*$|^\s*(projet d')?ordre du jour( provisoire)?\s*$", re.IGNORECASE
)
_DIGITS = {ord(d): str(n) for digits in ("٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９") for n, d in enumerate(digits)}


@dataclass(frozen=True, slots=True)
class PastedItem:
    """One item as it was pasted: “3(a)” stands under “3”."""

    number: str
    parent: str
    title: str


def parse_agenda(text: str) -> tuple[PastedItem, ...]:
    """The items in order. Lines without a number belong to the item above; without any number each line is an item.

    Raises Invalid where a number stands twice.
    """
    lines = [line for line in clean(text, multiline=True).translate(_DIGITS).split("\n") if line.strip()]
    if lines and _HEADING.match(lines[0]):
        lines = lines[1:]
    items = list(_items(iter(lines)))
    doubled = [number for number, times in Counter(item.number for item in items).items() if times > 1]
    if doubled:
        message = f"The number “{doubled[0]}” stands twice. Give each item its own."
        raise Invalid(Problem("agenda", "duplicate_number", message))
    return tuple(items)


def paired(
    primary: tuple[PastedItem, ...], other: tuple[PastedItem, ...], languages: tuple[str, str]
) -> list[dict[str, object]]:
    """The items of two languages joined by number, in the interchange format."""
    second = {item.number: item.title for item in other}
    numbers = {item.number for item in primary}
    rows = [*primary, *(item for item in other if item.number not in numbers)]
    return [_row(item, item.number in numbers, second.get(item.number), languages) for item in rows]


def _row(item: PastedItem, first: bool, second: str | None, languages: tuple[str, str]) -> dict[str, object]:
    titles = {languages[0]: item.title} if first else {}
    if second:
        titles[languages[1]] = second
    return {"number": item.number, "parent": item.parent or None, "title": titles}


def _items(lines: Iterator[str]) -> Iterator[PastedItem]:
    current: PastedItem | None = None
    parent, plain = "", 0
    for line in lines:
        found = _NUMBER.match(line)
        if found and (found["number"] or (found["letter"] and parent)):
            if current:
                yield current
            parent = found["number"] or parent
            current = _item(parent, found["letter"] or found["bare"], found["title"])
        elif current and parent:
            current = PastedItem(current.number, current.parent, f"{current.title} {line.strip()}")
        else:
            plain += 1
            yield PastedItem(str(plain), "", clean(line))
    if current:
        yield current


def _item(number: str, letter: str | None, title: str) -> PastedItem:
    if letter:
        return PastedItem(f"{number}({letter.lower()})", number, clean(title))
    return PastedItem(number, "", clean(title))
