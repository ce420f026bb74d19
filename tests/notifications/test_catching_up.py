"""A mail that replaces one never sent says everything since the last that its mailbox has."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
import time_machine
from django_scopes import scopes_disabled

from backend.interchange.services import keep_meeting
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from notifications.deliveries import send_due
from notifications.models import Delivery
from tests.notifications.test_services import NOW, SITTINGS, drain, event, nominate, sitting
from tests.scheduler.test_services import CCPCJ

pytestmark = pytest.mark.django_db
MOVED = CCPCJ | {"ends": "2027-05-22"}


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def keep(meeting: dict[str, Any], clock: time_machine.Traveller) -> None:
    """The organiser keeps the meeting; its mails are written and wait."""
    keep_meeting(meeting, by="desk", now=datetime.now(UTC))
    drain(clock)


def newest() -> Delivery:
    with scopes_disabled():
        found = Delivery.objects.order_by("pk").last()
    assert found is not None
    return found


def changes() -> list[str]:
    """What the newest mail says has changed, in English."""
    body = message_from_bytes(newest().mime, policy=default).get_body(("plain",))  # type: ignore[attr-defined]
    text = body.get_content().replace("\r\n", "\n")
    return [line.strip() for line in text.split("\n\n") if "→" in line for line in line.splitlines() if "→" in line]


def subject() -> tuple[str, int]:
    """How the newest mail is called, and the SEQUENCE of its event."""
    return newest().subject.partition(":")[0], int(event(newest()).sequence.value)


def test_two_changes_of_which_the_first_never_left_are_told_as_one(clock: time_machine.Traveller) -> None:
    keep(CCPCJ, clock)
    send_due()
    keep(MOVED, clock)
    keep(MOVED | {"ends": "2027-05-23", "place": "Geneva"}, clock)
    first = "Last day: Friday, 21 May 2027 → Sunday, 23 May 2027"
    assert (subject(), changes()[:2]) == (("Changed", 2), [first, "Place: Vienna → Geneva"])
    send_due()
    keep(MOVED | {"ends": "2027-05-23"}, clock)
    assert changes()[:1] == ["Place: Geneva → Vienna"]


@pytest.mark.parametrize(("state", "told"), [("sent", "22"), ("uncertain", "22"), ("bounced", "21"), ("failed", "21")])
def test_only_what_the_mailbox_may_have_counts_as_told(clock: time_machine.Traveller, state: str, told: str) -> None:
    keep(CCPCJ, clock)
    send_due()
    keep(MOVED, clock)
    with scopes_disabled():
        Delivery.objects.filter(revision=1).update(state=state, sent_at=NOW)
    keep(MOVED | {"ends": "2027-05-23"}, clock)
    assert [told in changes()[0]] == [True]


def test_whoever_never_got_the_invitation_is_invited_and_not_told_of_changes(clock: time_machine.Traveller) -> None:
    keep(SITTINGS, clock)
    nominate(clock)
    keep(sitting("2", starts="2027-05-17T14:00"), clock)
    with scopes_disabled():
        waiting = Delivery.objects.filter(state="pending").order_by("recipient").values_list("subject", "revision")
    assert [(said.partition(":")[0], number) for said, number in waiting] == [("Invitation", 2), ("Invitation", 2)]
    assert (changes(), event(newest()).attendee.partstat_param) == ([], "NEEDS-ACTION")


def test_what_moved_and_came_back_is_asked_again_without_a_change(clock: time_machine.Traveller) -> None:
    keep(CCPCJ, clock)
    send_due()
    keep(MOVED, clock)
    keep(CCPCJ, clock)
    assert (subject(), changes()) == (("Invitation (copy)", 2), [])
