"""The labelled items of the project: what is asked of the matcher holds on them."""

import subprocess
import sys
from pathlib import Path

import pytest

from backend.domain.parties import Party
from scheduler.matching import Matcher
from scheduler.matching.evaluation.items import COLLECTIONS, Item, Judged, items, judged
from scheduler.matching.evaluation.report import page
from scheduler.matching.evaluation.scores import Score, grouped, score
from scheduler.matching.verdict import Verdict

ASKED = {"en": 0.95, "fr": 0.88, "es": 0.88, "ar": 0.88, "ru": 0.88, "zh": 0.88}


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("with_context", [True, False])
def test_the_score_asked_for_is_reached_in_every_language(collection: str, with_context: bool) -> None:
    given = [one for one in items(collection) if with_context or one.hard != "positive"]
    found = judged(given, matcher=Matcher, with_context=with_context)
    scores = {language: score(group) for language, group in grouped(found, lambda one: one.item.language).items()}
    assert {language: of.f1 for language, of in scores.items() if (of.f1 or 0) < ASKED[language]} == {}
    assert {language: of.false_alarms for language, of in scores.items() if (of.false_alarms or 0) > 0.1} == {}


def test_meetings_that_deserve_an_invitation_are_found() -> None:
    found = score(judged(items("development"), matcher=Matcher))
    assert (found.meetings or 0) >= 0.97


def item(label: str, hard: str | None = None) -> Item:
    return Item("M", Party.INTERPOL, "Body", "Meeting", "en", "<b>Title</b>", label, None, hard)


def test_borderline_labels_belong_to_neither_side() -> None:
    no = Verdict("no")
    assert score(
        [Judged(item("yes"), no), Judged(item("no", "negative"), no), Judged(item("borderline"), no)]
    ) == Score(3, None, 0.0, 0.0, 0.0, 0.0, 0.0, None)


def test_the_page_shows_the_titles_on_which_reader_and_matcher_differ() -> None:
    html = page({"one": [Judged(item("yes"), Verdict("no")), Judged(item("no"), Verdict("no"))]})
    assert html.count("&lt;b&gt;Title&lt;/b&gt;") == 1
    assert "Labelled yes, the matcher says no (1)" in html


def test_the_command_prints_each_language_and_writes_the_page(tmp_path: Path) -> None:
    target = tmp_path / "matching.html"
    command = [sys.executable, "-m", "scheduler.matching.evaluation", "--page", str(target)]
    printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert [word in printed for word in ("development, with context", "fold 5", "THB", "meetings")] == [True] * 4
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
