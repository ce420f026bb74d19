"""Content in several languages: one value, an explicit chain of fallbacks."""

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""The six official languages of the United Nations; INTERPOL works in ar, en, es and fr."""

AUTHENTIC = ("en", "fr")
"""The languages in which the Agreement is equally authentic."""

_INTERFACE_CODES = {"zh": "zh-hans"}


def interface_code(language: str) -> str:
    """The code under which Django knows the content language (`zh` is `zh-hans` there)."""
    return _INTERFACE_CODES.get(language, language)


def content_language(interface: str) -> str:
    """The content language of an interface code: the inverse of `interface_code`."""
    return interface.split("-")[0].lower()


def direction(language: str) -> str:
    """`rtl` for Arabic, `ltr` for the others: the value of HTML's `dir`."""
    return "rtl" if content_language(language) == "ar" else "ltr"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in the language in which it really stands."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        return direction(self.language)

    def __str__(self) -> str:
        return self.text


def worded(texts: Mapping[str, str], language: str) -> Wording:
    """The text in `language`, else in English, French, or the first that exists; empty where there is none."""
    for candidate in (content_language(language), *AUTHENTIC, *LANGUAGES):
        if texts.get(candidate):
            return Wording(texts[candidate], candidate)
    return Wording("", content_language(language))
