"""Words of a text with their places in the original, folded and stemmed."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

_STEMMERS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its stem, and where it stands, in code points of the text as given."""

    stem: str
    start: int
    end: int


@lru_cache(maxsize=8)
def _stemmer(language: str) -> "snowballstemmer.base":
    return snowballstemmer.stemmer(_STEMMERS[language])


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The stem of one word; French keeps the accents that tell *traite* from *traité*."""
    folded = unicodedata.normalize("NFC", word).casefold()
    if language not in _STEMMERS:
        return folded
    if language == "fr" and folded.endswith(("é", "és", "ée", "ées")):
        return folded.rstrip("s")
    stemmed: str = _stemmer(language).stemWord(folded)
    return stemmed


def words(text: str, language: str) -> tuple[Word, ...]:
    """The words of the text in order. Combining marks belong to the word that they follow."""
    return tuple(Word(stem(text[start:end], language), start, end) for start, end in _spans(text))


def _spans(text: str) -> list[tuple[int, int]]:
    spans, start = [], None
    for place, character in enumerate(text):
        inside = character.isalnum() or (start is not None and unicodedata.combining(character) > 0)
        if inside and start is None:
            start = place
        elif not inside and start is not None:
            spans.append((start, place))
            start = None
    if start is not None:
        spans.append((start, len(text)))
    return spans
