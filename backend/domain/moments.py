"""Local times and instants. A meeting promises a wall time in a zone; calendars need the instant."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from .errors import DomainError


class UnknownZone(DomainError):
    """“{zone}” is not an IANA time zone. Write it like “Europe/Vienna” or “America/New_York”."""

    code = "unknown_zone"


class MissingHour(DomainError):
    """{wall} does not exist in {zone}: the clocks go forward over it. Choose a time before or after the change."""

    code = "missing_hour"


class OutOfRange(DomainError):
    """{wall} lies at the edge of what a calendar can count. Choose a year between 2 and 9998."""

    code = "out_of_range"


class RepeatedHour(DomainError):
    """{wall} happens twice in {zone}: the clocks go back. Choose a time outside the repeated hour."""

    code = "repeated_hour"


def zone_named(name: str, *, where: str = "time_zone") -> ZoneInfo:
    """The IANA zone of this exact name. Raises UnknownZone."""
    if name not in _names():
        raise UnknownZone(where=where, zone=name)
    return ZoneInfo(name)


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Looking through the folder of zones costs milliseconds; the shipped one does not change while a process lives."""
    return frozenset(available_timezones())


def instant(wall: datetime, zone: str, *, where: str = "starts") -> datetime:
    """The UTC instant of a naive wall time in an IANA zone.

    Raises UnknownZone, OutOfRange, MissingHour in the gap of a spring night, RepeatedHour in the fold of autumn.
    """
    tz = zone_named(zone)
    if not 2 <= wall.year <= 9998:
        raise OutOfRange(where=where, wall=wall.isoformat(sep=" ", timespec="minutes"))
    first, second = (wall.replace(tzinfo=tz, fold=fold) for fold in (0, 1))
    shown = wall.isoformat(sep=" ", timespec="minutes")
    if first.astimezone(UTC).astimezone(tz).replace(tzinfo=None) != wall:
        raise MissingHour(where=where, wall=shown, zone=zone)
    if first.utcoffset() != second.utcoffset():
        raise RepeatedHour(where=where, wall=shown, zone=zone)
    return first.astimezone(UTC)


def promised(text: str) -> datetime | date:
    """What was promised, from its ISO form: a naive wall time, or a whole day where no hour was."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def whole_days(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """The UTC instants from the beginning of the first day to the end of the last one, by the rules of the zone."""
    midnights = (datetime.combine(day, time.min) for day in (first, last + timedelta(days=1)))
    begins, ends = (instant_by_rules(midnight, zone) for midnight in midnights)
    return begins, ends


def instant_by_rules(wall: datetime, zone: str) -> datetime:
    """The UTC instant that the rules of the zone make of a promised wall time now, though it may fall into a gap."""
    return wall.replace(tzinfo=zone_named(zone)).astimezone(UTC)


def wall_by_rules(moment: datetime, zone: str) -> datetime:
    """The naive wall time of an instant in the zone, by its rules as they stand now."""
    return moment.astimezone(zone_named(zone)).replace(tzinfo=None)
