"""What a corrected register does to meetings that lie ahead."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django_scopes import scope

from backend.domain.meetings import Openness
from backend.domain.parties import Party
from backend.interchange.services import keep_meeting
from backend.invitations.models import Decision, Invitation
from backend.organisations.models import AgreementDate, Body
from backend.organisations.registers import PolicyEntry, confirm_policy, correct_policy, record_agreement_date
from backend.organisations.services import load_register_rows
from backend.topics.recorded import recorded_register
from backend.topics.services import load_topic_rows
from tests.factories.work import drain

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
AGENDA = {"items": [{"number": "1", "title": "Threats caused by terrorist acts: terrorism"}]}
COMMITTEE = {
    "id": "S/1",
    "host": "UN",
    "body": "CTC",
    "kind": "meeting",
    "title": "Counter-Terrorism Committee",
    "starts": "2027-06-01",
    "ends": "2027-06-01",
    "agenda": AGENDA,
}
COMMISSION = COMMITTEE | {
    "id": "E/1",
    "body": "CND",
    "title": "Commission",
    "agenda": {"items": [{"number": "1", "title": "Narcotic drugs"}]},
}
PAST = COMMITTEE | {"id": "S/0", "starts": "2026-06-01", "ends": "2026-06-01"}


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def publish(clock: time_machine.Traveller, *meetings: dict[str, object]) -> None:
    for meeting in meetings:
        keep_meeting(meeting, by="organiser", now=datetime.now(UTC))
    drain(clock)


def outcomes() -> dict[str, list[str]]:
    with scope(party="UN"):
        found: dict[str, list[str]] = {}
        for decision in Decision.objects.order_by("meeting", "number").select_related("meeting"):
            found.setdefault(decision.meeting.identifier, []).append(decision.outcome)
    return found


def test_a_corrected_rule_decides_the_bodys_future_meetings_again_and_no_others(clock: time_machine.Traveller) -> None:
    publish(clock, COMMITTEE, COMMISSION, PAST)
    entry = PolicyEntry(Openness.OPEN, "decision of the Committee", date(2027, 3, 1))
    correct_policy(Body.objects.get(code="CTC"), entry, party=Party.UN, by="desk", now=NOW)
    drain(clock)
    assert outcomes() == {"S/1": ["hold", "invite"], "E/1": ["invite"], "S/0": ["hold"]}
    with scope(party="UN"):
        assert [i.state for i in Invitation.objects.filter(meeting__identifier="S/1")] == ["issued"]


def test_a_meeting_before_the_day_of_the_new_rule_keeps_the_old_one(clock: time_machine.Traveller) -> None:
    publish(clock, COMMITTEE)
    entry = PolicyEntry(Openness.OPEN, "decision", date(2027, 9, 1))
    correct_policy(Body.objects.get(code="CTC"), entry, party=Party.UN, by="desk", now=NOW)
    drain(clock)
    assert outcomes() == {"S/1": ["hold"]}


def test_a_confirmation_that_changes_only_the_source_is_a_new_decision_with_the_new_source(
    clock: time_machine.Traveller,
) -> None:
    publish(clock, COMMITTEE)
    confirm_policy(Body.objects.get(code="CTC"), party=Party.UN, source="S/RES/1373", by="desk", now=NOW)
    drain(clock)
    with scope(party="UN"):
        newest = Decision.objects.filter(meeting__identifier="S/1")[0]
    assert "S/RES/1373" in str(newest.document)


def test_a_notice_of_termination_ends_what_opens_six_months_later(clock: time_machine.Traveller) -> None:
    late = COMMISSION | {"id": "E/2", "starts": "2027-10-01", "ends": "2027-10-02"}
    publish(clock, COMMISSION, late)
    record_agreement_date(
        AgreementDate.Event.NOTICE_RECEIVED,
        on=date(2027, 1, 10),
        source="letter of 10 January 2027",
        party=Party.INTERPOL,
        by="legal",
        now=NOW,
    )
    drain(clock)
    assert {identifier: said[-1] for identifier, said in outcomes().items()} == {
        "E/1": "invite",
        "E/2": "not_applicable",
    }


def test_the_register_says_the_same_version_while_nothing_was_recorded() -> None:
    first = recorded_register()
    assert recorded_register() == first
    confirm_policy(Body.objects.get(code="CTC"), party=Party.UN, source="rule", by="desk", now=NOW)
    assert recorded_register().version != first.version
