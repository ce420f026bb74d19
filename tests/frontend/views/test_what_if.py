"""What if: other facts beside today's, and nothing saved."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from backend.interchange.services import keep_meeting
from backend.invitations.models import Decision, Invitation
from backend.meetings.models import Meeting
from backend.organisations.services import load_register_rows
from backend.outbox.models import Message
from backend.topics.services import load_topic_rows
from frontend.forms.what_if import written
from tests.scheduler.worked_cases import REGIONAL

from .test_dashboard import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db: None) -> Iterator[Meeting]:
    load_register_rows()
    load_topic_rows()
    with scope(party="INTERPOL"):
        yield keep_meeting(REGIONAL, by="organiser", now=datetime(2027, 1, 11, tzinfo=UTC)).meeting


@pytest.fixture
def page(meeting: Meeting) -> str:
    return reverse("meeting-what-if", args=[meeting.key])


def supposed(client: Client, page: str, **facts: str) -> str:
    response = client.post(page, {"document": written(REGIONAL), **facts})
    assert response.status_code == 200
    return response.text


def test_a_closed_door_is_shown_beside_todays_invitation_and_nothing_is_saved(meeting: Meeting, page: str) -> None:
    promised = Message.objects.count()
    text = supposed(member("INTERPOL", "organiser"), page, observers="closed")
    assert ("Otherwise than today" in text, "Today" in text, "As supposed" in text) == (True, True, True)
    meeting.refresh_from_db()
    assert (meeting.observers, Decision.objects.count(), Invitation.objects.count()) == ("open", 0, 0)
    assert Message.objects.count() == promised


@pytest.mark.parametrize(
    ("facts", "differs"),
    [
        ({}, False),
        ({"observers": "undecided"}, True),
        ({"rule": "closed"}, False),
        ({"in_force": "no"}, True),
        ({"notice": "2026-01-01"}, True),
        ({"opens": "2027-06-03"}, False),
        ({"as_of": "1997-01-01"}, True),
    ],
)
def test_each_fact_can_be_supposed_alone(page: str, facts: dict[str, str], differs: bool) -> None:
    text = supposed(member("INTERPOL", "organiser"), page, **facts)
    assert ("Otherwise than today" if differs else "As today") in text


def test_another_agenda_is_supposed_in_the_text(page: str) -> None:
    other = written({**REGIONAL, "agenda": {"items": [{"number": "1", "title": "Election of officers"}]}})
    assert "Otherwise than today" in supposed(member("INTERPOL", "organiser"), page, document=other)


@pytest.mark.parametrize("text", ["- a\n- b", "a: [1", "id: x"])
def test_what_is_no_meeting_is_refused_in_sentences(page: str, text: str) -> None:
    response = member("INTERPOL", "organiser").post(page, {"document": text})
    assert response.status_code == 422


def test_a_meeting_that_nobody_recorded_can_be_supposed(meeting: Meeting) -> None:
    client = member("UN", "organiser")
    assert client.get(reverse("what-if")).status_code == 200
    text = supposed(client, reverse("what-if"))
    assert ("As supposed" in text, "Today" in text) == (True, False)


def test_the_other_party_cannot_suppose_about_our_meeting(page: str) -> None:
    assert member("UN", "organiser").get(page).status_code == 404
