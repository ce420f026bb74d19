"""Times as the letters of each language write them; a time always names its zone."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from backend.domain.written import day_words

from .places import city_words

BEFORE_HOURS = {"ar": "، ", "zh": " "}
CLOCKS = {
    "ar": "بتوقيت {city} ({offset})",
    "en": "{city} ({offset})",
    "es": "hora de {city} ({offset})",
    "fr": "heure de {city} ({offset})",
    "ru": "({city}, {offset})",
    "zh": "{city}时间（{offset}）",
}
"""How each language says whose clock it is."""


def span(starts: date, ends: date, zone: str, language: str) -> str:
    """“Monday, 18 May 2026, 10:00 – 13:00 Vienna (UTC+02:00)” for naive wall times, or the days from first to last."""
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        days = (day_words(starts, language), day_words(ends, language))
        return " – ".join(dict.fromkeys(days))
    last = f"{ends:%H:%M}" if starts.date() == ends.date() else moment_words(ends, language)
    return f"{moment_words(starts, language)} – {last} {zone_words(zone, starts, language)}"


def moment_words(wall: datetime, language: str) -> str:
    """“Monday, 18 May 2026, 10:00”."""
    return f"{day_words(wall, language)}{BEFORE_HOURS.get(language, ', ')}{wall:%H:%M}"


def zone_words(zone: str, wall: datetime, language: str) -> str:
    """The city of the zone and its offset at this wall time: “Vienna (UTC+02:00)”, “heure de Vienne (UTC+02:00)”."""
    offset = wall.replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    minutes = int(offset.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return clock_words(zone, f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}", language)


def clock_words(zone: str, offset: str, language: str) -> str:
    """Whose clock it is, with its offset as it was written: “Vienna (UTC+2)”, “heure de Vienne (UTC+2)”."""
    city = city_words(zone, language)
    if city == "UTC":
        return city
    named = CLOCKS[language].format(city=city, offset=offset)
    return re.sub(r"\bde (?=[AEIOUYÀÉ])", "d'", named) if language == "fr" else named
