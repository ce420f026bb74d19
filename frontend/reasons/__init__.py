"""The reasons of a decision in the reader's language.

English and French are written with the decision and kept in it. The other four official languages are made from the
English when it is shown, sentence by sentence, so that a decision kept years ago reads in them too.
"""

from collections.abc import Mapping

from django.utils.translation import get_language

from backend.domain.languages import AUTHENTIC, Wording, content_language

from .translating import translated


def reason(sentences: Mapping[str, str], name: str) -> Wording:
    """The sentence of that name (“because”, “source”, “text” …); in English where nothing else is known."""
    language = content_language(get_language() or "en")
    own = sentences.get(f"{name}_{language}")
    return Wording(own, language) if own else said(sentences.get(name, ""))


def said(english: str) -> Wording:
    """An English sentence of the engine in the reader's language; in English where it has none in that language."""
    language = content_language(get_language() or "en")
    found = None if language in AUTHENTIC else translated(english, language)
    return Wording(found, language) if found else Wording(english, "en")
