"""Meetings as they are recorded, and feeds that show them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from backend.domain.parties import Party
from backend.interchange.services import keep_meeting
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from notifications.feeds.models import Feed
from notifications.feeds.services import Definition, create_feed
from tests.factories.work import drain
from tests.notifications.conformance import check_feed

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
Document = dict[str, object]
CCPCJ: Document = {
    "id": "E/CN.15/2027",
    "host": "UN",
    "body": "CCPCJ",
    "kind": "session",
    "title": {"en": "Thirty-sixth session", "fr": "Trente-sixième session"},
    "starts": "2027-05-17",
    "ends": "2027-05-21",
    "time_zone": "Europe/Vienna",
    "place": "Vienna",
    "agenda": {
        "stage": "provisional",
        "items": [
            {"number": "1", "title": "Election of officers"},
            {"number": "5", "title": {"en": "World crime trends", "fr": "Tendances de la criminalité"}},
            {"number": "6", "title": "SECRET OPERATION", "classification": "restricted"},
        ],
    },
    "sittings": [
        {"id": "1", "starts": "2027-05-17T10:00", "ends": "2027-05-17T13:00", "items": ["1", "5"]},
        {"id": "2", "starts": "2027-05-18T10:00", "ends": "2027-05-18T13:00", "items": ["5", "6"]},
        {"id": "3", "starts": "2027-05-19T10:00", "ends": "2027-05-19T13:00", "private": True},
    ],
}
SYMPOSIUM: Document = {
    "id": "SYMP-2027",
    "host": "INTERPOL",
    "body": "ICPO-SYMP",
    "kind": "conference",
    "title": "Symposium on firearms",
    "starts": "2027-06-02T09:30",
    "ends": "2027-06-02T17:00",
    "time_zone": "Europe/Paris",
    "place": "Lyon",
    "agenda": {"items": [{"number": "1", "title": "Tracing of firearms"}]},
}


@pytest.fixture
def clock(db: None) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def publish(clock: time_machine.Traveller) -> Callable[[Document], None]:
    """Keep a meeting and let everything that follows from it happen, as a worker would a few seconds later."""
    load_register_rows()
    load_topic_rows()

    def publish(meeting: Document) -> None:
        keep_meeting(meeting, by="organiser", now=datetime.now(UTC))
        drain(clock)

    return publish


def subscribe(party: Party = Party.INTERPOL, **choices: object) -> tuple[Feed, str]:
    """A feed of the party's own and the path of its address."""
    feed, secret = create_feed(Definition(**{"name": "Lyon"} | choices), party=party)  # type: ignore[arg-type]
    return feed, f"/feeds/{secret}.ics"


def body_of(path: str) -> bytes:
    """What a calendar program is given."""
    response = Client().get(path)
    assert response.status_code == 200, response.status_code
    check_feed(response.content)
    return response.content
