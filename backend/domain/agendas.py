"""An agenda pasted as plain text: numbered items, sub-items, wrapped lines, one text for each language. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .errors import DomainError, Invalid, Problem
from .plaintext import clean

_DIGITS = {
    ord(d): str(n) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９") for n, d in enumerate(digits)
}
_MARKS = {ord("（"): "(", ord("）"): ")", ord("．"): ".", ord("、"): ".", ord("："): ":"}
_WORD = r"(?:(?:agenda\s+)?item|point|tema|пункт|البند|议程项目|项目)\s*"
_LETTER = r"[^\W\d_]|[ivx]{2,5}"
_NUMBERED = re.compile(
    rf"^\s*(?:{_WORD})?(?P<number>\d{{1,3}}(?:\.\d{{1,3}})*|[IVX]{{1,6}}(?=[.)]))"
    rf"(?P<stop>\s*[.):])?\s*(?:\((?P<letter>{_LETTER})\)|(?P<bare>{_LETTER})\))?"
    rf"(?:\s*\((?P<roman>[ivx]{{1,5}})\))?[.:]?(?:\s*[-–—]\s+|\s+|$|(?=[㐀-鿿]))(?P<title>.*)$",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    rf"^\s*(?:\((?P<letter>{_LETTER})\)|(?P<bare>{_LETTER})[.)])(?:\s+|$)(?P<title>.*)$", re.IGNORECASE
)
_HEADING = re.compile(
    r"^\s*((annotated |provisional |draft )*agenda|(projet d['’])?ordre du jour( provisoire)?( annoté)?"
    r"|programa( provisional)?|(предварительная )?повестка дня|جدول الأعمال( المؤقت)?|(临时)?议程)\s*:?\s*$",
    re.IGNORECASE,
)
_FOOT = r"\d{1,3}/\d{1,3}|[A-Z]{1,3}\.\d{2}-\d{5}(?:\s\(\w\))?"
_PAGE = re.compile(rf"^\s*(?:{_FOOT})(?:\s+(?:{_FOOT}))?\s*$")
"""The foot of a page of a document: “2/4”, “V.26-01234 (E)”."""

_SYMBOL = re.compile(r"^\s*[A-Z]+(?:/[\w.()-]+){2,}\s*$")
"""A line that is nothing but a symbol, such as “E/CN.15/2027/1”: the head of a page where it stands beside a foot."""

_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


class DuplicateNumber(DomainError):
    """Line {line}: the number “{number}” stands already on line {first}. Give each item its own number."""

    code = "duplicate_number"


class MissingTitle(DomainError):
    """Line {line}: item “{number}” has no title. Write it behind the number, or take the line away."""

    code = "missing_title"


@dataclass(frozen=True, slots=True)
class PastedItem:
    """One item as it was pasted: “3 (a)” stands under “3”. `line` counts from 1."""

    number: str
    parent: str
    title: str
    line: int


def parse_agenda(text: str, *, where: str = "agenda") -> tuple[PastedItem, ...]:
    """The items in order. Lines without a number belong to the item above; without any number each line is an item.

    Raises Invalid where a number stands twice, or has no title.
    """
    lines = [(n, line) for n, line in enumerate(_lines(text), 1) if line.strip()]
    lines = _without_pages(lines)
    if lines and _HEADING.match(lines[0][1]):
        lines = lines[1:]
    numbered = any(_NUMBERED.match(line) for _, line in lines)
    items = tuple(_numbered(lines)) if numbered else tuple(_counted(lines))
    problems = tuple(_problems(items, where))
    if problems:
        raise Invalid(*problems)
    return items


def _lines(text: str) -> list[str]:
    return clean(text, multiline=True).translate(_DIGITS | _MARKS).split("\n")


def _without_pages(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines without the heads and feet of pages that a copy from a PDF brings along."""
    feet = {n for n, (_, line) in enumerate(lines) if _PAGE.match(line)}
    heads = {n for n, (_, line) in enumerate(lines) if _SYMBOL.match(line) and feet & {n - 1, n + 1}}
    return [row for n, row in enumerate(lines) if n not in feet | heads]


def _counted(lines: Sequence[tuple[int, str]]) -> Iterator[PastedItem]:
    for count, (place, line) in enumerate(lines, 1):
        yield PastedItem(str(count), "", clean(line), place)


def _numbered(lines: Sequence[tuple[int, str]]) -> Iterator[PastedItem]:
    """What stands before the first number is a heading and no item."""
    reader = _Reader()
    current: PastedItem | None = None
    for place, line in lines:
        started = reader.starts(line, place)
        if started:
            if current:
                yield current
            current = started
        elif current:
            current = replace(current, title=clean(f"{current.title} {line}"))
    if current:
        yield current


class _Reader:
    """Where we are in the agenda: the number and letter above, and whether numbers are written with a stop."""

    def __init__(self) -> None:
        self.number = self.letter = ""
        self.stopped: bool | None = None
        self.letters: list[str] = []

    def starts(self, line: str, place: int) -> PastedItem | None:
        """The item that this line begins, or None where it goes on with the one above."""
        found = _NUMBERED.match(line)
        if found and self._is_number(found):
            return self._with_number(found, place)
        lettered = _LETTERED.match(line) if self.number else None
        if lettered:
            return self._with_letter((lettered["letter"] or lettered["bare"]).lower(), lettered["title"], place)
        return None

    def _is_number(self, found: re.Match[str]) -> bool:
        """A year or a date at the start of a wrapped line is no number where numbers are written with a stop."""
        lettered = bool(found["letter"] or found["bare"])
        if self.stopped is None:
            self.stopped = bool(found["stop"]) and not lettered
        return lettered or bool(found["stop"]) or not self.stopped

    def _with_number(self, found: re.Match[str], place: int) -> PastedItem:
        number = found["number"].upper()
        if number != self.number:
            self.letters = []
        self.number, self.letter = number, ""
        letter = found["letter"] or found["bare"]
        if not letter:
            return PastedItem(number, number.rpartition(".")[0], clean(found["title"]), place)
        item = self._with_letter(letter.lower(), found["title"], place)
        roman = found["roman"]
        return replace(item, number=f"{item.number} ({roman.lower()})", parent=item.number) if roman else item

    def _with_letter(self, letter: str, title: str, place: int) -> PastedItem:
        if letter in _ROMAN and self.letter and not self._follows(letter):
            above = f"{self.number} ({self.letter})"
            return PastedItem(f"{above} ({letter})", above, clean(title), place)
        self.letters.append(letter)
        self.letter = letter if letter.isascii() else chr(ord("a") + len(self.letters) - 1)
        return PastedItem(f"{self.number} ({self.letter})", self.number, clean(title), place)

    def _follows(self, letter: str) -> bool:
        return len(letter) == 1 and ord(letter) == ord(self.letter) + 1


def _problems(items: Sequence[PastedItem], where: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for item in items:
        if item.number in first:
            known = first[item.number]
            yield from DuplicateNumber(where=where, number=item.number, line=item.line, first=known).problems
        elif not item.title:
            yield from MissingTitle(where=where, number=item.number, line=item.line).problems
        first.setdefault(item.number, item.line)


def paired(texts: Mapping[str, Sequence[PastedItem]]) -> list[dict[str, object]]:
    """The items of several languages joined by number, in the interchange format and in the order of the first text."""
    rows: dict[str, dict[str, object]] = {}
    for language, items in texts.items():
        for item in items:
            row = rows.setdefault(item.number, {"number": item.number, "parent": item.parent or None, "title": {}})
            row["title"] = {**_titles(row), language: item.title}
    return list(rows.values())


def _titles(row: Mapping[str, object]) -> Mapping[str, str]:
    titles = row["title"]
    return titles if isinstance(titles, dict) else {}
