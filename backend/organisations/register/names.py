"""Names of bodies as people write them: case, accents, punctuation, articles and sessions do not matter. Pure."""

import re
import unicodedata
from collections.abc import Iterator

_ARTICLES = re.compile(r"^(?:the|la|le|les|l|el|un|onu|united nations|interpol s)\s+(?=\S)")
_OF_WHOM = re.compile(
    r"\s+(?:of the united nations|of the un|des nations unies|de l onu|d interpol|of interpol"
    r"|of the general assembly|de l assemblee generale)$"
)
_WHICH_SESSION = re.compile(
    r"^(?:\w+ ){0,3}sess(?:ion|ions) (?:of (?:the )?|de (?:la |l )?|du )|\b\d+(?:st|nd|rd|th|e|er|re|eme)\b"
)
_SESSION = re.compile(
    r"\b(?:sessions?|meetings?|plenary|plenaries|s[eé]ances?|r[eé]unions?|pl[eé]ni[eè]res?|\d+(?:st|nd|rd|th|e|[eè]me|er|re)?)\b",
    re.IGNORECASE,
)
_PARENTS = frozenset({"general assembly", "assemblee generale", "security council", "economic and social council",
                      "conseil de securite", "conseil economique et social", "united nations", "nations unies",
                      "onu", "unga", "ecosoc", "sc", "interpol", "icpo interpol", "oipc interpol"})  # fmt: skip


def plain(text: str) -> str:
    """The text folded: no accents, no case, words apart by one space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", bare.casefold().replace("organised", "organized")).split())


def keys_of(name: str) -> tuple[str, ...]:
    """The keys under which a registered name is found: as it is, and without its organisation."""
    full = plain(name)
    return tuple(dict.fromkeys((full, _OF_WHOM.sub("", full), _ARTICLES.sub("", full))))


def named_by(text: str) -> Iterator[str]:
    """The keys to look a written name up by, the most literal first."""
    if not text:
        return
    yield from _variants(text)
    outside, inside = re.sub(r"[(\[][^)\]]*[)\]]", " ", text), re.findall(r"[(\[]([^)\]]+)[)\]]", text)
    if inside:
        for part in (outside, *inside):
            yield from _variants(part)
    parts = [part for part in re.split(r"\s*(?:[,;:–—]|\s-\s)\s*", outside) if part.strip()]
    named = [part for part in parts if not _SESSION.search(part)]
    if len(parts) > 1 and len(named) == 1:
        yield from _variants(named[0])
    elif len(named) == 2 and plain(named[0]) in _PARENTS:
        yield from _variants(named[1])
    elif len(named) == 2 and plain(named[1]) in _PARENTS:
        yield from _variants(named[0])


def _variants(text: str) -> Iterator[str]:
    full = plain(text)
    yield full
    short = _OF_WHOM.sub("", full)
    yield short
    yield _ARTICLES.sub("", short)
    yield _ARTICLES.sub("", _ARTICLES.sub("", short))
    which = " ".join(_WHICH_SESSION.sub(" ", full).split())
    if which != full:
        yield which
        yield _ARTICLES.sub("", which)
