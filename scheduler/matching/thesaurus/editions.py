"""Editions of the thesaurus: the files of all languages as they hold together, each read when first needed. Pure."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from . import HERE, LANGUAGES, Thesaurus
from .grammar import SIGNS, Source, Term, read

FILES = (*LANGUAGES, "shared")
"""The files of an edition: one for each language, and what all languages share."""

SIGN_OF = {kind: sign for sign, kind in SIGNS.items()}


class Edition:
    """One edition. `texts` are its files by their names, as people read them; a file that is missing says nothing."""

    def __init__(self, version: str, texts: Mapping[str, str]) -> None:
        self.version, self.texts = version, texts
        self.source = lru_cache(maxsize=None)(self._source)
        self.thesaurus = lru_cache(maxsize=None)(self._thesaurus)
        self.corrected = lru_cache(maxsize=4 * len(LANGUAGES))(self._corrected)

    @property
    def digest(self) -> str:
        """SHA-256 of the files, in hexadecimal: the same words are the same edition, whatever it is called."""
        return _digest(tuple(sorted(self.texts.items())))

    @property
    def name(self) -> str:
        """How a decision names what it was matched with: the version, and twelve characters that prove it."""
        return f"{self.version} ({self.digest[:12]})"

    def _source(self, language: str) -> Source:
        own, shared = (read(self.texts.get(name, "")) for name in (language, "shared"))
        return Source(own.version, own.small, own.keep, {**shared.sets, **own.sets}, own.terms + shared.terms)

    def _thesaurus(self, language: str) -> Thesaurus:
        return Thesaurus(language, self.source(language), stems=stems(language))

    def _corrected(self, language: str, added: tuple[Term, ...], struck: frozenset[str]) -> Thesaurus:
        """With a party's own terms, and without those that it struck, whatever their case."""
        if not added and not struck:
            return self.thesaurus(language)
        base = self.source(language)
        terms = tuple(term for term in base.terms if term.text.casefold() not in struck) + added
        return Thesaurus(language, Source(base.version, base.small, base.keep, base.sets, terms), stems=stems(language))


@lru_cache(maxsize=8)
def _digest(files: tuple[tuple[str, str], ...]) -> str:
    return hashlib.sha256(json.dumps(files, ensure_ascii=False).encode()).hexdigest()


@lru_cache(maxsize=8)
def stems(language: str) -> dict[str, str]:
    """The stems of the words of the terms, computed beforehand; what is missing is computed when needed."""
    path = HERE / "stems" / f"{language}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@cache
def shipped() -> Edition:
    """The edition that comes with the product: its version is the newest of its files."""
    texts = {name: (HERE / f"{name}.txt").read_text(encoding="utf-8") for name in FILES}
    return Edition(newest_version(texts), texts)


def newest_version(texts: Mapping[str, str]) -> str:
    """The greatest of the versions that the files state; empty where none does."""
    lines = (line for text in texts.values() for line in text.splitlines()[:5])
    return max((line.removeprefix("version ").strip() for line in lines if line.startswith("version ")), default="")


@dataclass(frozen=True, slots=True)
class Difference:
    """What one file says otherwise of one topic (or of guards, formal words …): terms with their signs."""

    file: str
    section: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@lru_cache(maxsize=4)
def differences(older: Edition, newer: Edition) -> tuple[Difference, ...]:
    """What was added and removed, file by file, topic by topic. Order and grouping within a topic say nothing."""
    found = []
    for name in FILES:
        before, after = older.texts.get(name, ""), newer.texts.get(name, "")
        if before == after:
            continue
        was, now = set(_said(read(before))), set(_said(read(after)))
        for section in sorted({section for section, _ in was ^ now}):
            added, removed = (
                tuple(sorted(term for of, term in side if of == section)) for side in (now - was, was - now)
            )
            found.append(Difference(name, section, added, removed))
    return tuple(found)


def _said(source: Source) -> Iterator[tuple[str, str]]:
    """Each term under its topic, else under its kind, as the file writes it; then what terms are made of."""
    for term in source.terms:
        kind = term.meaning.kind
        yield term.meaning.topic or kind.value, f"{SIGN_OF.get(kind, '')} {term.text}".strip()
    yield from (("small", word) for word in source.small)
    yield from (("keep", f"{word} = {key}") for word, key in source.keep.items())
    yield from (("sets", f"<{name}> {text}") for name, texts in source.sets.items() for text in texts)
