"""What a caller may not set stays as it is, whatever else stands in the request."""

from collections.abc import Iterator

import pytest
import time_machine
from django.apps import apps
from django_scopes import scopes_disabled
from rest_framework import serializers

import backend.config.api_urls  # noqa: F401 - loads every serializer
from backend.api.serializers import Shown
from backend.domain.parties import Party
from backend.interchange.record import MeetingRecord
from backend.meetings.models import Meeting
from tests.api.conftest import Speak
from tests.factories.world import World

OURS = ("backend", "scheduler", "notifications")


def subclasses(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def test_serializers_of_rows_cannot_write() -> None:
    rows = [s for s in subclasses(serializers.ModelSerializer) if s.__module__.startswith(OURS) and s is not Shown]
    assert [s.__qualname__ for s in rows if not issubclass(s, Shown)] == []
    writable = [
        f"{serializer.__qualname__}.{name}"
        for serializer in rows
        for name, field in serializer().fields.items()
        if not field.read_only
    ]
    assert writable == []


@pytest.mark.parametrize("party", list(Party))
def test_no_field_of_a_row_is_set_by_its_name(world: World, speak: Speak, party: Party) -> None:
    """Every column of every model, and every related id, is sent along with a valid answer and a valid change."""
    client, mine, other = speak(party), world[party], world[party.counterpart]
    columns = {field.attname for model in apps.get_models() for field in model._meta.concrete_fields}
    unknown = columns - set(MeetingRecord.model_fields)
    foreign = dict.fromkeys(unknown, other.meeting.pk) | {"owner": party.counterpart.value, "version": 99}
    read = client.get(f"/api/v1/meetings/{mine.meeting.key}/")
    document = {**foreign, **read.json()["document"]}
    with scopes_disabled():
        before = Meeting.objects.filter(pk=mine.meeting.pk).values().get()
    changed = client.put(f"/api/v1/meetings/{mine.meeting.key}/", document, headers={"if-match": read["ETag"]})
    assert changed.status_code == 200, changed.json()
    with scopes_disabled():
        after = Meeting.objects.filter(pk=mine.meeting.pk).values().get()
    assert after == before
    with time_machine.travel("2027-01-12T09:00:00Z", tick=False):
        wanted = {**foreign, "partstat": "DECLINED", "comment": "", "sitting": ""}
        answered = client.post(f"/api/v1/received/{mine.received.key}/answer/", wanted)
    assert (answered.status_code, answered.json()["host"]) == (200, party.counterpart.value)
