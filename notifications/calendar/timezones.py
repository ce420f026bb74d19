"""VTIMEZONE with one RRULE per observance, as old clients read it. RFC 5545 section 3.6.5."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@lru_cache(maxsize=512)
def vtimezone(zone: str, year: int) -> str:
    """The VTIMEZONE component (CRLF lines) that is right for this zone in this year and the year after it."""
    changes = _changes(zone, year)
    yearly = {(_offset(ZoneInfo(zone), change), _recurs(zone, change)): change for change in reversed(changes)}
    if len(yearly) == len({offset for offset, _ in yearly}) and all(rule for _, rule in yearly):
        blocks = [_observance(zone, change, rule) for (_, rule), change in reversed(yearly.items())]
    else:
        blocks = [_observance(zone, change, "") for change in changes]
    blocks = blocks or [_fixed(zone, year)]
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{zone}", *blocks, "END:VTIMEZONE", ""])


def _changes(zone: str, year: int) -> list[datetime]:
    """The UTC instants at which the offset changes, from a year before to the end of the year after."""
    tz, step = ZoneInfo(zone), timedelta(days=1)
    day, end = datetime(year - 1, 1, 1, tzinfo=UTC), datetime(year + 2, 1, 1, tzinfo=UTC)
    found = []
    while day < end:
        if _offset(tz, day) != _offset(tz, day + step):
            found.append(_bisect(tz, day, day + step))
        day += step
    return found


def _bisect(tz: ZoneInfo, before: datetime, after: datetime) -> datetime:
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if _offset(tz, middle) == _offset(tz, before):
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _offset(tz: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(tz).utcoffset() or timedelta()


def _recurs(zone: str, change: datetime) -> str:
    """The yearly rule of the change, where the year after follows the same one."""
    tz = ZoneInfo(zone)
    onset = _onset(tz, change)
    for rule, occurrence in _candidates(onset):
        following = occurrence(onset.year + 1).replace(hour=onset.hour, minute=onset.minute)
        instant = (following - _offset(tz, change - HOUR)).replace(tzinfo=UTC)
        moved = (_offset(tz, instant - timedelta(seconds=1)), _offset(tz, instant))
        if moved == (_offset(tz, change - HOUR), _offset(tz, change)):
            return f"RRULE:FREQ=YEARLY;BYMONTH={onset.month};BYDAY={rule}"
    return ""


def _candidates(onset: datetime) -> list[tuple[str, "Occurrence"]]:
    nth, last = (onset.day - 1) // 7 + 1, (onset + timedelta(days=7)).month != onset.month
    day = DAYS[onset.weekday()]
    rules = [(f"-1{day}", Occurrence(onset, -1))] if last else []
    return [*rules, (f"{nth}{day}", Occurrence(onset, nth))]


class Occurrence:
    """The n-th (or last) same weekday of the onset's month in a given year."""

    def __init__(self, onset: datetime, nth: int) -> None:
        self._onset, self._nth = onset, nth

    def __call__(self, year: int) -> datetime:
        month, weekday = self._onset.month, self._onset.weekday()
        if self._nth < 0:
            end = datetime(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)  # noqa: DTZ001 - local wall time
            return end - timedelta(days=(end.weekday() - weekday) % 7)
        first = datetime(year, month, 1)  # noqa: DTZ001 - local wall time
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (self._nth - 1))


def _onset(tz: ZoneInfo, change: datetime) -> datetime:
    """The local time of the change as clocks showed it before."""
    return (change + _offset(tz, change - HOUR)).replace(tzinfo=None)


def _observance(zone: str, change: datetime, rule: str) -> str:
    tz = ZoneInfo(zone)
    summer = bool(change.astimezone(tz).dst())
    return _block(
        "DAYLIGHT" if summer else "STANDARD",
        _onset(tz, change),
        _offset(tz, change - HOUR),
        _offset(tz, change),
        change.astimezone(tz).tzname() or zone,
        rule,
    )


def _fixed(zone: str, year: int) -> str:
    instant = datetime(year, 1, 1, tzinfo=UTC)
    offset = _offset(ZoneInfo(zone), instant)
    name = instant.astimezone(ZoneInfo(zone)).tzname() or zone
    return _block("STANDARD", datetime(1970, 1, 1), offset, offset, name, "")  # noqa: DTZ001 - local wall time


def _block(kind: str, onset: datetime, before: timedelta, after: timedelta, name: str, rule: str) -> str:  # noqa: PLR0913
    lines = [
        f"BEGIN:{kind}",
        f"DTSTART:{onset:%Y%m%dT%H%M%S}",
        *([rule] if rule else []),
        f"TZOFFSETFROM:{_utc_offset(before)}",
        f"TZOFFSETTO:{_utc_offset(after)}",
        f"TZNAME:{name}",
        f"END:{kind}",
    ]
    return "\r\n".join(lines)


def _utc_offset(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}{minutes:02}"
