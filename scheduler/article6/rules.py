"""The rules by their dates: a change of the Article or of a reading is a new version; a version is never edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backend.domain.agreement import SIGNED

from .clauses import ARTICLE_6, Clause
from .readings import FIRST, Readings


@dataclass(frozen=True, slots=True)
class Rules:
    """One version: the paragraphs, our readings of them, and two dates.

    `governs_from` is the first opening date to which it applies, `known_since` the day on which it was adopted here.
    """

    version: str
    governs_from: date
    known_since: date
    clauses: tuple[Clause, ...]
    readings: Readings


RULES: tuple[Rules, ...] = (Rules("1997-07-08/1", SIGNED, SIGNED, ARTICLE_6, FIRST),)
"""Oldest first. Art. 10: an amendment is appended here with its dates; decisions of older versions stay replayable."""


def rules_on(opens: date, *, as_of: date | None = None, among: Sequence[Rules] = RULES) -> Rules:
    """The newest version that governs a meeting opening on this day, as far as it was known on `as_of`."""
    known = [one for one in among if as_of is None or one.known_since <= as_of] or among[:1]
    return next((one for one in reversed(known) if one.governs_from <= opens), known[0])


def rules_named(version: str, *, among: Sequence[Rules] = RULES) -> Rules | None:
    """The version of this name; None where it was never one of ours."""
    return next((one for one in among if one.version == version), None)
