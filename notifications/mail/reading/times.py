"""Moments as calendars write them (RFC 5545 §3.3.4–§3.3.6), with zones named by IANA, by Windows, or by rules given."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from .calendars import Component
from .contentlines import Property
from .observances import GivenZone
from .windows import at_an_offset, displayed

_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?", re.IGNORECASE
)
_IN_A_PATH = re.compile(r"([A-Za-z_]+(?:/[A-Za-z0-9_+-]+){1,2})\Z")
_NUMBERED = re.compile(r" \d+\Z")
_LONGEST_NAME = 200
_WINDOWS = {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}
_OF_UTC = frozenset({"utc", "z", "gmt", "etc/utc", "zulu", "tzone://microsoft/utc", "coordinated universal time"})


class Moment(NamedTuple):
    """A date, an aware time in UTC, or a naive time whose zone nobody told."""

    value: date | datetime

    @property
    def known(self) -> bool:
        """Whether it is a date or an instant."""
        return not isinstance(self.value, datetime) or self.value.tzinfo is not None

    def __str__(self) -> str:
        if isinstance(self.value, datetime):
            return self.value.replace(tzinfo=None).isoformat() + ("Z" if self.value.tzinfo else "")
        return self.value.isoformat()


class Zones:
    """The zones that one calendar speaks of."""

    def __init__(self, given: Sequence[Component], default: str = "") -> None:
        self._given = {_key(one.text): part for part in given if (one := one_of(part))}
        self._read: dict[str, tzinfo | None] = {}
        self._default = default

    def named(self, name: str) -> tzinfo | None:
        """RFC 5545 §3.2.19: by IANA or Windows name, else by the VTIMEZONE given, else as people say, else None."""
        key = _key(name or self._default)
        return (zone_named(key) or self._by_rules(key) or zone_called(key)) if key else None

    def _by_rules(self, key: str) -> tzinfo | None:
        if key not in self._given:
            return None
        if key not in self._read:
            place = self._given[key].first("X-LIC-LOCATION")
            self._read[key] = GivenZone.of(self._given[key]) or (zone_named(_key(place.text)) if place else None)
        return self._read[key]

    def moment(self, found: Property | None, *, fallback: Property | None = None) -> Moment | None:
        """What the property says; `fallback` lends its TZID to a time without one."""
        if found is None:
            return None
        name = found.param("TZID") or (fallback.param("TZID") if fallback else "")
        return self._moment(found, name)

    def _moment(self, found: Property, name: str) -> Moment | None:
        parsed = _parsed(found.text, whole_day=found.param("VALUE").upper() == "DATE")
        if not isinstance(parsed, datetime) or parsed.tzinfo:
            return Moment(_in_utc(parsed)) if parsed else None
        zone = self.named(name)
        return Moment(_in_utc(parsed.replace(tzinfo=zone)) if zone else parsed)

    def stamp(self, found: Property | None) -> Moment | None:
        """DTSTAMP (RFC 5545 §3.8.7.2) is in UTC also where it does not say so."""
        moment = self._moment(found, found.param("TZID") or "UTC") if found else None
        if moment is None:
            return None
        if not isinstance(moment.value, datetime):
            return Moment(datetime(moment.value.year, moment.value.month, moment.value.day, tzinfo=UTC))
        return moment if moment.known else Moment(moment.value.replace(tzinfo=UTC))


def _key(name: str) -> str:
    """A TZID as a parameter and as a property may differ in quotes and escapes."""
    return name[:_LONGEST_NAME].replace("\\", "").strip().strip('"').lower()


def one_of(part: Component) -> Property | None:
    """The TZID of a VTIMEZONE."""
    return part.first("TZID")


def later(moment: Moment, by: timedelta) -> Moment:
    """The moment after this time; the last one possible where the calendar ends."""
    try:
        return Moment(moment.value + by)
    except OverflowError:
        return moment


def duration(text: str) -> timedelta | None:
    """RFC 5545 §3.3.6; None where it is none."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return None
    weeks, days, hours, minutes, seconds = (int(one or 0) for one in found.groups()[1:])
    span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -span if found[1] == "-" else span


@lru_cache(maxsize=1)
def _iana() -> Mapping[str, str]:
    return {name.lower(): name for name in available_timezones()}


@lru_cache(maxsize=512)
def zone_named(name: str) -> tzinfo | None:
    """The zone of this name in small letters: IANA, Windows (CLDR), or an IANA name at the end of a path.

    CET, EST5EDT and the like are abbreviations to everybody but IANA: a VTIMEZONE of that name knows better.
    """
    if name in _OF_UTC:
        return UTC
    known = _of_iana(name) or _WINDOWS.get(_NUMBERED.sub("", name).replace("daylight time", "standard time"))
    if known is None and (found := _IN_A_PATH.search(name)):
        tail = found[1].split("/")
        known = next((zone for i in range(len(tail) - 1) if (zone := _iana().get("/".join(tail[i:])))), None)
    return ZoneInfo(known) if known else None


def _of_iana(name: str) -> str | None:
    """Also where a program may not write a slash: “Europe-Vienna”."""
    written = name if "/" in name else name.replace("-", "/", 1)
    return _iana().get(written) if "/" in written else None


@lru_cache(maxsize=512)
def zone_called(name: str) -> tzinfo | None:
    """The zone of a name in small letters that nobody registered: a city, an abbreviation, an offset."""
    short = _iana().get(name)
    return ZoneInfo(short) if short else displayed(name) or at_an_offset(name)


def _parsed(text: str, *, whole_day: bool) -> date | datetime | None:
    """The date or the time, 24:00 being the next midnight; a time that is announced as a DATE is its day."""
    found = _MOMENT.match(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(one) if one else 0 for one in found.groups()[:6])
    midnight = timedelta(days=hour == 24 and minute == second == 0)
    try:
        if found[4] is None or whole_day:
            return date(year, month, day)
        clock = (0 if midnight else hour, minute, min(second, 59))
        return datetime(year, month, day, *clock, tzinfo=_offset(found[7])) + midnight
    except (ValueError, OverflowError):
        return None


def _offset(text: str | None) -> tzinfo | None:
    return (UTC if text in "Zz" else at_an_offset(text)) if text else None


def _in_utc(value: date | datetime) -> date | datetime:
    try:
        return value.astimezone(UTC) if isinstance(value, datetime) else value
    except (OverflowError, ValueError):
        return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
