"""Every handler may run twice: the second run changes nothing. Found by itself, so that a new one is tested too."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django_scopes import scopes_disabled

from backend.interchange.sample import sample_meetings
from backend.interchange.services import keep_meeting
from backend.organisations.services import load_register_rows
from backend.outbox import services
from backend.outbox.models import Message
from backend.topics.services import load_topic_rows

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
OURS = ("backend.", "scheduler", "notifications")
MOVING = {"outbox.Message", "outbox.Canary"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every app of ours, but for the promises themselves."""
    models = [
        model for config in apps.get_app_configs() if config.name.startswith(OURS) for model in config.get_models()
    ]
    with scopes_disabled():
        return {
            model._meta.label: list(model._base_manager.order_by("pk").values())
            for model in models
            if model._meta.label not in MOVING
        }


def test_what_was_done_is_not_done_again(clock: time_machine.Traveller) -> None:
    load_register_rows()
    load_topic_rows()
    for meeting in sample_meetings(NOW.date()):
        keep_meeting(meeting, by="desk", now=NOW)
    while Message.objects.filter(state="pending").exists():
        services.relay()
        clock.shift(timedelta(seconds=10))
    assert list(Message.objects.exclude(state="done").values_list("topic", "last_error")) == []
    before = everything()
    topics = set(Message.objects.values_list("topic", flat=True))
    assert topics >= {"meeting.changed", "invitation.due", "invitation.told", "sharing.changed"}

    for message in Message.objects.order_by("pk"):
        with services._within(message.party):
            for act in services.acts([message]):
                act()
    after = everything()
    assert {label: rows for label, rows in after.items() if rows != before[label]} == {}
