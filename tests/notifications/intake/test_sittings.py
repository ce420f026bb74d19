"""Answers to one sitting (RFC 5546 section 3.2.3), from the mail to the pages and programs of both sides."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django_scopes import scope, scopes_disabled
from rest_framework.test import APIClient

from backend.accounts.models import User
from backend.accounts.services import create_api_token
from backend.delegations.models import Attendee, Reply
from backend.delegations.nominations import Nominee
from backend.delegations.selectors import partstat_of
from backend.domain.participation import Wanted
from backend.invitations.models import CalendarEntry
from backend.meetings.models import Meeting
from backend.meetings.services import cancel
from backend.sharing import nominations
from backend.sharing.selectors import received
from notifications.deliveries import send_due
from notifications.intake.models import InboundMessage
from notifications.mail.addresses import sign
from notifications.models import Delivery
from notifications.reply_keys import reply_key
from tests.frontend.members import member
from tests.notifications.test_services import SITTINGS, sitting
from tests.scheduler.test_services import publish

from .conversation import NOW, Conversation, begin, drain

DEPUTY = "deputy@interpol.example"


@pytest.fixture
def conversation(db: None) -> Iterator[Conversation]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield begin(clock, SITTINGS)


def uid_of(sitting: str) -> str:
    with scopes_disabled():
        return CalendarEntry.objects.get(sitting=sitting).uid


NAMED = {
    "by the sitting's own UID": ("2", ()),
    "by its instant": ("", ("RECURRENCE-ID:20270517T130000Z",)),
    "by its wall time": ("", ("RECURRENCE-ID;TZID=Europe/Vienna:20270517T150000",)),
    "by the zone of Windows": ("", ("RECURRENCE-ID;TZID=W. Europe Standard Time:20270517T150000",)),
    "by both": ("2", ("RECURRENCE-ID:20270517T130000Z",)),
}


@pytest.mark.parametrize(("sitting", "lines"), NAMED.values(), ids=NAMED.keys())
def test_an_answer_to_one_sitting_is_that_sittings_alone_on_every_side(
    conversation: Conversation, sitting: str, lines: tuple[str, ...]
) -> None:
    whole = conversation.answer("ACCEPTED", stamp=NOW + timedelta(minutes=1))
    apart = conversation.answer("DECLINED", uid=uid_of(sitting), lines=(*lines, "COMMENT:Only this one"))
    conversation.receive(whole, apart)
    with scope(party="UN"):
        kept = list(Reply.objects.order_by("pk").values_list("sitting", "partstat", "comment"))
        page = f"/meetings/{Meeting.objects.get().key}/"
    assert kept == [("", "ACCEPTED", ""), ("2", "DECLINED", "Only this one")]
    organiser = member("UN", "organiser").get(page).content.decode()
    assert ("Only this one" in organiser, "Sitting 2" in organiser) == (True, True)
    assert answers_by_program() == ("ACCEPTED", ["", "DECLINED", ""])


def answers_by_program() -> tuple[str, list[str]]:
    """What the guest's programs read: the answer to the whole, and to each sitting."""
    member("INTERPOL", "secretariat")
    _, secret = create_api_token(User.objects.get(username="INTERPOL-secretariat"), name="p")
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    [shown] = program.get("/api/v1/received/").json()["results"]
    whole = program.get(f"/api/v1/received/{shown['key']}/").json()
    return whole["answer"], [one["answer"] for one in whole["document"]["sittings"]]


def test_a_day_with_two_sittings_names_neither(conversation: Conversation) -> None:
    """17 May has two, and is the first day of the whole; 18 May has one; the 19th none."""
    days = ("20270517", "20270518", "20270519")
    mails = [
        conversation.answer("TENTATIVE", lines=(f"RECURRENCE-ID;VALUE=DATE:{day}",), Message_ID=f"<{day}@x.example>")
        for day in days
    ]
    assert [one.reason for one in conversation.receive(*mails)] == ["applied", "applied", "unproved"]
    with scope(party="UN"):
        assert list(Reply.objects.order_by("pk").values_list("sitting", flat=True)) == ["", "3"]


def test_answers_of_every_kind_in_any_order_and_number_end_in_the_same_state(conversation: Conversation) -> None:
    """Sittings, an earlier SEQUENCE, proposals and both halves of a delegation; the delegate may answer first."""
    with scope(party="INTERPOL"):
        deputy = Nominee(family_name="Deputy", given_name="Dee", address=DEPUTY)
        nominations.nominate(received()[0], deputy, by="desk", now=datetime.now(UTC))
    drain(conversation.clock)
    publish(SITTINGS | {"starts": "2027-05-16"}, conversation.clock)
    mails = all_kinds(conversation)
    ended = []
    for seed in range(3):
        with scopes_disabled():
            Reply.objects.all().delete()
            InboundMessage.objects.all().delete()
        storm = [*mails, *mails]
        random.Random(seed).shuffle(storm)
        conversation.receive(*storm)
        ended.append(state())
    office, deputys = conversation.office, DEPUTY
    assert (
        ended
        == [
            {
                (office, ""): "DELEGATED",
                (office, "1"): "ACCEPTED",
                (office, "2"): "DECLINED",
                (office, "3"): "NEEDS-ACTION",
                (deputys, ""): "ACCEPTED",
                (deputys, "1"): "NEEDS-ACTION",
                (deputys, "2"): "NEEDS-ACTION",
                (deputys, "3"): "NEEDS-ACTION",
            }
        ]
        * 3
    )


def all_kinds(conversation: Conversation) -> list[bytes]:
    def at(minute: int) -> datetime:
        return NOW + timedelta(minutes=minute)

    one, two = uid_of("1"), uid_of("2")
    say = conversation.answer
    return [
        say("DECLINED", uid=one, stamp=at(1)),
        say("ACCEPTED", uid=one, stamp=at(5)),
        say("DECLINED", lines=("RECURRENCE-ID:20270517T130000Z",), stamp=at(4), sequence=1),
        say("ACCEPTED", uid=two, stamp=at(2)),
        say("ACCEPTED", stamp=at(9), sequence=0),
        say("TENTATIVE", stamp=at(2), sequence=1),
        say("DELEGATED", stamp=at(6), sequence=1, params=f";DELEGATED-TO=mailto:{DEPUTY}"),
        say("ACCEPTED", stamp=at(3), sequence=1, sender=DEPUTY, params=f";DELEGATED-FROM=mailto:{conversation.office}"),
        say("TENTATIVE", stamp=at(8), sequence=1, method="COUNTER", lines=("DTSTART:20270518T080000Z",)),
        say("DECLINED", stamp=at(9), sequence=1, dmarc="fail"),
        say("DECLINED", stamp=at(9), sequence=1, sender="crasher@elsewhere.example"),
    ]


def state() -> dict[tuple[str, str], str]:
    with scopes_disabled():
        attendees = list(Attendee.objects.order_by("pk"))
        sittings = ("", "1", "2", "3")
        return {(one.address, sitting): partstat_of(one, sitting).value for one in attendees for sitting in sittings}


def test_a_refresh_is_answered_with_what_stands_now(conversation: Conversation) -> None:
    """RFC 5546 section 3.2.6: what is cancelled stays so, and nobody is sent an event that is not theirs."""
    with scope(party="INTERPOL"):
        nominee = Nominee(family_name="D", address=DEPUTY, wants=Wanted.SITTINGS, sittings=("1", "2"))
        nominations.nominate(received()[0], nominee, by="desk", now=datetime.now(UTC))
    drain(conversation.clock)
    send_due()
    publish(sitting("2", private=True), conversation.clock)
    asked = [(DEPUTY, "1"), (DEPUTY, "2"), (DEPUTY, ""), (conversation.office, ""), (conversation.office, "1")]
    answered = [refreshed(conversation, who, number) for who, number in asked]
    assert answered == [
        ("applied", [("REQUEST", "1")]),
        ("applied", [("CANCEL", "2")]),
        ("applied", [("REQUEST", "1")]),
        ("applied", [("REQUEST", "")]),
        ("applied", [("REQUEST", "")]),
    ]
    with scope(party="UN"):
        cancel(Meeting.objects.get(), by="o", now=datetime.now(UTC), reason="Strike")
    assert [refreshed(conversation, who, number) for who, number in asked[2:4]] == [
        ("applied", [("CANCEL", "1"), ("CANCEL", "2")]),
        ("applied", [("CANCEL", "")]),
    ]
    assert refreshed(conversation, "crasher@interpol.example", "")[1] == []


def refreshed(conversation: Conversation, who: str, number: str) -> tuple[str, list[tuple[str, str]]]:
    """What becomes of a REFRESH, and the methods and sittings of the mails that answer it."""
    drain(conversation.clock)
    send_due()
    with scopes_disabled():
        known = set(Delivery.objects.values_list("pk", flat=True))
        whose = Attendee.objects.filter(address=who).first()
    to = sign(str(whose.pk), domain="article6.example", key=reply_key()) if whose else conversation.reply_to
    numbered = {"Message_ID": f"<{len(known)}@guest.example>"}
    mail = conversation.answer(method="REFRESH", uid=uid_of(number), sender=who, to=to, **numbered)
    state, _ = conversation.outcome(mail)
    send_due()
    with scopes_disabled():
        mails = Delivery.objects.exclude(pk__in=known).filter(recipient=who, state="sent").order_by("pk")
        return state, [(one.method, one.group_key.rpartition(":")[2]) for one in mails]
