"""After the issue: no longer required, declined before a new matter, taken back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from django.test import Client
from django_scopes import scope, scopes_disabled
from icalendar import Calendar

from backend.accounts.models import Membership, User
from backend.domain.participation import Channel, Partstat
from backend.interchange.services import keep_meeting
from backend.invitations.models import Invitation
from backend.organisations.services import load_register_rows
from backend.sharing.selectors import received
from backend.sharing.services import answer
from backend.topics.services import load_topic_rows
from notifications.models import Delivery
from tests.factories.work import drain

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
PERSONS = {"number": "3", "title": "Trafficking in persons"}
OFFICERS = {"number": "1", "title": "Election of officers"}
DRUGS = {"number": "4", "title": "Narcotic drugs"}
COUNCIL = {
    "id": "E/2027",
    "host": "UN",
    "body": "ECOSOC",
    "kind": "session",
    "title": "Economic and Social Council",
    "starts": "2027-07-05",
    "ends": "2027-07-09",
    "agenda": {"items": [OFFICERS, PERSONS]},
}


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def publish(clock: time_machine.Traveller, *items: dict[str, str]) -> None:
    keep_meeting(COUNCIL | {"agenda": {"items": [OFFICERS, *items]}}, by="organiser", now=datetime.now(UTC))
    drain(clock)


def decline(clock: time_machine.Traveller) -> None:
    with scope(party="INTERPOL"):
        [copy] = received()
        now = datetime.now(UTC)
        answer(copy, partstat=Partstat.DECLINED, comment="", by="desk", channel=Channel.PAGE, now=now)
    drain(clock)


def standing() -> tuple[str, str]:
    with scope(party="UN"):
        invitation = Invitation.objects.get()
    return invitation.state, invitation.attention


def mails() -> list[str]:
    with scopes_disabled():
        return list(Delivery.objects.order_by("pk").values_list("method", flat=True))


@pytest.fixture
def approver() -> Client:
    user = User.objects.create_user("approver")
    Membership.objects.create(user=user, party="UN", roles=["approver"])
    client = Client()
    client.force_login(user)
    return client


def page() -> str:
    with scope(party="UN"):
        return f"/issued/{Invitation.objects.get().key}/"


def test_the_only_matching_item_goes_and_the_invitation_waits_for_a_person(clock: time_machine.Traveller) -> None:
    publish(clock, PERSONS)
    publish(clock)
    assert (standing(), mails().count("REQUEST") == len(mails())) == (("issued", "no_longer_required"), True)


def test_what_was_kept_is_not_asked_again_for_the_same_decision(
    clock: time_machine.Traveller, approver: Client
) -> None:
    publish(clock, PERSONS)
    publish(clock)
    assert approver.post(page(), {"act": "keep", "reason": "courtesy"}).status_code == 302
    keep_meeting(
        COUNCIL | {"agenda": {"items": [OFFICERS]}, "place": "New York"}, by="organiser", now=datetime.now(UTC)
    )
    drain(clock)
    assert standing() == ("issued", "")


def test_a_withdrawal_needs_its_reason_and_cancels_in_calendars(
    clock: time_machine.Traveller, approver: Client
) -> None:
    publish(clock, PERSONS)
    publish(clock)
    assert approver.post(page(), {"act": "withdraw", "reason": ""}).status_code == 422
    assert approver.post(page(), {"act": "withdraw", "reason": "agreed by telephone"}).status_code == 302
    drain(clock)
    assert standing() == ("withdrawn", "")
    with scopes_disabled():
        message = message_from_bytes(Delivery.objects.order_by("pk").last().mime, policy=default)  # type: ignore[union-attr]
    [calendar] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert Calendar.from_ical(calendar.get_payload(decode=True))["METHOD"] == "CANCEL"
    assert "agreed by telephone" in text
    assert "will not be held" not in text


def test_a_new_matter_after_a_refusal_asks_the_approver_and_sends_nothing(clock: time_machine.Traveller) -> None:
    publish(clock, PERSONS)
    decline(clock)
    before = mails()
    publish(clock, PERSONS, DRUGS)
    assert (standing(), mails()) == (("issued", "invite_again"), before)


def test_inviting_again_asks_for_a_new_answer(clock: time_machine.Traveller, approver: Client) -> None:
    publish(clock, PERSONS)
    decline(clock)
    publish(clock, PERSONS, DRUGS)
    assert approver.post(page(), {"act": "again"}).status_code == 302
    drain(clock)
    assert (standing(), mails()[-1]) == (("issued", ""), "REQUEST")
    with scope(party="INTERPOL"):
        assert received()[0].answer == "NEEDS-ACTION"


def test_a_renumbered_matter_is_nothing_new(clock: time_machine.Traveller) -> None:
    publish(clock, PERSONS)
    decline(clock)
    publish(clock, PERSONS | {"number": "7"})
    assert standing() == ("issued", "")
