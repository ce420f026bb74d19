"""VTIMEZONE from tzdata (RFC 5545 §3.6.5).

One RRULE with BYDAY per observance: lists of dates are read in part or not at all by many clients.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from backend.domain.moments import zone_named

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall time
_UTC_NAMES = frozenset({"UTC", "Etc/UTC"})


@dataclass(frozen=True, slots=True)
class Onset:
    """A change of the clocks: `wall` is the local time before it."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    daylight: bool

    @property
    def _nths(self) -> frozenset[int]:
        """Which weekday of its month this is: from the start, and -1 for the last."""
        last = self.wall.day + 7 > calendar.monthrange(self.wall.year, self.wall.month)[1]
        nth = (self.wall.day - 1) // 7 + 1
        return frozenset({nth} if nth < 5 else ()) | frozenset({-1} if last else ())

    @property
    def _kind(self) -> tuple[object, ...]:
        wall = self.wall
        return (self.before, self.after, self.name, self.daylight, wall.month, wall.weekday(), wall.time())


@dataclass(slots=True)
class _Run:
    """The same change in consecutive years: one observance."""

    onsets: list[Onset]
    nths: frozenset[int]

    def takes(self, onset: Onset) -> bool:
        last = self.onsets[-1]
        next_year = last.wall.year + 1 == onset.wall.year
        return next_year and last._kind == onset._kind and bool(self.nths & onset._nths)

    def add(self, onset: Onset) -> None:
        self.onsets.append(onset)
        self.nths &= onset._nths

    @property
    def repeats(self) -> bool:
        return len(self.onsets) > 1

    @property
    def nth(self) -> int:
        return -1 if -1 in self.nths else min(self.nths)


def is_utc(zone: str) -> bool:
    """Times of this zone are written with a Z and need no VTIMEZONE (RFC 5545 §3.3.5 form 2)."""
    return zone in _UTC_NAMES


@lru_cache(maxsize=2048)
def vtimezone(zone: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE whose offsets equal tzdata's from `first_year` to `last_year` (RFC 5545 §3.6.5)."""
    start, end = first_year - 1, last_year + 1
    runs = _runs(zone, start, end)
    opening = [run for run in runs if run.onsets[0].wall.year == start]
    backdated = len(opening) > 1 and all(run.repeats for run in opening)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    if not backdated:
        lines += _observance(_standing(zone, start), _EPOCH, "")
    for run in runs:
        first = run.onsets[0]
        begins = _same_day_in_1970(first.wall, run.nth) if backdated and run in opening else first.wall
        lines += _observance(first, begins, _rule(run, end))
    return "\r\n".join([*lines, "END:VTIMEZONE", ""]).encode()


def _runs(zone: str, start: int, end: int) -> list[_Run]:
    runs: list[_Run] = []
    for onset in onsets(zone, start, end):
        for run in runs:
            if run.takes(onset):
                run.add(onset)
                break
        else:
            runs.append(_Run([onset], onset._nths))
    return runs


def onsets(zone: str, start: int, end: int) -> Iterator[Onset]:
    """Every change of the offset from the year `start` to the year `end`, in order."""
    tz = zone_named(zone)
    earlier = datetime(start, 1, 1, tzinfo=UTC)
    while earlier.year <= end:
        later = earlier + timedelta(days=1)
        if later.astimezone(tz).utcoffset() != earlier.astimezone(tz).utcoffset():
            yield _onset(zone, earlier, later)
        earlier = later


def _onset(zone: str, low: datetime, high: datetime) -> Onset:
    tz = zone_named(zone)
    before = low.astimezone(tz)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
        if middle.astimezone(tz).utcoffset() == before.utcoffset():
            low = middle
        else:
            high = middle
    after = high.astimezone(tz)
    offset = before.utcoffset() or timedelta()
    summer = (after.dst() or timedelta()) > timedelta() or (before.dst() or timedelta()) < timedelta()
    wall = (high + offset).replace(tzinfo=None)
    return Onset(wall, offset, after.utcoffset() or timedelta(), after.tzname() or zone, summer)


def _standing(zone: str, year: int) -> Onset:
    now = datetime(year, 1, 1, tzinfo=UTC).astimezone(zone_named(zone))
    offset = now.utcoffset() or timedelta()
    return Onset(_EPOCH, offset, offset, now.tzname() or zone, (now.dst() or timedelta()) > timedelta())


def _same_day_in_1970(wall: datetime, nth: int) -> datetime:
    weeks = calendar.Calendar().itermonthdates(1970, wall.month)
    days = [day for day in weeks if day.month == wall.month and day.weekday() == wall.weekday()]
    return datetime.combine(days[nth if nth < 0 else nth - 1], wall.time())


def _rule(run: _Run, end: int) -> str:
    if not run.repeats:
        return ""
    last = run.onsets[-1].wall
    rule = f"FREQ=YEARLY;BYMONTH={last.month};BYDAY={run.nth}{_WEEKDAYS[last.weekday()]}"
    if last.year == end:
        return rule
    # A week later: some readers take UNTIL for local time.
    return f"{rule};UNTIL={last + timedelta(days=7):%Y%m%dT%H%M%SZ}"


def _observance(onset: Onset, begins: datetime, rule: str) -> list[str]:
    kind = "DAYLIGHT" if onset.daylight else "STANDARD"
    lines = [
        f"BEGIN:{kind}",
        f"DTSTART:{begins:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_offset(onset.before)}",
        f"TZOFFSETTO:{_offset(onset.after)}",
        f"TZNAME:{onset.name}",
    ]
    return [*lines, *([f"RRULE:{rule}"] if rule else []), f"END:{kind}"]


def _offset(delta: timedelta) -> str:
    """RFC 5545 §3.3.14."""
    seconds = int(delta.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}{minutes:02}" + (f"{left:02}" if left else "")
