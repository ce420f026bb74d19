"""The pages of received mails: what is set aside, why, and what a person can do."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django_scopes import scope, scopes_disabled

from backend.accounts.models import Membership, Role, User
from notifications.intake.models import InboundMessage
from notifications.models import Delivery
from tests.notifications.intake.conversation import NOW, Conversation, begin, drain
from tests.notifications.mail.reading.mails import fields, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(db: None) -> Iterator[Conversation]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield begin(clock)


def member(party: str, *roles: Role) -> Client:
    user = User.objects.create_user(f"{party}-{len(roles)}")
    Membership.objects.create(user=user, party=party, roles=[one.value for one in roles])
    client = Client()
    client.force_login(user)
    return client


def set_aside(conversation: Conversation) -> InboundMessage:
    mail = fields(From=conversation.office, To=conversation.reply_to, Subject="Re: Invitation")
    [message] = conversation.receive(mail + words("<b>Yes</b>, we accept."))
    return message


def test_a_mail_that_is_set_aside_is_shown_with_its_reason_and_its_bytes(conversation: Conversation) -> None:
    message, client = set_aside(conversation), member("UN", Role.ORGANISER)
    assert "Re: Invitation" in client.get("/received/").content.decode()
    page = client.get(f"/received/{message.pk}/").content.decode()
    assert "It is written in words, without a calendar." in page
    assert "&lt;b&gt;Yes&lt;/b&gt;, we accept." in page
    raw = client.get(f"/received/{message.pk}/message.eml")
    assert (raw.content, raw["Content-Type"]) == (bytes(message.raw), "application/octet-stream")


def test_the_other_party_does_not_see_it(conversation: Conversation) -> None:
    message, client = set_aside(conversation), member("INTERPOL", Role.SECRETARIAT)
    assert "Re: Invitation" not in client.get("/received/?state=all").content.decode()
    assert client.get(f"/received/{message.pk}/").status_code == 404
    assert client.get(f"/received/{message.pk}/message.eml").status_code == 404


def test_a_person_records_the_answer_that_a_mail_gives(conversation: Conversation) -> None:
    message, client = set_aside(conversation), member("UN", Role.ORGANISER)
    said = {"act": "apply", "attendee": str(conversation.attendee_id), "partstat": "ACCEPTED"}
    assert client.post(f"/received/{message.pk}/", said).status_code == 302
    assert conversation.counted() == [(conversation.office, "ACCEPTED")]
    assert client.post(f"/received/{message.pk}/", said).status_code == 422


def test_recording_nothing_is_refused(conversation: Conversation) -> None:
    message, client = set_aside(conversation), member("UN", Role.ORGANISER)
    refused = client.post(f"/received/{message.pk}/", {"act": "apply", "attendee": str(conversation.attendee_id)})
    assert (refused.status_code, conversation.counted()) == (422, [])
    with scope(party="UN"):
        assert InboundMessage.objects.get().state == "set_aside"


def test_an_observer_may_look_and_not_act(conversation: Conversation) -> None:
    message, client = set_aside(conversation), member("UN", Role.OBSERVER)
    assert client.get(f"/received/{message.pk}/").status_code == 200
    assert client.post(f"/received/{message.pk}/", {"act": "dismiss"}).status_code == 403


def test_a_mail_is_put_away_with_a_note(conversation: Conversation) -> None:
    message, client = set_aside(conversation), member("UN", Role.ORGANISER)
    assert client.post(f"/received/{message.pk}/", {"act": "dismiss", "note": "By phone."}).status_code == 302
    assert "No mail is set aside." in client.get("/received/").content.decode()


def test_a_new_answer_link_goes_to_the_invited_mailbox_each_time_that_somebody_asks(conversation: Conversation) -> None:
    message, client = set_aside(conversation), member("UN", Role.ORGANISER)
    for _ in range(2):
        client.post(f"/received/{message.pk}/", {"act": "link", "attendee": str(conversation.attendee_id)})
        conversation.clock.shift(60)
    with scopes_disabled():
        assert [one.recipient for one in Delivery.objects.filter(method="NOTICE")] == [conversation.office] * 2


def test_a_proposal_is_declined_to_the_proposer(conversation: Conversation) -> None:
    proposal = conversation.answer("TENTATIVE", method="COUNTER", lines=("DTSTART:20270518T080000Z",))
    [message] = conversation.receive(proposal)
    client = member("UN", Role.ORGANISER)
    assert "2027-05-18T08:00:00Z" in client.get(f"/received/{message.pk}/").content.decode()
    client.post(f"/received/{message.pk}/", {"act": "decline"})
    drain(conversation.clock)
    with scopes_disabled():
        assert Delivery.objects.filter(method="DECLINECOUNTER").count() == 1
