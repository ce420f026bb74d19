"""From an imported meeting to the mail that was received: real worker, beat, broker and mail server."""

from email import message_from_bytes
from email.policy import default

import pytest
from icalendar import Calendar

from tests import smtp_sink
from tests.processes import wait_until
from tests.stack import prepared

pytestmark = pytest.mark.database


def event(message: bytes) -> tuple[str, int, str]:
    """METHOD, SEQUENCE and UID of the calendar in the mail."""
    parts = message_from_bytes(message, policy=default).walk()
    part = next(part for part in parts if part.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_content())
    [found] = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), int(found["SEQUENCE"]), str(found["UID"])


@pytest.mark.timeout(300)
def test_a_published_meeting_its_change_and_its_end_arrive_once_each() -> None:
    with smtp_sink.running() as sink, prepared(sink) as stack:
        stack.start("broker", "worker", "beat")
        stack.publish("M-1")
        wait_until(lambda: len(sink.accepted) == 1, what="the invitation did not arrive")
        stack.publish("M-1", place="Geneva")
        wait_until(lambda: len(sink.accepted) == 2, what="the change did not arrive")
        stack.publish("M-1", place="Geneva", status="cancelled")
        wait_until(lambda: len(sink.accepted) == 3, what="the cancellation did not arrive")
        events = [event(message) for _, message in sink.accepted]
        assert [(method, sequence) for method, sequence, _ in events] == [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2)]
        assert len({uid for _, _, uid in events}) == 1
        assert {address for address, _ in sink.accepted} == {"secretariat@interpol.example"}
        assert stack.run("doctor").returncode == 0
        assert stack.run("verify-audit").returncode == 0
