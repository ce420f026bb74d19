"""What a page says, piece by piece, and which pieces are still English."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

SHOWN = frozenset({"alt", "aria-label", "data-label", "label", "placeholder", "title"})
"""Attributes that people read or hear."""
SILENT = frozenset({"script", "style", "pre", "code", "textarea"})
"""Elements that hold bytes, codes, and what people write themselves."""
ENGLISH = re.compile(r"\b(?:the|of|and|is|are|was|not|with|which|by|for|to|this|that|must|yes)\b", re.IGNORECASE)
"""Small words that stand in English sentences and in no Spanish or French one."""
LATIN = re.compile(r"[A-Za-z]{2,}")


class Pieces(HTMLParser):
    """The texts of a page in their order, attributes included."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in SILENT or given.get("translate") == "no" or tag in self._silent[-1:]:
            self._silent.append(tag)
        elif not self._silent:
            self.found += [value for name, value in given.items() if name in SHOWN]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent[-1:]:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.found.append(" ".join(data.split()))


def pieces(html: str) -> list[str]:
    """Every text of the page that people see or hear."""
    reader = Pieces()
    reader.feed(html)
    return reader.found


def leftovers(html: str, language: str, may_stay: re.Pattern[str]) -> Iterator[str]:
    """The pieces that are English. Another script betrays any Latin word, a Latin one only English sentences."""
    betrayed = ENGLISH if language in {"es", "fr"} else LATIN
    for piece in pieces(html):
        if betrayed.search(may_stay.sub(" ", piece)):
            yield piece
