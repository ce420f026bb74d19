"""The stems of the words of the terms, computed beforehand so that a start need not wait for the stemmer.

`python -m scheduler.matching.thesaurus.stemming` writes them again after a file of terms has changed; a stale file is
never wrong, a word that it lacks is stemmed when needed.
"""

import json
import re

from ..words import Stemmer, bare, folded, pattern, separated
from . import HERE, LANGUAGES
from .editions import shipped

UNSTEMMED = frozenset({"ar", "zh"})
"""Arabic has a light stemmer that costs nothing, Chinese has no inflection."""


def stems_of(language: str) -> dict[str, str]:
    """The stem of each word of this language's terms, with and without its accents."""
    if language in UNSTEMMED:
        return {}
    own, stemmer = shipped().source(language), Stemmer(language, {})
    texts = [term.text for term in own.terms] + [text for texts in own.sets.values() for text in texts]
    written = {word for text in texts for word in pattern(language).findall(separated(re.sub(r"<\w+>", " ", text)))}
    words = {folded(word, language) for word in written} - own.keep.keys() - own.small
    return {word: stemmer.computed(word) for word in sorted(words | set(map(bare, words)))}


def main() -> None:
    for language in LANGUAGES:
        text = json.dumps(stems_of(language), ensure_ascii=False, separators=(",", ":"))
        (HERE / "stems" / f"{language}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
