"""Letting everything happen that was promised, as workers would within the next seconds."""

from datetime import UTC, datetime, timedelta

import time_machine

from backend.interchange.services import keep_meeting
from backend.meetings.models import Meeting
from backend.outbox.models import Message
from backend.outbox.services import relay


def drain(clock: time_machine.Traveller) -> None:
    """Act on every promise, and on those that follow from it. Fails where one was given up."""
    while Message.objects.filter(state="pending").exists():
        relay()
        clock.shift(timedelta(seconds=3))
    assert list(Message.objects.exclude(state="done").values_list("topic", "last_error")) == []


def publish(meeting: dict[str, object], clock: time_machine.Traveller) -> Meeting:
    """Keep the meeting and let everything that follows from it happen."""
    kept = keep_meeting(meeting, by="organiser", now=datetime.now(UTC)).meeting
    drain(clock)
    return kept
