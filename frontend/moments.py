"""Days and hours as people write them, in the reader's language."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_interval, format_skeleton, format_time
from django.utils import timezone
from django.utils.translation import get_language

LEFT_TO_RIGHT, ISOLATED = "\u2066", "\u2069"
"""Around Latin words and numbers that must keep their order in an Arabic sentence."""

LOCALES = {"zh-hans": "zh_Hans", "en": "en_GB"}
"""The locale of an interface code where it is not the code itself: the United Nations writes 18 May 2026."""


def locale() -> str:
    """Babel's name for the active language."""
    active = get_language() or "en"
    return LOCALES.get(active, active)


def day(value: date | str) -> str:
    """“18 May 2026”."""
    return format_date(_date(value), "long", locale=locale())


def days(first: date | str, last: date | str) -> str:
    """“18–22 May 2026”, “3 Feb 2026”."""
    start, end = _date(first), _date(last)
    if start == end:
        return str(format_skeleton("yMMMd", start, locale=locale()))
    return str(format_interval(start, end, "yMMMd", locale=locale()))


def hour(value: time | str) -> str:
    """“10:00”."""
    return format_time(time.fromisoformat(value) if isinstance(value, str) else value, "HH:mm", locale=locale())


def when(at: datetime) -> str:
    """“24 November 2026, 09:41 UTC” of an instant, or “10:41 Vienna (UTC+1)” where the reader's account has a zone."""
    zone = timezone.get_current_timezone_name()
    if zone == "UTC":
        return f"{format_datetime(at, 'd MMMM y, HH:mm', tzinfo=ZoneInfo('UTC'), locale=locale())} UTC"
    shown = format_datetime(at, "d MMMM y", tzinfo=ZoneInfo(zone), locale=locale())
    return f"{shown}, {LEFT_TO_RIGHT}{at.astimezone(ZoneInfo(zone)):%H:%M} {city(zone)} ({offset(at, zone)}){ISOLATED}"


def wall(at: datetime, zone: str, until: datetime | None = None) -> str:
    """“Monday, 18 May 2026, 10:00 Vienna (UTC+2)”, or “10:00–13:00” where it lasts until later that day."""
    last = f"–{until.astimezone(ZoneInfo(zone)):%H:%M}" if until else ""
    shown = format_datetime(at, "EEEE, d MMMM y", tzinfo=ZoneInfo(zone), locale=locale())
    hours = f"{at.astimezone(ZoneInfo(zone)):%H:%M}{last}"
    return f"{shown}, {LEFT_TO_RIGHT}{hours} {city(zone)} ({offset(at, zone)}){ISOLATED}"


def offset(at: datetime, zone: str) -> str:
    """“UTC+2” of an instant in a zone."""
    minutes = int((at.astimezone(ZoneInfo(zone)).utcoffset() or at - at).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    tail = f":{rest:02d}" if rest else ""
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{tail}"


def city(zone: str) -> str:
    """“New York” of “America/New_York”."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _date(value: date | str) -> date:
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value
