"""The eighteen worked cases of Article 6, each named after its facts."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

import pytest
import time_machine
from django_scopes import scope

from backend.consultations.efforts import close_effort, record_request
from backend.consultations.models import EffortRecord
from backend.domain.meetings import Classification
from backend.interchange.services import keep_meeting
from backend.invitations.models import CalendarEntry, Invitation, Revision
from backend.meetings.models import Meeting
from backend.organisations.services import load_register_rows
from backend.sharing.project import project
from backend.topics.services import load_topic_rows
from scheduler.services import assess, tell

from . import worked_cases as case
from .deciding import asked, clause_outcomes, decided, decisions, noted

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
NOT = "not_engaged"


@pytest.fixture
def installed(db: None) -> Iterator[None]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False):
        yield


def published(data: Mapping[str, object], *, now: datetime = NOW) -> Meeting:
    """The meeting as recorded, decided, and told to whom it concerns."""
    kept = keep_meeting(data, by="organiser", now=now)
    with scope(party=kept.meeting.owner):
        assess(kept.meeting, now=now)
        for invitation in Invitation.objects.filter(meeting=kept.meeting):
            tell(invitation.pk, now=now)
    return kept.meeting


def invitation_of(meeting: Meeting) -> Invitation:
    with scope(party=meeting.owner):
        return Invitation.objects.select_related("meeting", "decision").get(meeting=meeting)


def test_case_1_a_ccpcj_session_with_an_item_on_world_crime_trends_is_an_invitation_with_priority() -> None:
    document = decided(case.CCPCJ_SESSION)
    assert (document["outcome"], document["priority"], document["partial"]) == ("invite", True, False)
    assert clause_outcomes(document) == [NOT, "engaged", NOT, NOT]
    assert "rule 74" in document["explanation"]["en"]  # type: ignore[index]


def test_case_2_a_ccpcj_session_without_an_agenda_is_an_invitation_whose_letter_says_that_the_agenda_follows() -> None:
    document = decided(case.CCPCJ_WITHOUT_AGENDA)
    assert (document["outcome"], document["priority"], document["questions"]) == ("invite", True, [])
    assert noted(document, "the letter says that it follows")


def test_case_3_the_opening_of_the_general_assembly_is_standing_and_no_invitation_is_counted(installed: None) -> None:
    document = decided(case.PLENARY)
    assert (document["outcome"], clause_outcomes(document)) == ("standing", ["standing", NOT, NOT, NOT])
    assert invitation_of(published(case.PLENARY)).form == "notice"


def test_case_4_a_closed_sanctions_committee_with_a_terrorism_item_is_not_required_and_suggests_a_talk() -> None:
    document = decided(case.SANCTIONS)
    assert (document["outcome"], document["closed_items"]) == ("not_required", ["1"])
    assert noted(document, "agenda item 1 would concern INTERPOL: a consultation under Articles 2 and 7 is possible")


def test_case_5_interpols_assembly_without_this_years_decision_is_held_and_names_who_decides_by_when() -> None:
    document = decided(case.INTERPOL_ASSEMBLY)
    [question] = document["questions"]  # type: ignore[misc]
    assert (document["outcome"], clause_outcomes(document)) == ("hold", [NOT, NOT, "open", NOT])
    assert (question["code"], question["asked_of"], question["by"]) == (
        "observers_allowed",
        "The secretary of INTERPOL General Assembly (INTERPOL)",
        "2027-08-30",
    )
    yearly = {"symbol": "GA-2027-95-RES-1", "effect": "admit", "from": "2027-01-01", "until": "2027-12-31"}
    assert decided({**case.INTERPOL_ASSEMBLY, "decisions": [yearly]})["outcome"] == "invite"


def test_case_6_interpols_executive_committee_admits_no_observers_and_nothing_is_required() -> None:
    assert decided(case.EXECUTIVE)["outcome"] == "not_required"


def test_case_7_an_interpol_regional_conference_with_a_firearms_item_is_an_invitation_under_6_3() -> None:
    document = decided(case.REGIONAL)
    assert (document["outcome"], document["priority"]) == ("invite", False)
    assert clause_outcomes(document) == [NOT, NOT, "engaged", NOT]


def test_case_8_a_who_conference_on_falsified_medicines_with_un_co_sponsorship_is_a_best_effort() -> None:
    found = decisions(case.MEDICINES)
    assert {guest: one["outcome"] for guest, one in found.items()} == {"UN": "not_required", "INTERPOL": "best_effort"}
    assert clause_outcomes(found["INTERPOL"]) == [NOT, NOT, NOT, "engaged"]
    assert noted(found["INTERPOL"], "The United Nations asks WHO, the lead organiser, to invite INTERPOL")


def test_case_9_where_who_refuses_the_effort_is_closed_as_made_and_refused_with_the_answer(installed: None) -> None:
    meeting = published(case.MEDICINES)
    with scope(party="UN"):
        request = record_request(
            meeting,
            guest="INTERPOL",
            asked_of="WHO, Governing Bodies",
            asked_on=date(2027, 1, 12),
            channel="letter",
            letter="We should be grateful …",
            by="organiser",
            now=NOW,
        )
        refused, answered = EffortRecord.Outcome.REFUSED, "Letter of 1 February 2027"
        closed = close_effort(request, outcome=refused, answered_on=date(2027, 2, 1), evidence=answered, by="organiser")
    assert (closed.outcome, closed.evidence) == ("refused", answered)


def test_case_10_a_conference_that_both_organise_is_co_hosted() -> None:
    document = decided(case.TOGETHER)
    assert (document["outcome"], clause_outcomes(document)) == ("co_host", [NOT] * 4)
    assert noted(document, "Article 5 asks for a special arrangement")


def test_case_11_a_states_workshop_on_a_topic_of_interest_outside_the_competence_is_not_required_under_6_4() -> None:
    document = decided(case.WORKSHOP)
    assert (document["outcome"], clause_outcomes(document), asked(document)) == ("not_required", [NOT] * 4, set())
    assert "outside the competence of INTERPOL" in document["explanation"]["en"]  # type: ignore[index]


def test_case_12_a_matching_item_that_appears_ten_days_before_is_an_invitation_at_short_notice(installed: None) -> None:
    meeting = published(case.WITHOUT_MATTER)
    with scope(party="INTERPOL"):
        assert not Invitation.objects.exists()
    late = datetime(2027, 5, 23, 9, tzinfo=UTC)
    published({**case.WITHOUT_MATTER, "agenda": case.REGIONAL["agenda"]}, now=late)
    invitation = invitation_of(meeting)
    assert (invitation.state, invitation.short_notice, invitation.clauses) == ("issued", True, ["6(3)"])


def test_case_13_when_the_only_matching_item_goes_a_person_decides_and_the_default_keeps_it(installed: None) -> None:
    meeting = published(case.REGIONAL)
    published({**case.REGIONAL, "agenda": {"items": [case.OFFICERS]}})
    invitation = invitation_of(meeting)
    assert (invitation.state, invitation.attention) == ("issued", "no_longer_required")


def test_case_14_a_session_that_moves_one_day_across_a_change_of_clocks_keeps_its_uid(installed: None) -> None:
    eve = {**case.REGIONAL, "starts": "2027-10-30T09:30", "ends": "2027-10-30T17:00"}
    meeting = published(eve)
    with scope(party="INTERPOL"):
        before = CalendarEntry.objects.get(invitation__meeting=meeting, sitting="")
    published({**eve, "starts": "2027-10-31T09:30", "ends": "2027-10-31T17:00"})
    with scope(party="INTERPOL"):
        after = CalendarEntry.objects.get(invitation__meeting=meeting, sitting="")
        update = Revision.objects.filter(invitation__meeting=meeting).first()
        moved = Meeting.objects.get(pk=meeting.pk)
    assert (before.uid, before.sequence, after.uid, after.sequence) == (before.uid, 0, before.uid, 1)
    assert moved.starts_at == datetime(2027, 10, 31, 8, 30, tzinfo=UTC)
    assert update is not None
    assert (update.purpose, [change["field"] for change in update.changes]) == (
        "update",
        ["starts_on", "ends_on"],
    )


def test_case_15_after_notice_a_un_crime_conference_is_not_applicable_and_the_assembly_still_standing() -> None:
    conference, assembly = decided(case.CRIME_CONFERENCE_2030), decided(case.ASSEMBLY_2030)
    assert [conference["outcome"], assembly["outcome"]] == ["not_applicable", "standing"]
    assert clause_outcomes(conference) == clause_outcomes(assembly) == ["not_applicable"] * 4
    assert noted(conference, "the guest may still attend under the body's own rules")
    assert noted(assembly, "rests on its resolution 51/1 of 15 October 1996 itself")


def test_case_16_the_same_session_from_two_files_is_one_meeting_and_one_invitation(installed: None) -> None:
    first, second = published(case.REGIONAL), published(dict(case.REGIONAL))
    assert first.pk == second.pk
    with scope(party="INTERPOL"):
        assert (Meeting.objects.count(), Invitation.objects.count(), Revision.objects.count()) == (1, 1, 1)


def test_case_17_a_policy_of_one_seat_is_an_invitation_with_a_quota_of_one(installed: None) -> None:
    document = decided(case.ONE_SEAT)
    assert (document["outcome"], document["conditions"]) == ("invite", {"seats": 1})
    assert invitation_of(published(case.ONE_SEAT)).conditions == {"seats": 1}


def test_case_18_a_restricted_item_that_matches_decides_as_usual_and_travels_as_its_number(installed: None) -> None:
    document = decided(case.RESTRICTED)
    assert (document["outcome"], document["open_items"]) == ("invite", ["4"])
    meeting = published(case.RESTRICTED)
    with scope(party="INTERPOL"):
        shared = project(invitation_of(meeting))
        [item] = meeting.agendas.first().items.all()  # type: ignore[union-attr]
    assert item.classification == Classification.RESTRICTED
    assert [(one.number, dict(one.titles)) for one in shared.items] == [("4", {})]
    assert shared.matches == ()
