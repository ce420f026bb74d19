"""Days and times as the letters of each language write them; a time always names its zone."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date

from .words import LOCALES


def day_words(day: date, language: str) -> str:
    """“Monday, 18 May 2026”, in the language of the letter."""
    return _formatted(day.isoformat()[:10], "full", language)


def date_words(day: date, language: str) -> str:
    """“18 May 2026”, as it stands in a sentence."""
    return _formatted(day.isoformat()[:10], "long", language)


@lru_cache(maxsize=1024)
def _formatted(day: str, form: Literal["full", "long"], language: str) -> str:
    return format_date(date.fromisoformat(day), form, locale=LOCALES[language])


def span(starts: date, ends: date, zone: str, language: str) -> str:
    """“Monday, 18 May 2026, 10:00 – 13:00 Vienna (UTC+02:00)” for naive wall times, or the days from first to last."""
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        days = (day_words(starts, language), day_words(ends, language))
        return " – ".join(dict.fromkeys(days))
    first = f"{day_words(starts, language)}, {starts:%H:%M}"
    last = f"{ends:%H:%M}" if starts.date() == ends.date() else f"{day_words(ends, language)}, {ends:%H:%M}"
    return f"{first} – {last} {zone_words(zone, starts)}"


def zone_words(zone: str, wall: datetime) -> str:
    """The city of the zone and its offset at this wall time: “Vienna (UTC+02:00)”."""
    offset = wall.replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    minutes = int(offset.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{zone.rsplit('/', 1)[-1].replace('_', ' ')} (UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02})"
