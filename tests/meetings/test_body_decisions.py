"""Decisions of competent bodies: recorded by people, kept through every import, ended but never erased."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from backend.accounts.models import Membership, User
from backend.domain.meetings import Effect
from backend.interchange.rows import document_of
from backend.interchange.services import keep_meeting
from backend.invitations.models import Decision
from backend.meetings.body_decisions import (
    BodyDecisionEntry,
    SymbolMissing,
    UnknownScope,
    end_body_decision,
    record_body_decision,
)
from backend.meetings.models import BodyDecision, Meeting
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from tests.factories.work import drain

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
COMMITTEE = {
    "id": "S/1",
    "host": "UN",
    "body": "CTC",
    "kind": "meeting",
    "title": "Counter-Terrorism Committee",
    "starts": "2027-06-01",
    "ends": "2027-06-01",
    "agenda": {"items": [{"number": "1", "title": "Terrorism"}]},
}
ADMITS = BodyDecisionEntry(symbol="S/PV.1", effect=Effect.ADMIT)


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def publish(clock: time_machine.Traveller, meeting: dict[str, object] = COMMITTEE) -> Meeting:
    kept = keep_meeting(meeting, by="organiser", now=datetime.now(UTC)).meeting
    drain(clock)
    return kept


def outcomes() -> list[str]:
    with scope(party="UN"):
        return [decision.outcome for decision in Decision.objects.order_by("number")]


def test_a_recorded_decision_opens_the_door_and_survives_the_next_import(clock: time_machine.Traveller) -> None:
    meeting = publish(clock)
    with scope(party="UN"):
        record_body_decision(meeting, ADMITS, by="desk", now=NOW)
    drain(clock)
    publish(clock, COMMITTEE | {"place": "New York"})
    assert outcomes() == ["hold", "invite"]
    with scope(party="UN"):
        assert [(d.symbol, d.recorded_by) for d in BodyDecision.objects.all()] == [("S/PV.1", "desk")]


def test_a_meeting_that_comes_back_as_it_was_exported_doubles_nothing(clock: time_machine.Traveller) -> None:
    meeting = publish(clock)
    with scope(party="UN"):
        record_body_decision(meeting, ADMITS, by="desk", now=NOW)
        exported = document_of(meeting)
    publish(clock, exported | {"place": "New York"})
    with scope(party="UN"):
        assert [(d.symbol, d.recorded_by) for d in BodyDecision.objects.all()] == [("S/PV.1", "desk")]


def test_an_ended_decision_counts_no_longer_and_stays_on_the_record(clock: time_machine.Traveller) -> None:
    meeting = publish(clock)
    with scope(party="UN"):
        kept = record_body_decision(meeting, ADMITS, by="desk", now=NOW)
        drain(clock)
        end_body_decision(kept, on=date(2027, 2, 1), by="desk")
        drain(clock)
        assert outcomes()[-1] == "hold"
        assert [(d.symbol, d.valid_until) for d in BodyDecision.objects.all()] == [("S/PV.1", date(2027, 2, 1))]


def test_a_decision_without_symbol_or_about_nothing_is_refused(clock: time_machine.Traveller) -> None:
    meeting = publish(clock)
    with scope(party="UN"):
        with pytest.raises(SymbolMissing):
            record_body_decision(meeting, BodyDecisionEntry(" ", Effect.ADMIT), by="desk", now=NOW)
        with pytest.raises(UnknownScope, match="item:9"):
            record_body_decision(meeting, BodyDecisionEntry("S/PV.1", Effect.ADMIT, scope="item:9"), by="desk", now=NOW)
        assert BodyDecision.objects.count() == 0


def test_the_page_records_a_decision_for_one_item(clock: time_machine.Traveller) -> None:
    meeting = publish(clock)
    user = User.objects.create_user("organiser")
    Membership.objects.create(user=user, party="UN", roles=["organiser"])
    client = Client()
    client.force_login(user)
    page = f"/meetings/{meeting.key}/body-decisions/"
    assert client.post(page, {"symbol": "S/PV.1", "effect": "admit", "scope": "item:9"}).status_code == 422
    assert client.post(page, {"symbol": "S/PV.1", "effect": "admit", "scope": "item:1"}).status_code == 302
    assert "S/PV.1" in client.get(page).content.decode()
    drain(clock)
    assert outcomes() == ["hold", "invite"]
