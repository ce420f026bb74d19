"""Sentences of the engine, recognised by their pattern and written again in another official language.

`sentences.yaml` has each sentence of the engine once, with the places where names, dates, items and topics stand;
`register.yaml` the rules and sources of the shipped register, `law.yaml` our words for the Article.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from typing import TypedDict, cast

from backend.domain.languages import worded
from backend.domain.written import date_words, listed
from backend.interchange.scalars import load_yaml
from backend.organisations.register.reader import load_register

FILES = ("sentences.yaml", "register.yaml", "law.yaml")

Texts = Mapping[str, str]
"""One text by language."""

Phrases = Mapping[str, Texts]


class Sentences(TypedDict):
    """What the file holds."""

    names: Mapping[str, Mapping[str, str | Mapping[str, str]]]
    items: Mapping[str, Mapping[str, Sequence[str]]]
    phrases: Phrases
    sentences: Phrases


@dataclass(frozen=True, slots=True)
class Cases:
    """Words in the cases that a language has, and `bare` as in brackets; the others are the first."""

    nom: str
    gen: str = ""
    dat: str = ""
    acc: str = ""
    pre: str = ""
    bare: str = ""

    def __post_init__(self) -> None:
        for case in ("gen", "dat", "acc", "pre", "bare"):
            if not getattr(self, case):
                object.__setattr__(self, case, self.nom)

    def __str__(self) -> str:
        return self.nom


@lru_cache(maxsize=1)
def known() -> Sentences:
    """The sentences of the engine, then those of the register and of the review of the law."""
    engine, register, law = (load_yaml((files(__package__) / name).read_text(encoding="utf-8")) for name in FILES)
    found = cast("Sentences", engine)
    return {**found, "sentences": {**found["sentences"], **cast("Phrases", register), **cast("Phrases", law)}}


DATE = r"\d{1,2} [A-Z][a-z]+ \d{4}"
ARTICLES = r"\d[^A-Z]*?"
SHAPES = {"date": DATE, "last": DATE, "number": r"\d+", "articles": ARTICLES, "others": ARTICLES, "topics": "“.+”",
          "items": r"[Aa]genda items? .+?", "concerns": r"Agenda items? .+?"}  # fmt: skip
AND = {"ar": " و", "es": " y ", "ru": " и ", "zh": "和"}
SEMICOLON = {"ar": "؛ ", "es": "; ", "ru": "; ", "zh": "；"}
QUOTES = {"ar": "«{}»", "es": "«{}»", "ru": "«{}»", "zh": "“{}”"}
PARTIES = {"UN": "the United Nations"}


@lru_cache(maxsize=1)
def _patterns() -> Sequence[tuple[re.Pattern[str], Texts]]:
    return [(_pattern(english), texts) for english, texts in known()["sentences"].items() if "{" in english]


def _pattern(english: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", english)
    shaped = (f"(?P<{part}>{SHAPES.get(part, '.+?')})" if n % 2 else re.escape(part) for n, part in enumerate(parts))
    return re.compile("".join(shaped), re.DOTALL)


@lru_cache(maxsize=4096)
def translated(english: str, language: str) -> str | None:
    """The sentence, or a question with its reason behind it, in another language; None where no pattern fits it.

    All are known in ar, es, ru and zh; French only where the decision itself has none.
    """
    if written := known()["sentences"].get(english):
        return written.get(language)
    for pattern, texts in _patterns():
        if (fit := pattern.fullmatch(english)) and language in texts:
            slots = {name: SLOTS.get(name, _as_it_is)(text, language) for name, text in fit.groupdict().items()}
            filled = texts[language].format(**slots)
            return filled[:1].upper() + filled[1:] if english[:1].isupper() else filled
    question, mark, because = english.partition("? ")
    both = [translated(f"{question}?", language), translated(because, language)] if mark else [None]
    return None if None in both else ("" if language == "zh" else " ").join(filter(None, both))


def _as_it_is(text: str, language: str) -> str:
    return text


def _name(text: str, language: str) -> Cases:
    written = known()["names"].get(text[:1].lower() + text[1:]) or known()["names"].get(text) or {}
    forms = written.get(language, text)
    return Cases(*[forms] * 6) if isinstance(forms, str) else Cases(**forms)


def _body(text: str, language: str) -> str:
    """A body of the shipped register by its name in the language; another one as it is called."""
    body = load_register().body_named(text)
    return worded(body.names, language).text if body else known()["phrases"].get(text, {}).get(language, text)


def _articles(text: str, language: str) -> str:
    return listed(text.split(", "), language)


def _party(text: str, language: str) -> Cases:
    return _name(PARTIES.get(text, text), language)


def _day(text: str, language: str) -> str:
    return date_words(datetime.strptime(text, "%d %B %Y").replace(tzinfo=UTC), language)


def _items(text: str, language: str) -> Cases:
    numbers = _parts(text.split(" ", 2)[2])
    forms = known()["items"][language]
    many = len(numbers) > 1
    return Cases(**{case: words[many].format(n=_listed(numbers, language)) for case, words in forms.items()})


def _topics(text: str, language: str) -> str:
    named = {topic.names["en"]: topic.names[language] for topic in load_register().topics}
    return _listed([QUOTES[language].format(named.get(name, name)) for name in re.findall("“(.+?)”", text)], language)


def _concerns(text: str, language: str) -> str:
    return SEMICOLON[language].join(translated(one, language) or one for one in text.split("; "))


def _word(text: str, language: str) -> str:
    return known()["phrases"].get(text, {}).get(language, text)


def _words(text: str, language: str) -> str:
    return _listed([_word(part, language) for part in _parts(text)], language)


def _source(text: str, language: str) -> str:
    return translated(text, language) or text


def _parts(text: str) -> list[str]:
    return re.split(r", | and ", text)


def _listed(words: Sequence[str], language: str) -> str:
    return AND[language].join(filter(None, (listed(words[:-1], language), words[-1])))


SLOTS: Mapping[str, Callable[[str, str], object]] = {
    "name": _name, "host": _name, "guest": _name, "party": _party, "body": _body, "date": _day, "last": _day,
    "items": _items, "topics": _topics, "concerns": _concerns, "articles": _articles, "others": _articles,
    "word": _word, "words": _words, "source": _source,
}  # fmt: skip
"""What becomes of each named place; every other stands as it is."""
