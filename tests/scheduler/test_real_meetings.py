"""Real agendas of 75 meetings of both organisations, read by people: is the other one owed an invitation?"""

import json
from pathlib import Path

import pytest

from .deciding import decided

REAL = Path(__file__).parents[1] / "golden" / "real-meetings.jsonl"
CASES = [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["meeting"]["id"] for case in CASES])
def test_a_real_meeting_is_decided_as_its_readers_did(case: dict[str, dict[str, object]]) -> None:
    assert decided(case["meeting"])["outcome"] == case["expected"]
