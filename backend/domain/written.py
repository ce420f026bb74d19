"""How each of the six languages writes days and lists, on pages and in letters alike. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal

from babel.dates import format_date

LOCALES: Mapping[str, str] = {
    "ar": "ar", "en": "en_GB", "es": "es", "fr": "fr_FR", "ru": "ru", "zh": "zh_Hans_CN",
}  # fmt: skip
"""The CLDR locale of each: the United Nations spell English the British way."""

MONTHS = (
    "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه",
    "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
)  # fmt: skip
"""The United Nations write both Arabic names of a month."""

COMMAS: Mapping[str, str] = {"ar": "، ", "zh": "、"}
"""What stands between the words of a list, where it is another than the Latin comma."""


def listed(words: Iterable[object], language: str) -> str:
    """The words one after the other, with the comma of the language."""
    return COMMAS.get(language, ", ").join(map(str, words))


def day_words(day: date, language: str) -> str:
    """“Monday, 18 May 2026”."""
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
