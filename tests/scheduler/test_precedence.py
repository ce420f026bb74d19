"""ARTICLE 6, section 2: the order of precedence, sentence by sentence."""

import pytest

from .deciding import (
    FORMAL,
    MATCHING,
    OTHER,
    agenda,
    answers,
    asked,
    clause_outcomes,
    decided,
    decisions,
    elsewhere,
    meeting,
    noted,
    outcome,
)

CLOSED = {"observers": "closed"}
UNDECIDED = {"observers": "undecided"}


# 0. A cancelled meeting, a draft, a postponed one.


@pytest.mark.parametrize(
    "facts",
    [
        {"agenda": agenda(MATCHING)},
        {"body": "UNGA"},
        {"agreement": {"in_force": False}},
        {"involved": [{"party": "INTERPOL", "role": "co_organiser"}]},
        {"host": "WHO", "involved": [{"party": "UN", "role": "support"}]},
    ],
)
def test_a_cancelled_meeting_is_not_required_before_every_other_rule(facts: dict[str, object]) -> None:
    for document in decisions(meeting(status="cancelled", **facts)).values():
        assert document["outcome"] == "not_required"
        assert clause_outcomes(document) == ["not_engaged"] * 4
        assert noted(document, "cancelled: there is nothing to attend")


def test_a_draft_is_decided_as_if_published() -> None:
    assert outcome(meeting(status="draft", agenda=agenda(MATCHING))) == "invite"


def test_a_postponed_meeting_is_decided_with_a_note_that_nothing_is_sent_without_a_date() -> None:
    document = decided(meeting(status="postponed", agenda=agenda(MATCHING)))
    assert document["outcome"] == "invite"
    assert noted(document, "nothing is sent without a date")


# 1. The Agreement is not in force.


def test_outside_the_life_of_the_agreement_nothing_applies() -> None:
    document = decided(meeting(agenda=agenda(MATCHING), agreement={"in_force": False}))
    assert document["outcome"] == "not_applicable"
    assert clause_outcomes(document) == ["not_applicable"] * 4
    assert noted(document, "under the body's own rules")


def test_outside_the_life_of_the_agreement_both_organising_is_not_applicable_too() -> None:
    both = [{"party": "INTERPOL", "role": "co_organiser"}]
    assert outcome(meeting(involved=both, agreement={"in_force": False})) == "not_applicable"


def test_the_status_in_the_general_assembly_outlives_the_agreement_by_resolution_51_1_and_not_by_6_1() -> None:
    document = decided(meeting(body="UNGA", agenda=agenda(MATCHING), agreement={"in_force": False}))
    assert document["outcome"] == "standing"
    assert clause_outcomes(document) == ["not_applicable"] * 4
    assert document["summary"]["cites"] == ""  # type: ignore[index]
    assert noted(document, "resolution 51/1 of 15 October 1996 itself")


def test_the_status_in_the_general_assembly_begins_with_resolution_51_1() -> None:
    before = meeting(body="UNGA", starts="1996-10-14", ends="1996-10-14")
    after = meeting(body="UNGA", starts="1996-10-15", ends="1996-10-15")
    assert [outcome(before), outcome(after)] == ["not_applicable", "standing"]


def test_a_third_partys_meeting_after_the_end_is_not_applicable_for_both_guests() -> None:
    found = decisions(elsewhere(agreement={"in_force": False}))
    assert {guest: one["outcome"] for guest, one in found.items()} == {
        "UN": "not_applicable",
        "INTERPOL": "not_applicable",
    }


# 2. Both organise.


@pytest.mark.parametrize(
    ("host", "involved"),
    [
        ("UN", [("INTERPOL", "co_organiser")]),
        ("INTERPOL", [("UN", "co_organiser")]),
        ("WHO", [("UN", "co_organiser"), ("INTERPOL", "co_organiser")]),
    ],
)
def test_where_both_parties_host_or_co_organise_they_are_co_hosts(host: str, involved: list[tuple[str, str]]) -> None:
    roles = [{"party": party, "role": role} for party, role in involved]
    for document in decisions(meeting(host=host, body=None, involved=roles)).values():
        assert document["outcome"] == "co_host"
        assert noted(document, "Article 5 asks for a special arrangement")


@pytest.mark.parametrize("role", ["co_sponsor", "support", "speaker"])
def test_co_hosting_needs_both_as_host_or_co_organiser(role: str) -> None:
    involved = [{"party": "INTERPOL", "role": role}]
    assert outcome(meeting(involved=involved, agenda=agenda(MATCHING))) == "invite"


def test_co_hosts_of_a_general_assembly_event_are_co_hosts() -> None:
    assert outcome(meeting(body="UNGA", involved=[{"party": "INTERPOL", "role": "co_organiser"}])) == "co_host"


# 3. The General Assembly family.


@pytest.mark.parametrize("body", ["UNGA", "UNGA-C3", "UNGA-C6", "Sixième Commission", "General Assembly"])
def test_the_general_assembly_and_its_main_committees_are_standing_always(body: str) -> None:
    document = decided(meeting(body=body, agenda=agenda(OTHER)))
    assert document["outcome"] == "standing"
    assert clause_outcomes(document) == ["standing", "not_engaged", "not_engaged", "not_engaged"]
    assert (document["priority"], document["partial"], document["questions"]) == (False, False, [])


def test_a_matching_item_adds_the_6_2_citation_and_makes_no_second_message() -> None:
    document = decided(meeting(body="UNGA-C3", agenda=agenda(MATCHING)))
    assert document["outcome"] == "standing"
    assert clause_outcomes(document) == ["standing", "engaged", "not_engaged", "not_engaged"]
    assert document["summary"] == {
        "cites": "6(1) and 6(2)",
        "citation": "6 (1) and 6 (2)",
        "modality": "shall",
        "paragraph": "6(2)",
        "outcome": "standing",
        "guest": "INTERPOL",
    }


def test_a_closed_matching_item_adds_no_citation_to_standing() -> None:
    document = decided(meeting(body="UNGA-C3", agenda=agenda(MATCHING | CLOSED, OTHER)))
    assert clause_outcomes(document) == ["standing", "not_engaged", "not_engaged", "not_engaged"]
    assert (document["priority"], document["partial"]) == (False, False)


def test_standing_without_an_agenda_leaves_6_2_open_and_asks_nobody() -> None:
    document = decided(meeting(body="UNGA"))
    assert (document["outcome"], document["questions"]) == ("standing", [])
    assert clause_outcomes(document)[:2] == ["standing", "open"]


@pytest.mark.parametrize("body", ["HRC", "COPUOS", "UNCITRAL", "AHC-TOC"])
def test_subsidiary_organs_of_the_assembly_go_by_6_2(body: str) -> None:
    document = decided(meeting(body=body, observers="open", agenda=agenda(MATCHING)))
    assert (document["outcome"], clause_outcomes(document)[0]) == ("invite", "not_engaged")


def test_6_1_is_one_way_interpols_general_assembly_goes_by_6_3() -> None:
    document = decided(meeting(host="INTERPOL", body="ICPO-GA", observers="open", agenda=agenda(MATCHING)))
    assert document["outcome"] == "invite"
    assert clause_outcomes(document) == ["not_engaged", "not_engaged", "engaged", "not_engaged"]


# 4. Invite.


def test_a_matter_of_interest_on_an_open_agenda_is_an_invitation_in_both_directions() -> None:
    to_interpol = decided(meeting(agenda=agenda(FORMAL, MATCHING)))
    to_un = decided(meeting(host="INTERPOL", body="ICPO-SYMP", agenda=agenda(FORMAL, MATCHING)))
    assert [to_interpol["outcome"], to_un["outcome"]] == ["invite", "invite"]
    assert clause_outcomes(to_interpol) == ["not_engaged", "engaged", "not_engaged", "not_engaged"]
    assert clause_outcomes(to_un) == ["not_engaged", "not_engaged", "engaged", "not_engaged"]
    assert [to_interpol["priority"], to_interpol["partial"]] == [False, False]


def test_a_crime_prevention_meeting_is_an_invitation_with_priority_and_needs_no_agenda() -> None:
    document = decided(meeting(body="CCPCJ"))
    assert (document["outcome"], document["priority"], document["questions"]) == ("invite", True, [])
    assert noted(document, "There is no agenda yet: the letter says that it follows")


def test_the_second_sentence_of_6_2_does_not_lift_the_observer_condition() -> None:
    assert outcome(meeting(body="CCPCJ", observers="closed")) == "not_required"
    assert outcome(meeting(body="CCPCJ", observers="undecided")) == "hold"


def test_the_second_sentence_of_6_2_does_not_lift_the_condition_of_kind() -> None:
    assert outcome(meeting(body="CCPCJ", kind="training")) == "not_required"


def test_6_3_has_no_second_sentence_a_crime_prevention_meeting_of_interpol_waits_for_its_agenda() -> None:
    symposium = meeting(host="INTERPOL", body="ICPO-SYMP", crime_prevention=True)
    assert outcome(symposium) == "consult"
    invited = decided(symposium | {"agenda": agenda(MATCHING)})
    assert (invited["outcome"], invited["priority"]) == ("invite", False)


def test_a_crime_prevention_meeting_without_a_matching_item_is_still_an_invitation_with_priority() -> None:
    document = decided(meeting(body="CCPCJ", agenda=agenda(FORMAL)))
    assert (document["outcome"], document["priority"]) == ("invite", True)


def test_a_crime_prevention_meeting_whose_every_item_is_closed_is_not_required() -> None:
    document = decided(meeting(body="CCPCJ", agenda=agenda(MATCHING | CLOSED, OTHER | CLOSED)))
    assert (document["outcome"], document["priority"], document["partial"]) == ("not_required", False, False)
    assert answers(document, "6(2)")["observers_allowed"] == "no"


def test_a_crime_prevention_meeting_with_one_open_item_is_an_invitation_in_part() -> None:
    document = decided(meeting(body="CCPCJ", agenda=agenda(MATCHING | CLOSED, OTHER)))
    assert (document["outcome"], document["priority"], document["partial"]) == ("invite", True, True)
    assert (document["open_items"], document["closed_items"]) == (["3"], ["5"])


def test_an_undecided_item_does_not_hold_a_crime_prevention_meeting_that_is_open() -> None:
    assert outcome(meeting(body="CCPCJ", agenda=agenda(MATCHING | UNDECIDED, OTHER))) == "invite"
    assert outcome(meeting(body="CCPCJ", agenda=agenda(MATCHING | UNDECIDED))) == "hold"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"body": "CCPCJ", "crime_prevention": None}, True),
        ({"body": "CCPCJ", "crime_prevention": False}, False),
        ({"body": "CSW", "crime_prevention": True}, True),
        ({"body": "CSW", "title": {"en": "Seminar on crime prevention"}}, True),
        ({"body": "CSW", "title": {"fr": "Séminaire sur la prévention du crime et la justice pénale"}}, True),
        ({"body": "CSW", "title": {"en": "Seminar on statistics"}}, False),
        ({"body": None, "title": {"en": "Congress on criminal justice"}, "observers": "open"}, True),
    ],
)
def test_crime_prevention_is_what_the_meeting_says_else_its_body_else_its_own_title(
    facts: dict[str, object], expected: bool
) -> None:
    document = decided(meeting(agenda=agenda(MATCHING), **facts))
    assert (document["outcome"], document["priority"]) == ("invite", expected)
    assert answers(document, "6(2)")["crime_prevention"] == ("yes" if expected else "no")


def test_single_items_never_make_a_meeting_one_of_crime_prevention() -> None:
    item = {"number": "4", "title": "Crime prevention and criminal justice"}
    document = decided(meeting(agenda=agenda(item)))
    assert (document["outcome"], document["priority"]) == ("invite", False)


def test_crime_prevention_denied_for_the_meeting_needs_an_item_again() -> None:
    document = decided(meeting(body="CCPCJ", crime_prevention=False))
    assert (document["outcome"], document["priority"]) == ("consult", False)
    assert noted(document, "for this meeting the contrary is stated")


def test_an_invitation_is_partial_where_an_item_or_a_sitting_is_closed() -> None:
    slot = {"starts": "2026-05-18T10:00", "ends": "2026-05-18T13:00"}
    private = [{"id": "1", **slot, "private": True}, {"id": "2", **slot}]
    timed = {"starts": "2026-05-18T10:00", "ends": "2026-05-18T18:00", "time_zone": "America/New_York"}
    by_item = decided(meeting(agenda=agenda(MATCHING, OTHER | CLOSED)))
    by_sitting = decided(meeting(agenda=agenda(MATCHING), sittings=private, **timed))
    assert [(d["outcome"], d["partial"]) for d in (by_item, by_sitting)] == [("invite", True)] * 2
    assert "In part: agenda item 5" in by_item["explanation"]["en"]  # type: ignore[index]


# 5. The first no.


@pytest.mark.parametrize("kind", ["training", "consultation", "internal"])
def test_training_consultations_and_internal_meetings_are_not_required_with_a_note(kind: str) -> None:
    for host, body in (("UN", "CSW"), ("INTERPOL", "ICPO-SYMP")):
        document = decided(meeting(host=host, body=body, kind=kind, agenda=agenda(MATCHING)))
        assert document["outcome"] == "not_required"
        assert noted(document, "which a lawyer must confirm")


@pytest.mark.parametrize("kind", ["session", "meeting", "conference", "seminar", None])
def test_every_other_kind_is_owed_also_where_it_is_not_stated(kind: str | None) -> None:
    assert outcome(meeting(kind=kind, agenda=agenda(MATCHING))) == "invite"


def test_a_closed_door_with_a_matching_topic_is_not_required_and_a_consultation_is_possible() -> None:
    whole = decided(meeting(observers="closed", agenda=agenda(MATCHING)))
    part = decided(meeting(agenda=agenda(MATCHING | CLOSED, OTHER)))
    assert [whole["outcome"], part["outcome"]] == ["not_required", "not_required"]
    assert noted(whole, "a consultation under Articles 2 and 7 is possible")
    assert noted(part, "agenda item 5 would concern INTERPOL")
    assert (whole["matches"], {m["item"] for m in whole["closed_matches"]}) == ([], {"5"})  # type: ignore[attr-defined]


def test_a_closed_door_without_a_matching_topic_suggests_nothing() -> None:
    document = decided(meeting(observers="closed", agenda=agenda(OTHER)))
    assert document["outcome"] == "not_required"
    assert not noted(document, "consultation")


def test_a_complete_agenda_without_a_matter_of_interest_is_not_required() -> None:
    document = decided(meeting(agenda=agenda(FORMAL, OTHER)))
    assert (document["outcome"], document["questions"]) == ("not_required", [])


def test_no_interest_settles_it_also_where_the_door_is_undecided() -> None:
    assert outcome(meeting(observers="undecided", agenda=agenda(OTHER))) == "not_required"


def test_a_closed_door_settles_it_also_where_there_is_no_agenda() -> None:
    assert outcome(meeting(observers="closed")) == "not_required"


# 6. Hold and consult.


def test_an_undecided_door_is_held_and_names_who_decides_and_by_when() -> None:
    document = decided(meeting(observers="undecided", agenda=agenda(MATCHING)))
    [question] = document["questions"]  # type: ignore[misc]
    assert document["outcome"] == "hold"
    assert (question["code"], question["by"]) == ("observers_allowed", "2026-04-06")
    assert question["asked_of"] == "The secretary of Commission on the Status of Women (the United Nations)"


def test_an_undecided_door_without_an_agenda_lists_both_questions() -> None:
    document = decided(meeting(observers="undecided"))
    assert (document["outcome"], asked(document)) == ("hold", {"observers_allowed", "matter_of_interest"})


def test_an_undecided_door_of_a_crime_prevention_meeting_asks_for_the_door_alone() -> None:
    document = decided(meeting(body="CCPCJ", observers="undecided"))
    assert (document["outcome"], asked(document)) == ("hold", {"observers_allowed"})


def test_without_an_agenda_the_guest_is_consulted() -> None:
    for empty in (None, {}, {"items": []}, {"items": None}, {"stage": "provisional"}):
        document = decided(meeting(agenda=empty))
        assert (document["outcome"], asked(document)) == ("consult", {"matter_of_interest"})
        assert clause_outcomes(document) == ["not_engaged", "open", "not_engaged", "not_engaged"]


def test_an_unknown_body_has_an_unknown_rule() -> None:
    for body in ("Committee on Unheard-of Things", None):
        document = decided(meeting(body=body, agenda=agenda(MATCHING)))
        assert (document["outcome"], asked(document)) == ("hold", {"observers_allowed"})


def test_a_title_of_interest_is_no_item_of_interest() -> None:
    assert outcome(meeting(title={"en": "Conference on organized crime"})) == "consult"


# 7. Meetings of other hosts.


def test_every_other_host_gives_two_lines_always() -> None:
    for host in ("WHO", "Austria", "United Nations Foundation", "united nations", "Interpol"):
        assert list(decisions(meeting(host=host, body=None))) == ["UN", "INTERPOL"]


def test_an_international_meeting_within_the_guests_competence_is_a_best_effort_of_the_party_involved() -> None:
    found = decisions(elsewhere())
    assert {guest: one["outcome"] for guest, one in found.items()} == {"UN": "not_required", "INTERPOL": "best_effort"}
    assert clause_outcomes(found["INTERPOL"]) == ["not_engaged", "not_engaged", "not_engaged", "engaged"]


def test_the_involvement_of_interpol_is_an_effort_for_the_united_nations() -> None:
    found = decisions(elsewhere(involved=[{"party": "INTERPOL", "role": "support"}]))
    assert {guest: one["outcome"] for guest, one in found.items()} == {"UN": "best_effort", "INTERPOL": "not_required"}


@pytest.mark.parametrize(
    ("involved", "expected"),
    [
        ([{"party": "UN", "role": "co_organiser"}], "best_effort"),
        ([{"party": "UN", "role": "co_sponsor"}], "best_effort"),
        ([{"party": "UN", "role": "support"}], "best_effort"),
        ([{"party": "UN", "role": "speaker"}], "not_required"),
        ([{"party": "UN", "role": "rapporteur"}], "consult"),
        ([{"party": "UN", "role": None}], "consult"),
        ([{"party": "UN"}], "consult"),
        ([{"party": "UN", "role": "speaker"}, {"party": "UN", "role": "support"}], "best_effort"),
        ([{"party": "UN", "role": "patron"}, {"party": "UN", "role": "support"}], "best_effort"),
        ([{"party": "FAO", "role": "co_organiser"}], "not_required"),
        ([], "not_required"),
        (None, "consult"),
    ],
)
def test_involvement_is_co_organising_co_sponsoring_or_support_and_nothing_else(
    involved: list[dict[str, object]] | None, expected: str
) -> None:
    document = decided(elsewhere(involved=involved))
    assert document["outcome"] == expected
    assert asked(document) == ({"involved_in_organising"} if expected == "consult" else set())


def test_involved_absent_means_that_nobody_is() -> None:
    data = elsewhere()
    del data["involved"]
    assert outcome(data) == "not_required"


@pytest.mark.parametrize(
    ("scope", "expected"), [("international", "best_effort"), ("national", "not_required"), (None, "consult")]
)
def test_a_national_meeting_is_not_international_and_silence_is_unknown(scope: str | None, expected: str) -> None:
    assert outcome(elsewhere(scope=scope)) == expected


def test_a_topic_of_interest_outside_the_competence_is_not_required() -> None:
    document = decided(elsewhere(agenda=agenda(OTHER | {"topics": ["PKO"]})))
    assert answers(document, "6(4)")["within_competence"] == "no"
    assert document["outcome"] == "not_required"


def test_nothing_on_a_complete_agenda_is_not_within_the_competence() -> None:
    assert outcome(elsewhere(agenda=agenda(OTHER))) == "not_required"


def test_without_an_agenda_the_title_may_answer_else_the_guest_is_consulted() -> None:
    silent = decided(elsewhere(agenda=None))
    within = decided(elsewhere(agenda=None, title="Conference on cybercrime"))
    without = decided(elsewhere(agenda=None, title="Workshop on police components of peacekeeping operations"))
    assert [d["outcome"] for d in (silent, within, without)] == ["consult", "best_effort", "not_required"]
    assert asked(silent) == {"within_competence"}


def test_the_title_counts_beside_an_agenda_too() -> None:
    assert outcome(elsewhere(agenda=agenda(OTHER), title="Conference on cybercrime")) == "best_effort"


def test_6_4_has_no_observer_test_but_an_item_closed_by_itself_counts_as_absent() -> None:
    assert outcome(elsewhere(observers="closed")) == "best_effort"
    assert outcome(elsewhere(observers="undecided")) == "best_effort"
    assert outcome(elsewhere(agenda=agenda(MATCHING | CLOSED, OTHER))) == "not_required"


def test_for_a_partys_own_meeting_6_4_does_not_open_a_door_that_6_2_leaves_shut() -> None:
    involved = [{"party": "UN", "role": "co_organiser"}]
    document = decided(meeting(observers="closed", involved=involved, agenda=agenda(MATCHING)))
    assert (document["outcome"], clause_outcomes(document)[3]) == ("not_required", "not_engaged")


def test_a_specialised_agency_is_another_host_and_a_name_like_a_party_is_doubted() -> None:
    document = decided(meeting(host="United Nations", body=None, involved=[{"party": "ONU", "role": "support"}]))
    assert noted(document, "“United Nations” is taken as another organisation; write “UN”")
    assert noted(document, "“ONU” is taken as another organisation; write “UN”")


# Both directions and the past.


def test_past_meetings_are_decided_like_future_ones() -> None:
    past = meeting(starts="1999-05-18", ends="1999-05-22", agenda=agenda(MATCHING))
    future = meeting(starts="2049-05-18", ends="2049-05-22", agenda=agenda(MATCHING))
    assert [outcome(past), outcome(future)] == ["invite", "invite"]
