"""Words of a text with their places in the original; folding and stemming happen on copies, never on the text."""

import re
import unicodedata
from collections.abc import Mapping
from importlib import import_module
from typing import Protocol

MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""Combining marks: they belong to the letter before them."""

FORMATS = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters without a shape (soft hyphen, joiners, direction marks): they part no word."""

SHAPELESS = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""The same, one by one: they may stand at the edge of a word, never of a citation."""

IDEOGRAPH = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
SEPARATORS = "_\u02b9\u02bb\u02bc\u055a\u05f3"
"""Signs that Python counts as letters, but that part words: the underscore and the letter-like apostrophes."""

_WORD = re.compile(f"[\\w{MARKS}{FORMATS}]+")
_CHARACTER = re.compile(f"[{IDEOGRAPH}]|[^\\W{IDEOGRAPH}]+")
_INVISIBLE = re.compile(f"[{MARKS}{FORMATS}\u0640]")
_ODD = re.compile(f"[{SEPARATORS}]")
_SPACED = str.maketrans(dict.fromkeys(SEPARATORS, " "))

_STEMMERS = {"en": "English", "es": "Spanish", "fr": "French", "ru": "Russian"}
_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي"}
)
_LATIN = str.maketrans({"œ": "oe", "æ": "ae", "ё": "е", "ð": "d", "ø": "o", "ı": "i"})

LONGEST_WORD = 60
CACHED_WORDS = 50_000


def pattern(language: str) -> re.Pattern[str]:
    """What one word is: a run of letters, digits and marks; in Chinese each character."""
    return _CHARACTER if language == "zh" else _WORD


def separated(text: str) -> str:
    """The text with letter-like separators made spaces, one for one, so that places stay."""
    return text.translate(_SPACED) if _ODD.search(text) else text


def folded(word: str, language: str) -> str:
    """The word without case, marks of direction, tatweel and spelling variants. French and Spanish keep accents."""
    plain = unicodedata.normalize("NFKC", word) if not word.isascii() else word
    plain = _INVISIBLE.sub("", plain).casefold()
    if language == "ar":
        return plain.translate(_ARABIC)
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain).translate(_LATIN)


def bare(word: str) -> str:
    """The word without its accents, as capitals are often printed."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


class _Library(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


class Stemmer:
    """The stem of a folded word. `known` spares the stemmer the words of the thesaurus."""

    def __init__(self, language: str, known: Mapping[str, str]) -> None:
        self._language, self._known = language, known
        self._library: _Library | None = None

    def stem(self, word: str) -> str:
        found = self._known.get(word)
        return found if found is not None else self.computed(word)

    def computed(self, word: str) -> str:
        if self._language == "ar":
            return arabic_stem(word)
        if self._language not in _STEMMERS or not word.isalpha():
            return word
        if self._library is None:
            name = _STEMMERS[self._language]
            module = import_module(f"snowballstemmer.{name.lower()}_stemmer")
            self._library = getattr(module, f"{name}Stemmer")()
        return self._library.stemWord(word)


_PREFIXES = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "بال", "كال", "فال", "لل", "ال")
_CLITICS = ("و", "ب", "ل", "ف", "ك")
_SUFFIXES = ("هما", "تين", "ها", "ات", "ان", "ون", "ين", "هم", "يه", "ه", "ي")


def arabic_stem(word: str) -> str:
    """A light stem (after Larkey's light10): article and clitics in front, inflection behind, three letters stay."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def without_clitic(word: str) -> str:
    """The Arabic word without one leading conjunction or preposition, or the word itself."""
    return word[1:] if word.startswith(_CLITICS) and len(word) > 4 else word
