"""Everything that people read, in all six languages."""

import re

import pytest

from backend.config.catalogues import LOCALES, PACKAGES, collect, stored, untranslated

PLACES = re.compile(r"%\(\w+\)s|%s|\{\w+\}")
TRANSLATED = [locale for locale in LOCALES if locale != "en"]


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_message_is_translated(package: str, locale: str) -> None:
    assert untranslated(package, locale) == []


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("locale", TRANSLATED)
def test_translations_keep_the_places_for_values(package: str, locale: str) -> None:
    wrong = [
        message.id
        for message in stored(package, locale)
        if isinstance(message.id, str)
        and isinstance(message.string, str)
        and sorted(set(PLACES.findall(message.id))) != sorted(set(PLACES.findall(message.string)))
        and message.id
    ]
    assert wrong == []


def test_refusals_of_the_record_are_collected_from_their_docstrings() -> None:
    words = "“{zone}” is not an IANA time zone. Write it like “Europe/Vienna” or “America/New_York”."
    assert words in collect("backend")


def test_templates_are_collected_with_their_context() -> None:
    assert collect("frontend").get("Change", context="language") is not None
