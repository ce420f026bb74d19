"""A progress bar for people: on stderr, and only where that is a terminal."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
WIDTH = 30


def shown(items: Sequence[T], label: str) -> Iterator[T]:
    """The same items, with a bar that moves as they are taken."""
    if not sys.stderr.isatty():
        yield from items
        return
    for done, item in enumerate(items):
        _draw(label, done, len(items))
        yield item
    _draw(label, len(items), len(items))
    sys.stderr.write("\n")


def _draw(label: str, done: int, of: int) -> None:
    filled = WIDTH * done // max(of, 1)
    sys.stderr.write(f"\r{label} [{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{of} ")
    sys.stderr.flush()
