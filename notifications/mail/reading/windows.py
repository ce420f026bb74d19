"""Zones by the names that Windows shows: “(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna”."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

_DISPLAYED = re.compile(r"\((?:utc|gmt)(?:\s*([+-])(\d{1,2})[:.](\d\d))?\)\s*(.+)", re.IGNORECASE)
_PLACES = {
    "atlantic time": "America/Halifax", "eastern time": "America/New_York", "central time": "America/Chicago",
    "mountain time": "America/Denver", "pacific time": "America/Los_Angeles", "arizona": "America/Phoenix",
    "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu", "central america": "America/Guatemala",
    "newfoundland": "America/St_Johns", "brasilia": "America/Sao_Paulo", "west central africa": "Africa/Lagos",
    "abu dhabi": "Asia/Dubai", "st. petersburg": "Europe/Moscow", "osaka": "Asia/Tokyo", "mumbai": "Asia/Kolkata",
    "beijing": "Asia/Shanghai", "pretoria": "Africa/Johannesburg", "islamabad": "Asia/Karachi",
    "edinburgh": "Europe/London", "coordinated universal time": "Etc/UTC",
}  # fmt: skip
"""What is no city of an IANA zone."""


@lru_cache(maxsize=512)
def displayed(name: str) -> tzinfo | None:
    """The zone, in IANA's terms, of a place in the name (in small letters) whose standard time has the offset in it."""
    found = _DISPLAYED.fullmatch(name)
    if found is None:
        return None
    ahead = timedelta(hours=int(found[2] or 0), minutes=int(found[3] or 0))
    for place in re.split(r"\s*[,/(]\s*", found[4]):
        zone = _PLACES.get(place) or _cities().get(place)
        if zone and _standard(ZoneInfo(zone)) == (-ahead if found[1] == "-" else ahead):
            return ZoneInfo(zone)
    return None


def _standard(zone: ZoneInfo) -> timedelta:
    """The offset without summer time, north or south."""
    offsets = (datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 7))
    return min(one for one in offsets if one is not None)


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, str]:
    named = (zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return {zone.rpartition("/")[2].replace("_", " ").lower(): zone for zone in sorted(named)}
