"""A zone by the rules that a message gives: VTIMEZONE (RFC 5545 §3.6.5)."""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple, Self

from .calendars import Component

_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?::?(\d\d))?")
_WALL = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T?(\d\d)?:?(\d\d)?:?(\d\d)?")
_BYDAY = re.compile(r"([+-]?\d)?([A-Z]{2})")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


MOST = 100
"""More observances or dates than this are not looked at."""


class _Onset(NamedTuple):
    wall: datetime
    after: timedelta


class _Observance(NamedTuple):
    """STANDARD or DAYLIGHT: the offsets before and after it, when it began, further dates, and the rule's fields."""

    before: timedelta
    after: timedelta
    start: datetime
    dates: tuple[datetime, ...]
    rule: Mapping[str, str]


class GivenZone(tzinfo):
    """Offsets from the last onset before a wall time, as the message itself gives them."""

    def __init__(self, observances: Sequence[_Observance]) -> None:
        self._observances = observances

    @classmethod
    def of(cls, part: Component) -> Self | None:
        """The zone, or None where no observance has an offset and a beginning."""
        parts = part.within("STANDARD")[:MOST] + part.within("DAYLIGHT")[:MOST]
        observances = [found for one in parts if (found := _observance(one))]
        return cls(observances) if observances else None

    def utcoffset(self, when: datetime | None) -> timedelta:
        """The offset at this wall time."""
        first = min(self._observances, key=lambda one: one.start)
        wall = when.replace(tzinfo=None) if when else first.start
        past = [one for part in self._observances for one in _onsets(part, wall) if one.wall <= wall]
        return max(past).after if past else first.before

    def dst(self, when: datetime | None) -> timedelta:
        """Unknown, and never used."""
        return timedelta(0)

    def tzname(self, when: datetime | None) -> str:
        """No name of its own."""
        return ""


def _observance(part: Component) -> _Observance | None:
    after, start = _offset(part, "TZOFFSETTO"), _wall(part, "DTSTART")
    if after is None or start is None:
        return None
    dates = tuple(one for found in part.all("RDATE")[:MOST] for one in _walls(found.value[:2000]))
    rule = part.first("RRULE")
    written = "".join(rule.value[:500].upper().split()) if rule else ""
    pairs = (pair.split("=", 1) for pair in written.split(";") if "=" in pair)
    before = _offset(part, "TZOFFSETFROM")
    return _Observance(after if before is None else before, after, start, dates, dict(pairs))


def _onsets(part: _Observance, wall: datetime) -> Iterator[_Onset]:
    """The onsets of the observance that can be the last one before the wall time."""
    yield from (_Onset(one, part.after) for one in (part.start, *part.dates))
    until = next(iter(_walls(part.rule.get("UNTIL", ""))), None)
    for year in (wall.year - 1, wall.year) if part.rule else ():
        onset = _yearly(part.rule, part.start, year)
        if onset and onset >= part.start and (until is None or onset <= until + timedelta(days=1)):
            yield _Onset(onset, part.after)


def _yearly(fields: Mapping[str, str], start: datetime, year: int) -> datetime | None:
    """FREQ=YEARLY with BYMONTH, BYDAY and BYMONTHDAY, or the day of DTSTART: the rules that clients write."""
    month = _number(fields.get("BYMONTH", ""), start.month)
    found = _BYDAY.match(fields.get("BYDAY", ""))
    try:
        length = calendar.monthrange(year, month)[1]
        dates = [_of_month(one, length) for one in fields.get("BYMONTHDAY", "").split(",")[:31] if one]
        if found is None or found[2] not in _WEEKDAYS:
            return start.replace(year=year, month=month, day=dates[0] if dates else start.day)
        weekday = _WEEKDAYS.index(found[2])
        days = [day for day in range(1, length + 1) if calendar.weekday(year, month, day) == weekday]
        return start.replace(year=year, month=month, day=_day(days, dates, found, fields))
    except (ValueError, calendar.IllegalMonthError):
        return None


def _of_month(text: str, length: int) -> int:
    """BYMONTHDAY counts from the end where it is negative."""
    day = _number(text, 1)
    return length + 1 + day if day < 0 else day


def _day(days: Sequence[int], dates: Sequence[int], found: re.Match[str], fields: Mapping[str, str]) -> int:
    """The one of the month's days of this weekday; a fifth that the month lacks is the last, as Windows means it."""
    if dates and not found[1]:
        return next((one for one in days if one in dates), days[0])
    nth = _number(found[1] or fields.get("BYSETPOS", ""), 1)
    return days[max(nth, -len(days))] if nth < 0 else days[min(max(nth, 1), len(days)) - 1]


def _number(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"[+-]?\d{1,3}", text) else default


def _offset(part: Component, name: str) -> timedelta | None:
    property_ = part.first(name)
    found = _OFFSET.match(property_.value) if property_ else None
    if found is None:
        return None
    span = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return None if span >= timedelta(hours=24) else -span if found[1] == "-" else span


def _wall(part: Component, name: str) -> datetime | None:
    property_ = part.first(name)
    return next(iter(_walls(property_.value)), None) if property_ else None


def _walls(text: str) -> Iterator[datetime]:
    for found in _WALL.finditer(text):
        year, month, day, hour, minute, second = (int(one or 0) for one in found.groups())
        try:
            yield datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - a wall time
        except ValueError:
            continue
