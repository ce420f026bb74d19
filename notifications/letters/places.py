"""Cities as the letters of each language write them: “Вена”, “جنيف”. What is not known stays as it was given."""

from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale

from backend.domain.written import LOCALES

SEATS: Mapping[str, Mapping[str, str]] = {
    "Geneva": {"ar": "جنيف", "es": "Ginebra", "fr": "Genève", "ru": "Женева", "zh": "日内瓦"},
    "Lyon": {"ar": "ليون", "es": "Lyon", "fr": "Lyon", "ru": "Лион", "zh": "里昂"},
    "The Hague": {"ar": "لاهاي", "es": "La Haya", "fr": "La Haye", "ru": "Гаага", "zh": "海牙"},
}
"""Seats of the two organizations and their courts that no time zone is named after."""

COMMAS = {"ar": "، ", "zh": "，"}
"""Where it is another than the Latin one."""

RENAMED = {
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Yangon": "Asia/Rangoon",
    "Europe/Kyiv": "Europe/Kiev",
}
"""Zones that CLDR still keeps under the name they had before."""


@lru_cache(maxsize=1024)
def city_words(zone: str, language: str) -> str:
    """The city after which the IANA zone is named."""
    named = zone.rsplit("/", 1)[-1].replace("_", " ")
    known = _zones(language).get(RENAMED.get(zone, zone), {})
    return named if language == "en" else known.get("city", named)


@lru_cache(maxsize=1024)
def place_words(place: str, language: str) -> str:
    """The place with the name of its city translated; what stands after a comma, such as a room, is left as it is."""
    city, comma, rest = place.partition(",")
    if language == "en" or city not in SEATS.keys() | _cities().keys():
        return place
    known = SEATS[city][language] if city in SEATS else city_words(_cities()[city], language)
    return known + (COMMAS.get(language, ", ") + rest.strip() if comma else "")


def _zones(language: str) -> Mapping[str, Mapping[str, str]]:
    zones: Mapping[str, Mapping[str, str]] = Locale.parse(LOCALES[language]).time_zones
    return zones


@cache
def _cities() -> Mapping[str, str]:
    """Zones by the English name of their city."""
    return {city_words(zone, "en"): zone for language in LOCALES for zone in _zones(language)}
