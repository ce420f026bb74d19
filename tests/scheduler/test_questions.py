"""Who is late with an answer, and who is reminded of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django_scopes import scope, scopes_disabled

from backend.interchange.services import keep_meeting
from backend.organisations.services import load_register_rows
from backend.outbox.models import Message
from backend.topics.services import load_topic_rows
from notifications.models import Delivery
from scheduler.questions import tasks
from scheduler.tasks import remind
from tests.factories.work import drain, publish

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
DUE = datetime(2027, 5, 24, 9, tzinfo=UTC)
MEETING = {"host": "UN", "kind": "session", "title": "Session", "starts": "2027-07-05", "ends": "2027-07-09"}
ECOSOC = MEETING | {"id": "E/2027", "body": "ECOSOC"}
COMMITTEE = MEETING | {"id": "S/2027", "body": "CTC"}


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def reminders() -> list[tuple[str, bool]]:
    with scopes_disabled():
        found = Delivery.objects.filter(method="REMINDER").order_by("pk")
        return [(delivery.recipient, b"consulted" in delivery.mime) for delivery in found]


def test_nobody_is_reminded_long_before_the_due_date(clock: time_machine.Traveller) -> None:
    publish(ECOSOC, clock)
    assert remind() == 0


def test_the_consulted_office_is_reminded_once_on_each_rung_with_its_link(clock: time_machine.Traveller) -> None:
    publish(ECOSOC, clock)
    clock.move_to(DUE - timedelta(days=14))
    assert [remind(), remind()] == [1, 0]
    clock.move_to(DUE + timedelta(days=1))
    assert remind() == 1
    drain(clock)
    assert reminders() == [("secretariat@interpol.example", True), ("secretariat@interpol.example", True)]


def test_a_door_is_a_task_of_the_hosts_own_office(clock: time_machine.Traveller) -> None:
    publish(COMMITTEE | {"agenda": {"items": [{"number": "1", "title": "Terrorism"}]}}, clock)
    clock.move_to(datetime(2027, 6, 30, tzinfo=UTC))
    remind()
    drain(clock)
    assert reminders() == [("secretariat@un.example", False)]


def test_an_answered_question_is_not_reminded_of(clock: time_machine.Traveller) -> None:
    publish(ECOSOC, clock)
    clock.move_to(DUE - timedelta(days=1))
    remind()
    keep_meeting(
        ECOSOC | {"agenda": {"items": [{"number": "1", "title": "Trafficking in persons"}]}},
        by="organiser",
        now=datetime.now(UTC),
    )
    with scopes_disabled():
        Message.objects.filter(topic="question.reminded").update(next_at=datetime.now(UTC) + timedelta(seconds=60))
    drain(clock)
    assert reminders() == []


def test_an_overdue_task_says_so(clock: time_machine.Traveller) -> None:
    publish(ECOSOC, clock)
    with scope(party="UN"):
        assert [(task.question.code, task.overdue) for task in tasks(today=DUE.date() + timedelta(days=1))] == [
            ("matter_of_interest", True)
        ]
