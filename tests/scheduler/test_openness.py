"""Openness, most particular first: item, sitting, meeting, policy; a decision beats a statement at its level."""

import pytest

from .deciding import MATCHING, OTHER, agenda, answers, decided, meeting, noted, outcome

TIMED = {"starts": "2026-05-18T10:00", "ends": "2026-05-22T18:00", "time_zone": "America/New_York"}


def sitting(number: str, *items: str, private: bool | None = None) -> dict[str, object]:
    return {
        "id": number,
        "starts": "2026-05-18T10:00",
        "ends": "2026-05-18T13:00",
        "items": list(items),
        "private": private,
    }


def word(effect: str, scope: str = "meeting", **stated: object) -> dict[str, object]:
    return {"symbol": f"{effect} {scope}", "effect": effect, "scope": scope, "guest": None, **stated}


def opened(**stated: object) -> str:
    """The openness of the one matching item: open, closed or undecided."""
    document = decided(meeting(**{"agenda": agenda(MATCHING), **stated}))
    return next(
        kind
        for kind in ("open", "closed", "undecided")
        if "5" in document[f"{kind}_items"]  # type: ignore[operator]
    )


# The levels.


@pytest.mark.parametrize(("body", "expected"), [("CSW", "open"), ("SC-SANCTIONS", "closed"), ("COPUOS", "undecided")])
def test_silence_at_every_level_leaves_the_rule_of_the_body(body: str, expected: str) -> None:
    assert opened(body=body) == expected


@pytest.mark.parametrize("stated", ["open", "closed", "undecided"])
def test_what_is_stated_for_the_meeting_beats_the_rule_of_the_body(stated: str) -> None:
    for body in ("CSW", "SC-SANCTIONS", "COPUOS"):
        assert opened(body=body, observers=stated) == stated


@pytest.mark.parametrize("stated", ["open", "closed", "undecided"])
def test_the_items_own_word_beats_sitting_meeting_and_rule(stated: str) -> None:
    own = agenda(MATCHING | {"observers": stated})
    for whole in ("open", "closed", "undecided", None):
        assert opened(agenda=own, observers=whole, sittings=[sitting("1", "5", private=True)], **TIMED) == stated


def test_an_open_item_of_a_closed_meeting_is_an_invitation_in_part() -> None:
    items = agenda(MATCHING | {"observers": "open"}, OTHER)
    document = decided(meeting(observers="closed", agenda=items))
    assert (document["outcome"], document["partial"], document["closed_items"]) == ("invite", True, ["3"])


def test_a_matching_item_whose_openness_is_undecided_is_held() -> None:
    document = decided(meeting(agenda=agenda(MATCHING | {"observers": "undecided"}, OTHER)))
    assert (document["outcome"], document["undecided_items"]) == ("hold", ["5"])


def test_an_undecided_item_that_matches_nothing_holds_nothing() -> None:
    assert outcome(meeting(agenda=agenda(MATCHING, OTHER | {"observers": "undecided"}))) == "invite"


def test_an_open_matching_item_is_enough_beside_an_undecided_one() -> None:
    other = MATCHING | {"number": "6", "observers": "undecided"}
    assert outcome(meeting(agenda=agenda(MATCHING, other))) == "invite"


# Sittings.


def test_an_item_is_closed_when_every_sitting_that_takes_it_is_private() -> None:
    both = [sitting("1", "5", private=True), sitting("2", "5", private=True)]
    one = [sitting("1", "5", private=True), sitting("2", "5")]
    assert [opened(sittings=both, **TIMED), opened(sittings=one, **TIMED)] == ["closed", "open"]


def test_a_sitting_that_is_not_private_says_nothing_about_observers() -> None:
    assert opened(observers="closed", sittings=[sitting("1", "5", private=False)], **TIMED) == "closed"
    assert opened(observers="undecided", sittings=[sitting("1", "5", private=False)], **TIMED) == "undecided"


def test_an_item_that_no_sitting_takes_follows_the_meeting() -> None:
    assert opened(sittings=[sitting("1", "3", private=True)], **TIMED) == "open"


def test_a_decision_on_a_sitting_beats_its_privacy() -> None:
    private = [sitting("1", "5", private=True)]
    assert opened(sittings=private, decisions=[word("admit", "sitting:1")], **TIMED) == "open"
    assert opened(sittings=[sitting("1", "5")], decisions=[word("exclude", "sitting:1")], **TIMED) == "closed"


def test_where_every_sitting_is_private_a_crime_prevention_meeting_without_agenda_is_not_required() -> None:
    closed = meeting(body="CCPCJ", sittings=[sitting("1", private=True)], **TIMED)
    half = meeting(body="CCPCJ", sittings=[sitting("1", private=True), sitting("2")], **TIMED)
    assert outcome(closed) == "not_required"
    document = decided(half)
    assert (document["outcome"], document["partial"]) == ("invite", True)


# Sub-items.


def test_a_sub_item_follows_its_parent_where_nothing_is_said_of_it() -> None:
    child = MATCHING | {"number": "5(a)", "parent": "4"}
    parent = {"number": "4", "title": "Review"}
    closed = decided(meeting(agenda=agenda(parent | {"observers": "closed"}, child)))
    private = decided(meeting(agenda=agenda(parent, child), sittings=[sitting("1", "4", private=True)], **TIMED))
    own = decided(meeting(agenda=agenda(parent | {"observers": "closed"}, child | {"observers": "open"})))
    assert [one["closed_items"] for one in (closed, private, own)] == [["4", "5(a)"], ["4", "5(a)"], ["4"]]


def test_a_circle_of_parents_ends() -> None:
    one = {"number": "1", "parent": "2", "title": "One"}
    two = {"number": "2", "parent": "1", "title": "Two"}
    assert decided(meeting(agenda=agenda(one, two)))["open_items"] == ["1", "2"]


# Decisions of competent bodies.


def test_a_valid_decision_beats_what_is_stated_at_its_level() -> None:
    assert opened(observers="open", decisions=[word("exclude")]) == "closed"
    assert opened(observers="closed", decisions=[word("admit")]) == "open"
    assert opened(observers="undecided", decisions=[word("admit")]) == "open"
    own = agenda(MATCHING | {"observers": "open"})
    assert opened(agenda=own, decisions=[word("exclude", "item:5")]) == "closed"


def test_a_decision_does_not_reach_a_more_particular_word() -> None:
    own = agenda(MATCHING | {"observers": "open"})
    assert opened(agenda=own, decisions=[word("exclude")]) == "open"
    private = [sitting("1", "5", private=True)]
    assert opened(sittings=private, decisions=[word("admit")], **TIMED) == "closed"
    assert opened(decisions=[word("exclude"), word("admit", "item:5")]) == "open"


@pytest.mark.parametrize(
    ("dates", "counts"),
    [
        ({}, True),
        ({"from": "2026-05-18"}, True),
        ({"from": "2026-05-19"}, False),
        ({"until": "2026-05-18"}, True),
        ({"until": "2026-05-17"}, False),
        ({"from": "2026-01-01", "until": "2026-12-31"}, True),
        ({"from": "2025-01-01", "until": "2025-12-31"}, False),
    ],
)
def test_a_decision_is_valid_where_its_dates_include_the_opening(dates: dict[str, str], counts: bool) -> None:
    assert opened(decisions=[word("exclude", **dates)]) == ("closed" if counts else "open")


@pytest.mark.parametrize(
    ("guest", "counts"), [(None, True), ("INTERPOL", True), ("Interpol", True), ("UN", False), ("EUROPOL", False)]
)
def test_a_decision_about_nobody_in_particular_is_about_all_and_about_another_is_not_ours(
    guest: str | None, counts: bool
) -> None:
    assert opened(decisions=[word("exclude", guest=guest)]) == ("closed" if counts else "open")


def test_of_admit_and_exclude_at_one_level_the_later_wins() -> None:
    early, late = {"from": "2026-01-01"}, {"from": "2026-03-01"}
    assert opened(decisions=[word("admit", **early), word("exclude", **late)]) == "closed"
    assert opened(decisions=[word("exclude", **early), word("admit", **late)]) == "open"
    assert opened(decisions=[word("exclude", **late), word("admit")]) == "closed"


@pytest.mark.parametrize("since", [{"from": "2026-03-01"}, {}])
def test_of_admit_and_exclude_of_one_day_nobody_knows(since: dict[str, str]) -> None:
    document = decided(meeting(decisions=[word("admit", **since), word("exclude", **since)], agenda=agenda(MATCHING)))
    assert (document["outcome"], document["undecided_items"]) == ("hold", ["5"])
    [question] = document["questions"]  # type: ignore[misc]
    assert question["code"] == "observers_allowed"


def test_the_order_of_decisions_does_not_matter() -> None:
    words = [
        word("admit", **{"from": "2026-01-01"}),
        word("exclude", **{"from": "2026-03-01"}),
        word("admit", "item:5"),
    ]
    one, other = (decided(meeting(decisions=given, agenda=agenda(MATCHING))) for given in (words, words[::-1]))
    assert one == other


def test_a_condition_opens_no_door_and_is_passed_on() -> None:
    condition = word("condition", conditions={"seats": 2})
    shut = decided(meeting(observers="closed", decisions=[condition], agenda=agenda(MATCHING)))
    free = decided(meeting(decisions=[condition], agenda=agenda(MATCHING)))
    assert [shut["outcome"], free["outcome"], free["conditions"]] == ["not_required", "invite", {"seats": 2}]


def test_a_condition_that_is_not_stated_is_told() -> None:
    assert noted(decided(meeting(decisions=[word("condition")])), "attaches a condition that is not stated")


def test_a_decision_on_nothing_of_this_meeting_does_not_count_and_is_told() -> None:
    document = decided(
        meeting(decisions=[word("exclude", "item:99"), word("exclude", "room 4")], agenda=agenda(MATCHING))
    )
    assert document["outcome"] == "invite"
    assert noted(document, "A decision on “item:99” concerns no sitting or item")


# Conditions.


def test_conditions_are_the_policys_then_the_meetings() -> None:
    document = decided(meeting(body="UNTOC-COP", observer_conditions={"seats": 2, "prior_notification": False}))
    assert document["conditions"] == {"prior_notification": False, "seats": 2}
    assert decided(meeting(body="UNTOC-COP"))["conditions"] == {"prior_notification": True}


def test_a_condition_stated_as_null_is_not_stated() -> None:
    document = decided(meeting(body="UNTOC-COP", observer_conditions={"prior_notification": None}))
    assert document["conditions"] == {"prior_notification": True}


def test_public_part_only_is_a_condition_and_not_a_closed_door() -> None:
    document = decided(meeting(observer_conditions={"public_part_only": True}, agenda=agenda(MATCHING)))
    assert (document["outcome"], document["partial"], document["conditions"]) == (
        "invite",
        False,
        {"public_part_only": True},
    )


def test_a_condition_that_nobody_knows_is_passed_on_with_a_note() -> None:
    document = decided(meeting(observer_conditions={"badge": "blue"}))
    assert document["conditions"] == {"badge": "blue"}
    assert noted(document, "“badge” is not one that we know")


# Closed items.


def test_a_closed_item_counts_as_absent_for_matching() -> None:
    document = decided(meeting(agenda=agenda(MATCHING | {"observers": "closed"}, OTHER)))
    assert answers(document, "6(2)") == {
        "un_meeting": "yes",
        "in_force": "yes",
        "kind_covered": "yes",
        "observers_allowed": "yes",
        "matter_of_interest": "no",
        "crime_prevention": "no",
    }


def test_the_openness_of_a_body_of_another_host_is_not_borrowed() -> None:
    document = decided(meeting(host="INTERPOL", body="CSW", agenda=agenda(MATCHING)))
    assert document["outcome"] == "hold"
    assert noted(document, "as a body of UN, not of INTERPOL")
