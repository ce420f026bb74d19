"""`make score-matching`: the figures in words, and the page with the titles."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from ..matcher import Matcher
from .items import COLLECTIONS, Judged, items, judged
from .report import COLUMNS, page, shown
from .scores import Score, by_fold, grouped, score, topic_scores


def main() -> int:
    """Print the figures; 0 always."""
    parser = ArgumentParser(prog="make score-matching", description="Score the matcher on labelled agenda items.")
    parser.add_argument("--page", type=Path, help="where to write the report with the titles")
    arguments = parser.parse_args()
    with_context = {name: judged(items(name), matcher=Matcher) for name in COLLECTIONS}
    alone = {name: judged(items(name), matcher=Matcher, with_context=False) for name in COLLECTIONS}
    lines = [f"{'':38}{'items':>7}" + "".join(f"{column.replace('_', ' '):>18}" for column in COLUMNS)]
    for name in COLLECTIONS:
        lines += _table(f"{name}, with context", with_context[name]) + _table(f"{name}, title alone", alone[name])
    lines += _folds(with_context["development"]) + _topics(with_context["development"])
    sys.stdout.write("\n".join(lines) + "\n")
    if arguments.page:
        arguments.page.parent.mkdir(parents=True, exist_ok=True)
        arguments.page.write_text(page(dict(with_context)), encoding="utf-8")
        sys.stdout.write(f"\nThe titles: {arguments.page}\n")
    return 0


def _table(name: str, group: Sequence[Judged]) -> list[str]:
    by_language = grouped(group, lambda one: one.item.language)
    return [f"\n{name}", *(_line(language, score(part)) for language, part in by_language.items())]


def _line(name: str, of: Score) -> str:
    return f"  {name:36}{of.items:>7}" + "".join(f"{shown(getattr(of, column)):>18}" for column in COLUMNS)


def _folds(group: Sequence[Judged]) -> list[str]:
    """The terms are written, not trained: a fold shows how the figures scatter over bodies."""
    return ["\ndevelopment, folds of whole bodies", *(_line(f"fold {n}", of) for n, of in enumerate(by_fold(group), 1))]


def _topics(group: Sequence[Judged]) -> list[str]:
    rows = topic_scores(group).items()
    head = f"\n{'interest':10}{'labelled':>10}{'found':>10}{'under it':>10}"
    return [head, *(f"{topic:10}{labelled:>10}{found:>10}{under:>10}" for topic, (labelled, found, under) in rows)]


if __name__ == "__main__":
    raise SystemExit(main())
