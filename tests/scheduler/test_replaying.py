"""Replay: the same facts under the same rules give the same words, years later."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django_scopes import scope

from backend.domain.decisions import Answer
from backend.domain.parties import Party
from backend.interchange.format import parse_meeting
from backend.interchange.services import keep_meeting
from backend.invitations.models import Decision
from backend.organisations.register import load_register
from backend.organisations.services import load_register_rows
from scheduler.article6.clauses import PARAGRAPH_1, PARAGRAPH_2, PARAGRAPH_3, PARAGRAPH_4
from scheduler.article6.facts import Settled
from scheduler.article6.readings import FIRST
from scheduler.article6.replay import NotReplayable, inputs_from, replay
from scheduler.article6.rules import RULES, Rules
from scheduler.commands.replay import main
from scheduler.evaluation import evaluate, gather
from scheduler.services import assess

from .deciding import MATCHING, OTHER, agenda, elsewhere, meeting

AMENDED = Rules(
    "2026-01-01/1",
    date(2026, 1, 1),
    date(2026, 1, 1),
    (PARAGRAPH_1, replace(PARAGRAPH_2, either=PARAGRAPH_2.either[:1]), PARAGRAPH_3, PARAGRAPH_4),
    replace(FIRST, kinds_owed=FIRST.kinds_owed | {"training"}),
)
"""A later version as an amendment would bring it: training is owed, and prevention presumes nothing any more."""

CASES = [
    meeting(agenda=agenda(MATCHING, OTHER | {"observers": "closed"})),
    meeting(body="CCPCJ"),
    meeting(body="UNGA", agenda=agenda(MATCHING), agreement={"terminated_notice": "2020-01-01"}),
    meeting(kind="training", agenda=agenda(MATCHING)),
    meeting(observers="undecided"),
    elsewhere(involved=None, colour="red"),
]


@pytest.mark.parametrize("data", CASES)
def test_a_decision_of_older_rules_is_replayed_word_for_word_after_new_ones_came(data: dict[str, object]) -> None:
    record, register = parse_meeting(data), load_register()
    inputs = gather(record, register, Party.INTERPOL)
    stored = json.loads(json.dumps([inputs.document(), inputs.decided()]))
    among = (*RULES, AMENDED)
    again = replay(*stored, among=among)
    assert (again.same, again.rules) == (True, "1997-07-08/1")
    assert json.dumps(again.decided, sort_keys=True) == json.dumps(stored[1], sort_keys=True)
    newer = next(d for d in evaluate(record, register, among=among) if d["guest"] == "INTERPOL")
    assert newer["versions"]["rules"] == "2026-01-01/1"  # type: ignore[index]


def test_the_new_rules_would_decide_otherwise() -> None:
    among = (*RULES, AMENDED)
    found = [
        (evaluate(record, load_register())[0]["outcome"], evaluate(record, load_register(), among=among)[0]["outcome"])
        for record in map(parse_meeting, CASES[1:4:2])
    ]
    assert found == [("invite", "consult"), ("not_required", "invite")]


def test_a_signed_answer_is_part_of_what_is_stored() -> None:
    said = Settled("observers_allowed", Answer.YES, "Secretary", date(2026, 3, 1), "letter 4")
    record = parse_meeting(meeting(observers="undecided", agenda=agenda(MATCHING)))
    inputs = gather(record, load_register(), Party.INTERPOL, determinations=[said])
    assert inputs.decided()["outcome"] == "invite"
    assert inputs_from(json.loads(json.dumps(inputs.document()))).facts.settled == {"observers_allowed": said}


def test_words_that_were_altered_afterwards_are_named() -> None:
    inputs = gather(parse_meeting(CASES[0]), load_register(), Party.INTERPOL)
    document = inputs.decided()
    again = replay(inputs.document(), {**document, "outcome": "hold", "notes": []})
    assert (again.same, again.differences) == (False, ("notes", "outcome"))


def test_a_decision_of_unknown_rules_or_without_facts_is_refused() -> None:
    inputs = gather(parse_meeting(CASES[0]), load_register(), Party.INTERPOL)
    unknown = {**inputs.document(), "versions": {"rules": "2099-01-01/1"}}
    for stored in (unknown, {"id": "M/1"}):
        with pytest.raises(NotReplayable):
            replay(stored, inputs.decided())


@pytest.mark.django_db
def test_the_command_says_of_a_stored_decision_whether_its_words_are_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    load_register_rows()
    now = datetime(2026, 1, 5, tzinfo=UTC)
    kept = keep_meeting(meeting(agenda=agenda(MATCHING)), by="organiser", now=now)
    with scope(party="UN"):
        [decision] = assess(kept.meeting, now=now)
    assert main(["--decision", str(decision.pk)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["same"], report["rules"], report["outcome"], report["differences"]) == (
        True,
        "1997-07-08/1",
        "invite",
        [],
    )
    with scope(party="UN"):
        Decision.objects.filter(pk=decision.pk).update(document={**decision.document, "outcome": "hold"})
    assert main(["--decision", str(decision.pk)]) == 1
    assert json.loads(capsys.readouterr().out)["differences"] == ["outcome"]


@pytest.mark.django_db
def test_an_unknown_decision_is_said_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--decision", "999999"]) == 1
    assert "There is no decision 999999" in capsys.readouterr().err
