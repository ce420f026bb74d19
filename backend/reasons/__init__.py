"""The reasons of a decision and the questions it leaves, in the reader's language: on pages and in mails.

English and French are written with the decision and kept in it. The other four official languages are made from the
English when it is shown, sentence by sentence, so that a decision kept years ago reads in them too.
"""

from collections.abc import Mapping

from django.utils.translation import get_language

from backend.domain.languages import Wording, content_language

from .translating import translated


def reason(sentences: Mapping[str, str], name: str, language: str = "") -> Wording:
    """The sentence of that name (“because”, “source”, “text” …); in English where nothing else is known."""
    language = content_language(language or get_language() or "en")
    made = said(sentences.get(name, ""), language)
    own = sentences.get(f"{name}_{language}")
    return Wording(own, language) if own and made.language != language else made


def ours(texts: Mapping[str, str], language: str = "") -> Wording:
    """Our own words, written in English and French, in that language, else the reader's."""
    language = content_language(language or get_language() or "en")
    return Wording(texts[language], language) if language in texts else said(texts["en"], language)


def said(english: str, language: str = "") -> Wording:
    """An English sentence of the engine in that language, else the reader's; in English where it is not known there."""
    language = content_language(language or get_language() or "en")
    found = None if language == "en" else translated(english, language)
    return Wording(found, language) if found else Wording(english, "en")
