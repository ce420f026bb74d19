"""Zones by the names that people are shown: “(UTC+01:00) Amsterdam, Berlin, Bern”, “Eastern Time”, “CEST”."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

_DISPLAYED = re.compile(r"\((?:utc|gmt)(?:\s*([+-])(\d{1,2})[:.](\d\d))?\)\s*(.+)", re.IGNORECASE)
_FIXED = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d\d)?", re.IGNORECASE)
_PLACES = {
    "atlantic time": "America/Halifax", "eastern time": "America/New_York", "central time": "America/Chicago",
    "mountain time": "America/Denver", "pacific time": "America/Los_Angeles", "arizona": "America/Phoenix",
    "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu", "central america": "America/Guatemala",
    "newfoundland": "America/St_Johns", "brasilia": "America/Sao_Paulo", "west central africa": "Africa/Lagos",
    "abu dhabi": "Asia/Dubai", "st. petersburg": "Europe/Moscow", "osaka": "Asia/Tokyo", "mumbai": "Asia/Kolkata",
    "beijing": "Asia/Shanghai", "pretoria": "Africa/Johannesburg", "islamabad": "Asia/Karachi",
    "edinburgh": "Europe/London", "coordinated universal time": "Etc/UTC", "indiana": "America/Indianapolis",
    "city of buenos aires": "America/Buenos_Aires", "eastern": "America/New_York", "central": "America/Chicago",
    "mountain": "America/Denver", "pacific": "America/Los_Angeles", "central european time": "Europe/Brussels",
    "central european summer time": "Europe/Brussels", "eastern european time": "Europe/Athens",
    "eastern european summer time": "Europe/Athens", "western european time": "Europe/Lisbon",
    "western european summer time": "Europe/Lisbon", "british summer time": "Europe/London",
    "mitteleuropäische zeit": "Europe/Berlin", "mitteleuropäische sommerzeit": "Europe/Berlin",
    "kamchatka standard time": "Asia/Kamchatka", "mexico standard time": "America/Mexico_City",
    "western/central europe": "Europe/Brussels", "mexico standard time 2": "America/Chihuahua",
}  # fmt: skip
"""What is no city of an IANA zone."""

_ABBREVIATED = {
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
    "wet": 0, "west": 1, "bst": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "cat": 2,
    "eat": 3, "wat": 1, "sast": 2, "hkt": 8, "sgt": 8, "pht": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11,
    "nzst": 12, "nzdt": 13,
}  # fmt: skip
"""Hours ahead of UTC: those of RFC 5322 §4.3, and others that name one offset only. IST and GST name several."""


def displayed(name: str) -> tzinfo | None:
    """The zone, in IANA's terms, of a place in the name (in small letters) whose standard time has the offset in it."""
    found = _DISPLAYED.fullmatch(name)
    ahead = _span(found[1], found[2], found[3]) if found else None
    shown = found[4] if found else name
    for place in (shown, *re.split(r"\s*[,/(]\s*", shown)):
        zone = _PLACES.get(place.strip()) or _cities().get(place.strip())
        if zone and ahead in {None, _standard(ZoneInfo(zone))}:
            return ZoneInfo(zone)
    return None


def at_an_offset(name: str) -> tzinfo | None:
    """A zone without rules: “UTC+02:00”, “CEST”."""
    if name in _ABBREVIATED:
        return timezone(timedelta(hours=_ABBREVIATED[name]))
    found = _FIXED.fullmatch(name)
    return timezone(_span(found[1], found[2], found[3])) if found and int(found[2]) <= 14 else None


def _span(sign: str | None, hours: str | None, minutes: str | None) -> timedelta:
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return -ahead if sign == "-" else ahead


def _standard(zone: ZoneInfo) -> timedelta:
    """The offset without summer time, north or south."""
    offsets = (datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 7))
    return min(one for one in offsets if one is not None)


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, str]:
    named = (zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return {zone.rpartition("/")[2].replace("_", " ").lower(): zone for zone in sorted(named)}
