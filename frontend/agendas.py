"""An agenda as people see it: each item with the words that matched marked in it, and the topics that they touch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from backend.domain.languages import content_language, direction, worded

from .wording import topic_words

Match = Mapping[str, object]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ShownMatch:
    """A topic that an item touches, and the words elsewhere (parent, meeting, body) that say so."""

    topic: str
    name: str
    borderline: bool
    elsewhere: SafeString


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item: its titles, the reader's language first, with the matched words in <mark>."""

    number: str
    depth: int
    titles: tuple[SafeString, ...]
    matches: tuple[ShownMatch, ...]
    openness: str = ""
    classification: str = ""
    committee: str = ""
    documents: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The topics that it touches."""
        return [match.name for match in self.matches]


def shown_items(
    items: Iterable[Mapping[str, object]],
    matches: Sequence[Match],
    topics: Mapping[str, Mapping[str, str]],
    *,
    closed: Sequence[str] = (),
) -> list[ShownItem]:
    """The items in order. `items` have number, parent and title(s) by language, as in the interchange format."""
    shown: dict[str, int] = {}
    rows = []
    for item in items:
        number, parent = str(item["number"]), str(item.get("parent") or "")
        shown[number] = depth = shown[parent] + 1 if parent in shown else 0
        own = [match for match in matches if match["item"] == number]
        titles = item.get("title") or {}
        rows.append(
            ShownItem(
                number=number,
                depth=depth,
                titles=_titles(titles if isinstance(titles, dict) else {}, own),
                matches=tuple(_match(match, topics) for match in own),
                openness="closed" if number in closed else "",
                classification=str(item.get("classification") or ""),
                committee=str(item.get("committee") or ""),
                documents=_symbols(item.get("documents")),
            )
        )
    return rows


def _symbols(documents: object) -> tuple[str, ...]:
    """Symbols of documents: the guest's copy has only symbols, the host's record more."""
    listed = documents if isinstance(documents, (list, tuple)) else ()
    return tuple(str(one["symbol"]) if isinstance(one, Mapping) else str(one) for one in listed)


def _titles(titles: Mapping[str, str], matches: Sequence[Match]) -> tuple[SafeString, ...]:
    """The reader's own language, and every other one in which something matched."""
    first = worded(titles, get_language() or "en").language
    spans = {language: _spans(matches, "title", language) for language in titles}
    wanted = [first, *(language for language in titles if language != first and spans[language])]
    return tuple(_spoken(marked(titles[one], spans[one]), one) for one in wanted if one in titles)


def _spans(matches: Sequence[Match], field: str, language: str) -> list[Span]:
    found = [e for match in matches for e in _evidence(match) if (e["field"], e["language"]) == (field, language)]
    return [(int(str(e["start"])), int(str(e["end"]))) for e in found]


def _evidence(match: Match) -> list[Mapping[str, object]]:
    evidence = match.get("evidence")
    return evidence if isinstance(evidence, list) else []


def marked(words: str, spans: Iterable[Span]) -> SafeString:
    """The words with <mark> around each span of code points; spans that touch or overlap become one."""
    parts, place = [], 0
    for start, end in _merged(spans):
        parts += [escape(words[place:start]), format_html("<mark>{}</mark>", words[start:end])]
        place = end
    return mark_safe("".join([*parts, escape(words[place:])]))  # noqa: S308 - every part is escaped above


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _match(match: Match, topics: Mapping[str, Mapping[str, str]]) -> ShownMatch:
    topic = str(match["topic"])
    found = {str(e["text"]): str(e["language"]) for e in _evidence(match) if e["field"] != "title"}
    others = {words: code for words, code in found.items() if not any(words != o and words in o for o in found)}
    quotes = format_html_join(
        " ", "<q>{}</q>", ((_spoken(format_html("<mark>{}</mark>", t), c),) for t, c in others.items())
    )
    return ShownMatch(topic, topic_words(topic, topics), bool(match.get("borderline")), quotes)


def _spoken(words: SafeString, language: str) -> SafeString:
    if language == content_language(get_language() or "en"):
        return format_html("<bdi>{}</bdi>", words)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction(language), words)
