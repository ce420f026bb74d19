"""Articles 9 and 10: the life of the Agreement, supplementary arrangements, dated rules; and `--as-of`."""

from dataclasses import replace
from datetime import date

import pytest

from backend.domain.agreement import Agreement, Arrangement, months_after
from backend.interchange.format import parse_meeting
from backend.organisations.register import Policy, TopicEntry, load_register
from scheduler.article6.clauses import ARTICLE_6
from scheduler.article6.readings import FIRST
from scheduler.article6.rules import RULES, Rules, rules_on
from scheduler.evaluation import evaluate

from .deciding import MATCHING, OTHER, agenda, answers, decided, decisions, meeting, noted, outcome

ASSUMED = "assumed to be in force since its signature on 8 July 1997"


@pytest.mark.parametrize(
    "stated", [None, {}, {"in_force": None}, {"in_force": None, "terminated_notice": None}, {"terminated_notice": None}]
)
def test_silence_means_in_force_since_signature_assumed_and_told_once(stated: dict[str, object] | None) -> None:
    document = decided(meeting(agenda=agenda(MATCHING), agreement=stated))
    notes: list[str] = document["notes"]  # type: ignore[assignment]
    assert document["outcome"] == "invite"
    assert sum(ASSUMED in note for note in notes) == 1


def test_what_is_stated_is_not_assumed() -> None:
    assert not noted(decided(meeting(agenda=agenda(MATCHING), agreement={"in_force": True})), ASSUMED)


@pytest.mark.parametrize(("opens", "expected"), [("1997-07-07", "not_applicable"), ("1997-07-08", "invite")])
def test_before_its_signature_the_agreement_owes_nothing(opens: str, expected: str) -> None:
    assert outcome(meeting(starts=opens, ends=opens, agenda=agenda(MATCHING))) == expected


def test_a_word_against_the_signature_is_doubted() -> None:
    early = meeting(starts="1990-01-01", ends="1990-01-01", agreement={"in_force": True}, agenda=agenda(MATCHING))
    document = decided(early)
    assert (document["outcome"], noted(document, "opens before its signature")) == ("not_applicable", True)


@pytest.mark.parametrize(
    ("notice", "last"),
    [
        ("2030-03-01", "2030-09-01"),
        ("2030-08-31", "2031-02-28"),
        ("2031-08-31", "2032-02-29"),
        ("2030-12-31", "2031-06-30"),
        ("2030-06-30", "2030-12-30"),
        ("2030-07-15", "2031-01-15"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_the_last_day_in_force_is_the_same_day_six_months_after_the_notice(notice: str, last: str) -> None:
    assert months_after(date.fromisoformat(notice), 6) == date.fromisoformat(last)


@pytest.mark.parametrize(("opens", "expected"), [("2030-09-01", "invite"), ("2030-09-02", "not_applicable")])
@pytest.mark.parametrize("in_force", [None, True])
def test_after_notice_the_duty_lasts_six_months(opens: str, expected: str, in_force: bool | None) -> None:
    stated = {"in_force": in_force, "terminated_notice": "2030-03-01"}
    document = decided(meeting(starts=opens, ends=opens, agenda=agenda(MATCHING), agreement=stated))
    assert document["outcome"] == expected
    if expected == "not_applicable":
        assert "the last day in force was 1 September 2030" in document["explanation"]["en"]  # type: ignore[index]
        assert "le dernier jour de vigueur était le 1er septembre 2030" in document["explanation"]["fr"]  # type: ignore[index]


def test_the_day_counts_on_which_the_meeting_opens_where_it_is_held() -> None:
    stated = {"terminated_notice": "2030-03-01"}
    late = meeting(starts="2030-09-01T23:30", ends="2030-09-02T01:00", time_zone="America/New_York",
                   agenda=agenda(MATCHING), agreement=stated)  # fmt: skip
    assert outcome(late) == "invite"


# The register's dates.


def test_a_sourced_date_of_entry_into_force_replaces_the_assumption() -> None:
    sourced = replace(load_register(), agreement=Agreement(date(1998, 1, 1), "letter", assumed=False), version="x1")
    before = decided(meeting(starts="1997-12-31", ends="1997-12-31", agenda=agenda(MATCHING)), register=sourced)
    after = decided(meeting(agenda=agenda(MATCHING)), register=sourced)
    assert [before["outcome"], after["outcome"]] == ["not_applicable", "invite"]
    assert not noted(after, ASSUMED)


def test_an_interest_counts_while_it_is_valid_on_the_opening_day() -> None:
    entries = (TopicEntry("INTERPOL", "ORG", "letter", valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31)),)
    register = replace(load_register(), interest_entries=entries, version="x2")
    item = agenda(OTHER | {"topics": ["ORG"]})
    found = [
        outcome(meeting(starts=day, ends=day, agenda=item), register=register)
        for day in ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01")
    ]
    assert found == ["not_required", "invite", "invite", "not_required"]


def test_a_competence_is_another_register_with_dates_of_its_own() -> None:
    entries = (TopicEntry("INTERPOL", "ORG", "letter", valid_from=date(2027, 1, 1)),)
    register = replace(load_register(), competences=entries, version="x3")
    data = meeting(host="WHO", body=None, involved=[{"party": "UN", "role": "support"}], agenda=agenda(MATCHING))
    later = data | {"starts": "2027-01-01", "ends": "2027-01-01"}
    assert [outcome(data, register=register), outcome(later, register=register)] == ["not_required", "best_effort"]


def test_the_rule_of_a_body_is_the_one_valid_on_the_opening_day() -> None:
    shipped = load_register()
    csw = shipped.bodies["CSW"]
    closed = Policy(csw.policy.observers.CLOSED, "rule 75", "sourced", valid_from=date(2027, 1, 1))
    body = replace(csw, policies=(*csw.policies, closed))
    register = replace(shipped, bodies={**shipped.bodies, "CSW": body}, version="x4")
    data = meeting(agenda=agenda(MATCHING))
    later = data | {"starts": "2027-01-01", "ends": "2027-01-01"}
    assert [outcome(data, register=register), outcome(later, register=register)] == ["invite", "not_required"]


# As of a day.


def test_as_of_a_day_what_the_register_learnt_later_is_left_out() -> None:
    entries = (TopicEntry("INTERPOL", "ORG", "letter", valid_from=date(2026, 3, 1)),)
    register = replace(load_register(), interest_entries=entries, version="x5")
    record = parse_meeting(meeting(agenda=agenda(OTHER | {"topics": ["ORG"]})))
    found = [
        evaluate(record, register.as_of(day), as_of=day)[0]["outcome"] for day in (date(2026, 2, 28), date(2026, 3, 1))
    ]
    assert found == ["not_required", "invite"]


def test_as_of_a_day_before_the_notice_the_agreement_goes_on() -> None:
    given = Agreement(notice_received=date(2030, 3, 1), notice_source="letter")
    register = replace(load_register(), agreement=given, version="x6")
    data = meeting(starts="2030-10-01", ends="2030-10-01", agenda=agenda(MATCHING))
    assert outcome(data, register=register) == "not_applicable"
    assert outcome(data, register=register.as_of(date(2030, 2, 28))) == "invite"


def test_as_of_a_day_before_the_signature_there_is_no_agreement() -> None:
    day = date(1997, 7, 7)
    found = decisions(meeting(agenda=agenda(MATCHING)), register=load_register().as_of(day), as_of=day)
    assert found["INTERPOL"]["outcome"] == "not_applicable"
    assert answers(found["INTERPOL"], "6(2)")["in_force"] == "no"


# Dated rules.

TRAINING_OWED = replace(FIRST, kinds_owed=FIRST.kinds_owed | {"training"})
SECOND = Rules("2027-01-01/1", date(2027, 1, 1), date(2026, 6, 1), ARTICLE_6, TRAINING_OWED)


def test_a_new_version_governs_from_its_day_and_as_soon_as_it_is_known() -> None:
    both = (*RULES, SECOND)
    known, unknown = date(2026, 6, 1), date(2026, 5, 31)
    found = [
        rules_on(date(2026, 12, 31), among=both),
        rules_on(date(2027, 1, 1), among=both),
        rules_on(date(2027, 1, 1), as_of=unknown, among=both),
        rules_on(date(2027, 1, 1), as_of=known, among=both),
        rules_on(date(1990, 1, 1), among=both),
    ]
    assert [one.version for one in found] == [
        "1997-07-08/1",
        "2027-01-01/1",
        "1997-07-08/1",
        "2027-01-01/1",
        "1997-07-08/1",
    ]


def test_a_new_reading_decides_only_meetings_that_open_under_it() -> None:
    data = meeting(kind="training", agenda=agenda(MATCHING))
    later = data | {"starts": "2027-01-01", "ends": "2027-01-01"}
    found = [evaluate(parse_meeting(one), load_register(), among=(*RULES, SECOND))[0] for one in (data, later)]
    assert [one["outcome"] for one in found] == ["not_required", "invite"]
    assert [one["versions"]["rules"] for one in found] == ["1997-07-08/1", "2027-01-01/1"]  # type: ignore[index]


# Supplementary arrangements.

ARRANGEMENT = Arrangement("SA/1", "6(3)", date(2026, 1, 1), date(2026, 12, 31), frozenset({"ICPO-SYMP"}),
                          kinds=frozenset({"training"}), interest_presumed=True, conditions={"seats": 3})  # fmt: skip


def test_no_supplementary_arrangement_is_shipped() -> None:
    assert load_register().arrangements == ()


def test_a_supplementary_arrangement_refines_its_paragraph_for_its_bodies_and_dates() -> None:
    register = replace(load_register(), arrangements=(ARRANGEMENT,), version="x7")
    training = meeting(host="INTERPOL", body="ICPO-SYMP", kind="training")
    document = decided(training, register=register)
    assert (document["outcome"], document["conditions"]) == ("invite", {"seats": 3})
    assert "supplementary arrangement SA/1" in document["explanation"]["en"]  # type: ignore[index]
    assert outcome(training) == "not_required"
    assert outcome(training | {"starts": "2027-01-01", "ends": "2027-01-01"}, register=register) == "not_required"
    assert outcome(training | {"body": "ICPO-EC", "observers": "open"}, register=register) == "not_required"
    assert outcome(meeting(kind="training", agenda=agenda(MATCHING)), register=register) == "not_required"


def test_a_supplementary_arrangement_closes_and_opens_no_door() -> None:
    register = replace(load_register(), arrangements=(ARRANGEMENT,), version="x7")
    closed = meeting(host="INTERPOL", body="ICPO-SYMP", kind="training", observers="closed")
    assert outcome(closed, register=register) == "not_required"
