"""The review of the law says what the engine does."""

import re
from pathlib import Path

from scheduler.article6.clauses import ARTICLE_6
from scheduler.article6.engine import decide
from scheduler.article6.law import HELD_BY, paragraphs
from scheduler.article6.readings import TO_CONFIRM

from .known import facts

ROOT = Path(__file__).parents[3]


def test_every_paragraph_is_told_with_its_questions_under_the_names_that_findings_bear() -> None:
    judged = decide(facts()).clauses
    for paragraph, one in zip(paragraphs(), judged, strict=True):
        assert (*paragraph.needed, *paragraph.either) == tuple(finding.condition for finding in one.findings)
        assert {*paragraph.said, *paragraph.title} == {"en", "fr"}


def test_every_test_that_holds_a_paragraph_exists() -> None:
    written = {name for path in (ROOT / "tests").rglob("test_*.py")
               for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)}  # fmt: skip
    assert [name for names in HELD_BY.values() for name in names if name not in written] == []


def test_every_reading_has_its_paragraphs_its_date_and_its_record() -> None:
    cites = {clause.cite for clause in ARTICLE_6}
    for reading in TO_CONFIRM:
        assert set(reading.clauses) <= cites
        assert {*reading.question, *reading.answer} == {"en", "fr"}
        assert (ROOT / "backend" / "docs" / "decisions" / reading.record).is_file()
