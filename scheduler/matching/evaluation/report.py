"""The report page: the confusion with the actual titles, as one self-contained file."""

from collections.abc import Sequence
from html import escape

from .items import Judged
from .scores import Score, grouped, score

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3rem;text-align:start}"
    "mark{background:#ffe08a}caption{text-align:start;font-weight:600;padding:.5rem 0}"
)
COLUMNS = ("precision", "recall", "f1", "meetings", "false_alarms", "borderline_asked", "topic_right")


def page(collections: dict[str, Sequence[Judged]]) -> str:
    """HTML: the figures of each collection and language, then every title on which reader and matcher differ."""
    sections = [_section(name, judged) for name, judged in collections.items()]
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Matching, scored</title><style>{STYLE}</style>'
        f"<main><h1>Matching, scored</h1>{''.join(sections)}</main></html>"
    )


def _section(name: str, judged: Sequence[Judged]) -> str:
    figures = "".join(
        f"<tr><th scope=row>{language}</th>{_cells(score(group))}</tr>"
        for language, group in grouped(judged, lambda one: one.item.language).items()
    )
    heads = "".join(f"<th scope=col>{column.replace('_', ' ')}</th>" for column in ("items", *COLUMNS))
    differing = grouped(
        (one for one in judged if one.item.label != one.verdict.relevant),
        lambda one: f"{one.item.label}, the matcher says {one.verdict.relevant}",
    )
    return f"<h2>{escape(name)}</h2><table><tr><th scope=col>language</th>{heads}</tr>{figures}</table>" + "".join(
        _confused(words, group) for words, group in differing.items()
    )


def _cells(of: Score) -> str:
    return f"<td>{of.items}</td>" + "".join(f"<td>{shown(getattr(of, column))}</td>" for column in COLUMNS)


def shown(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def _confused(words: str, group: Sequence[Judged]) -> str:
    rows = "".join(f"<tr>{_row(one)}</tr>" for one in group)
    return f"<table><caption>Labelled {escape(words)} ({len(group)})</caption>{rows}</table>"


def _row(one: Judged) -> str:
    title = f'<td lang="{one.item.language}" dir="auto">{_marked(one)}</td>'
    return (
        f"{title}<td>{escape(one.item.body)}</td><td>{escape(', '.join(one.topics))}</td><td>{one.verdict.reason}</td>"
    )


def _marked(one: Judged) -> str:
    """The title with the words that decided, where they stand in it."""
    text, place, parts = one.item.title, 0, []
    spans = sorted((e.start, e.end) for match in one.verdict.topics for e in match.evidence if e.field == "title")
    for start, end in spans:
        if start >= place:
            parts += [escape(text[place:start]), f"<mark>{escape(text[start:end])}</mark>"]
            place = end
    return "".join([*parts, escape(text[place:])])
