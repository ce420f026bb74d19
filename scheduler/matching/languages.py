"""In which of the six languages a text stands: the script tells most, small words the rest."""

import re

_SCRIPTS = (
    (re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"), "ar"),
    (re.compile("[\u4e00-\u9fff\u3400-\u4dbf]"), "zh"),
    (re.compile("[\u0400-\u04ff]"), "ru"),
)
_SMALL = {
    "en": frozenset(
        ["the", "of", "and", "in", "on", "for", "to", "by", "with", "its", "from", "against", "their", "between"]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "du",
            "de",
            "et",
            "l",
            "d",
            "en",
            "à",
            "au",
            "aux",
            "sur",
            "pour",
            "contre",
            "dans",
            "par",
            "une",
            "un",
            "leur",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "la",
            "los",
            "las",
            "del",
            "de",
            "y",
            "en",
            "al",
            "para",
            "por",
            "con",
            "contra",
            "una",
            "un",
            "sobre",
            "su",
            "período",
        ]
    ),
}
_LETTERS = {"fr": frozenset("çèêâîôûëïœ"), "es": frozenset("ñáíóú¿¡")}
_WORD = re.compile(r"[^\W\d_]+")
LOOKED_AT = 400
"""Characters of the text that are looked at."""


def language_of(text: str, *, stated: str) -> str:
    """The language of the text; `stated` decides between languages that look alike. Never raises."""
    stated = stated.lower()[:2]
    start = text[:LOOKED_AT]
    if start.isascii() and stated == "en":
        return stated
    letters = sum(map(str.isalpha, start))
    for script, language in _SCRIPTS:
        if 3 * len(script.findall(start)) > letters:
            return language
    return stated if stated in _SMALL else "en"


def language_guessed(text: str, *, likely: str) -> str:
    """The language of a text whose own language nobody stated, such as a body's name."""
    by_script = language_of(text, stated=likely)
    if by_script not in _SMALL:
        return by_script
    start = text[:LOOKED_AT].casefold()
    words = _WORD.findall(start)
    score = {
        language: sum(word in small for word in words) + 2 * len(_LETTERS.get(language, frozenset()) & set(start))
        for language, small in _SMALL.items()
    }
    best = max(score, key=lambda language: (score[language], language == by_script))
    return best if score[best] else by_script
