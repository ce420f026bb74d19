"""The words of the rules of 1997-07-08/1, for ever: stored decisions replayed byte for byte.

A sentence that changes is a new version of the rules (decision record 0030). Before the first release the file may be
written again: `python -m tests.scheduler.test_golden_decisions`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.interchange.format import parse_meeting
from backend.organisations.register import load_register
from scheduler.article6.replay import replay
from scheduler.evaluation import gather, guests_of

from . import worked_cases
from .deciding import MATCHING, OTHER, agenda, elsewhere, meeting

GOLDEN = Path(__file__).parents[1] / "golden" / "decisions-1997-07-08-1.jsonl"
SITTING = {"id": "1", "starts": "2026-05-18", "ends": "2026-05-18", "items": ["5"], "private": True}
MORE = (
    meeting(status="cancelled"),
    meeting(status="postponed", agenda=agenda(MATCHING)),
    meeting(status="draft", observers="undecided"),
    meeting(kind="training", agenda=agenda(MATCHING)),
    meeting(body="Committee on Unheard-of Things", agenda=agenda(MATCHING)),
    meeting(agenda=agenda(MATCHING, OTHER | {"observers": "closed"}), observer_conditions={"seats": 2}),
    meeting(agenda=agenda(MATCHING, OTHER), sittings=[SITTING]),
    meeting(agenda=agenda(MATCHING | {"observers": "undecided"}, OTHER)),
    meeting(agenda=agenda(OTHER, symbol="paper 7", issued="2026-06-01"), colour="red", involved=None),
    meeting(agenda=agenda(MATCHING, {"number": "6", "title": "Military aspects of disarmament"})),
    meeting(body="UNGA-C3", agenda=agenda(MATCHING)),
    meeting(body="UNGA", starts="1996-01-01", ends="1996-01-02"),
    meeting(agreement={"in_force": False}),
    meeting(decisions=[{"symbol": "D/1", "effect": "admit"}, {"symbol": "D/2", "effect": "exclude"}]),
    elsewhere(scope=None),
    elsewhere(involved=None),
    elsewhere(involved=[{"party": "UN", "role": "speaker"}]),
    elsewhere(agenda=None),
    elsewhere(agenda=agenda(OTHER)),
)


def stored() -> list[str]:
    """One line for each decision: what it rests on, and what it says."""
    return [
        json.dumps({"inputs": inputs.document(), "decision": inputs.decided()}, ensure_ascii=False, sort_keys=True)
        for inputs in _decided()
    ]


def _decided() -> Iterator:  # type: ignore[type-arg]
    for data in (*worked_cases.ALL, *MORE):
        record = parse_meeting(data)
        for guest in guests_of(record):
            yield gather(record, load_register(), guest)


@pytest.mark.parametrize("line", GOLDEN.read_text(encoding="utf-8").splitlines() if GOLDEN.exists() else [])
def test_a_decision_stored_under_the_first_rules_is_replayed_word_for_word(line: str) -> None:
    kept = json.loads(line)
    again = replay(kept["inputs"], kept["decision"])
    assert again.differences == ()


def test_every_outcome_is_among_the_stored_decisions() -> None:
    outcomes = {json.loads(line)["decision"]["outcome"] for line in GOLDEN.read_text(encoding="utf-8").splitlines()}
    assert outcomes == {
        "standing",
        "invite",
        "best_effort",
        "hold",
        "consult",
        "co_host",
        "not_required",
        "not_applicable",
    }


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(stored()) + "\n", encoding="utf-8")
