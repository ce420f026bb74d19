"""Days and times as the letters of each language write them; a time always names its zone."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date

from .places import city_words
from .words import LOCALES

MONTHS = (
    "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه",
    "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
)  # fmt: skip
"""The United Nations write both Arabic names of a month."""

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


def day_words(day: date, language: str) -> str:
    """“Monday, 18 May 2026”, in the language of the letter."""
    return _formatted(day.isoformat()[:10], "full", language)


def date_words(day: date, language: str) -> str:
    """“18 May 2026”, as it stands in a sentence."""
    return _formatted(day.isoformat()[:10], "long", language)


@lru_cache(maxsize=1024)
def _formatted(day: str, form: Literal["full", "long"], language: str) -> str:
    """As CLDR has it, but as the United Nations write months in Arabic and years in Russian."""
    read = date.fromisoformat(day)
    if language == "ar":
        words = f"{read.day} {MONTHS[read.month - 1]} {read.year}"
        return f"{format_date(read, 'EEEE', locale='ar')}، {words}" if form == "full" else words
    return re.sub(r"\sг\.$", " года", format_date(read, form, locale=LOCALES[language]))


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
