"""The terms of each language, as a tree of keys, loaded when the language is first needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path

from ..words import CACHED_WORDS, LONGEST_WORD, Stemmer, bare, folded, pattern, separated, without_clitic
from .grammar import Kind, Meaning, Source, Term
from .tree import GAP, LONGEST_GAP, Ending, Found, Node, plant, walk

__all__ = ["Kind", "Meaning", "Place", "Term", "Thesaurus"]

HERE = Path(__file__).parent
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
SMALL = ""
"""The key of an article or a preposition: it stands between the words of a term without parting them."""


class Keys(dict[str, str | None]):
    """The key of each word as it is written: computed once for each word, forgotten when there are too many."""

    def __init__(self, language: str, source: Source, stemmer: Stemmer) -> None:
        super().__init__()
        self._language, self._stemmer = language, stemmer
        self._keep = {folded(word, language): key for word, key in source.keep.items()}
        self._small = {folded(word, language) for word in source.small}
        self._capitals: set[str] = set()
        self._vocabulary: set[str] = set()
        self._beginnings: set[str] = set()
        self._without_accents = {bare(word): key for word, key in self._keep.items() if not word.isascii()}

    def of_term(self, word: str) -> str:
        """The key of a word of a term; texts will know it from now on."""
        capitals = word.removesuffix("s")
        if capitals.isascii() and capitals.isupper() and len(capitals) > 1:
            self._capitals.add(capitals)
            return capitals
        plain = folded(word, self._language)
        if plain in self._small:
            return SMALL
        key = self._keep.get(plain) or self._stemmer.stem(plain)
        self._vocabulary.add(key)
        self._beginnings.add(plain[:3])
        if not plain.isascii():
            stripped = bare(plain)
            self._beginnings.add(stripped[:3])
            self._without_accents.setdefault(stripped, key)
            if plain not in self._keep:
                self._without_accents.setdefault(self._stemmer.stem(stripped), key)
        return key

    def __missing__(self, word: str) -> str | None:
        if len(self) >= CACHED_WORDS:
            self.clear()
        key = self[word] = self._computed(word) if len(word) <= LONGEST_WORD else None
        return key

    def _computed(self, word: str) -> str | None:
        if word in self._capitals:
            return word
        if word[-1:] == "s" and word[:-1] in self._capitals:
            return word[:-1]
        plain = folded(word, self._language)
        if plain in self._small or not plain:
            return SMALL
        return self._known(plain) or (self._known(without_clitic(plain)) if self._language == "ar" else None)

    def _known(self, plain: str) -> str | None:
        kept = self._keep.get(plain)
        if kept is not None:
            return kept if kept in self._vocabulary else None
        if plain[:3] not in self._beginnings and self._language != "ar":
            return None
        key = self._stemmer.stem(plain)
        if key in self._vocabulary:
            return key
        if plain != bare(plain):
            return None
        found = self._without_accents.get(plain) or self._without_accents.get(key)
        return found if found in self._vocabulary else None


@dataclass(frozen=True, slots=True)
class Place:
    """What was found, in code points of the text as given."""

    meaning: Meaning
    start: int
    end: int
    first: int
    last: int
    skipped: int


class Thesaurus:
    """The terms of one language. Built once; the same text always gives the same places."""

    def __init__(self, language: str, source: Source, *, stems: dict[str, str]) -> None:
        self.language, self.version = language, source.version
        self._pattern = pattern(language)
        self._gap = 2 * LONGEST_GAP if language == "zh" else LONGEST_GAP
        self._keys = Keys(language, source, Stemmer(language, stems))
        self._meanings: list[Meaning] = []
        self._root: Node = {}
        self._plant(source)

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What its terms stand for, each once."""
        return tuple(self._meanings)

    def _plant(self, source: Source) -> None:
        numbers: dict[Meaning, int] = {}
        for term in source.terms:
            number = numbers.setdefault(term.meaning, len(numbers))
            for text in _expanded(term.text, source):
                self._plant_one(text, number)
        self._meanings = list(numbers)

    def _plant_one(self, text: str, number: int) -> None:
        parts = text.split()
        keys: list[str | int] = []
        for part in parts:
            if part == "...":
                keys.append(GAP)
            elif part not in "^$":
                words = self._pattern.findall(separated(part))
                keys += [key for word in words if (key := self._keys.of_term(word)) != SMALL]
        if keys and keys[0] != GAP and keys[-1] != GAP:
            plant(self._root, keys, Ending(number, parts[0] == "^", parts[-1] == "$"))

    def places(self, text: str) -> list[Place]:
        """Every term in the text with its meaning, in the order of the text. Cost grows with the text alone."""
        separate = separated(text)
        keys = [self._keys[word] for word in self._pattern.findall(separate)]
        content = [key for key in keys if key != SMALL]
        if not any(content):
            return []
        found = walk(self._root, content, gap=self._gap)
        return self._placed(found, keys, separate) if found else []

    def _placed(self, found: list[Found], keys: list[str | None], text: str) -> list[Place]:
        words = zip(self._pattern.finditer(text), keys, strict=True)
        needed = max(one.last for one in found) + 1
        spans = list(islice((word.span() for word, key in words if key != SMALL), needed))
        return [
            Place(
                self._meanings[one.meaning], spans[one.first][0], spans[one.last][1], one.first, one.last, one.skipped
            )
            for one in sorted(found, key=lambda one: (one.first, -one.last, one.meaning))
        ]


def _expanded(text: str, source: Source) -> Iterator[str]:
    if "<" not in text:
        yield text
        return
    choices = [source.sets[part[1:-1]] if part.startswith("<") else (part,) for part in text.split()]
    for chosen in product(*choices):
        yield " ".join(chosen)
