"""The links in mails: scanners open every one of them, and nothing happens until somebody posts an answer."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import F
from django.test import Client
from django_scopes import scope, scopes_disabled

from backend.audit.models import Entry
from backend.delegations.models import Attendee
from backend.invitations.models import Invitation
from backend.meetings.models import Meeting
from backend.sharing.answer_links import answer_url
from notifications.models import Delivery
from notifications.services import words_on_paper
from tests.frontend.members import member
from tests.notifications.intake.conversation import NOW, Conversation, begin, drain
from tests.scheduler.test_services import CCPCJ, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(db: None) -> Iterator[Conversation]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield begin(clock)


def dump() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows[table] = sorted(tuple(map(repr, row)) for row in cursor.fetchall())
    return rows


def links() -> set[str]:
    """The paths of every address of ours in every part of every mail."""
    found = set()
    with scopes_disabled():
        mails = [message_from_bytes(one.mime, policy=default) for one in Delivery.objects.all()]
    for mail in mails:
        for part in (one for one in mail.walk() if not one.is_multipart()):
            text = (part.get_payload(decode=True) or b"").decode("utf-8", "replace").replace("\r\n ", "")
            found |= set(re.findall(re.escape(settings.PUBLIC_URL) + r"[^\s\"<>\\]*", text))
    return {urlsplit(one).path for one in found}


def test_opening_every_link_of_every_mail_changes_nothing(conversation: Conversation) -> None:
    conversation.receive(conversation.answer("TENTATIVE"), conversation.answer(dmarc="fail"))
    publish(CCPCJ | {"starts": "2027-05-18"}, conversation.clock)
    drain(conversation.clock)
    paths = links()
    assert any(path.startswith("/answer/") for path in paths)
    before = dump()
    answers = [getattr(Client(), way)(path).status_code for _ in range(3) for way in ("get", "head") for path in paths]
    assert set(answers) <= {200, 302}
    assert dump() == before


def path_for(attendee_id: int) -> str:
    with scopes_disabled():
        return urlsplit(answer_url(Attendee.objects.get(pk=attendee_id))).path


def test_a_link_answers_for_its_mailbox_alone_and_can_be_used_again(conversation: Conversation) -> None:
    path = path_for(conversation.attendee_id)
    for partstat in ("ACCEPTED", "DECLINED"):
        assert Client().post(path, {"partstat": partstat}).status_code == 200
    assert conversation.counted() == [(conversation.office, "ACCEPTED"), (conversation.office, "DECLINED")]


def test_a_link_dies_with_its_time_and_a_new_one_opens(conversation: Conversation) -> None:
    old = path_for(conversation.attendee_id)
    publish(CCPCJ | {"starts": "2028-05-15", "ends": "2028-05-19"}, conversation.clock)
    conversation.clock.move_to(NOW + timedelta(days=402))
    assert (Client().get(old).status_code, Client().post(old, {"partstat": "ACCEPTED"}).status_code) == (410, 410)
    assert Client().get(path_for(conversation.attendee_id)).status_code == 200


def sent(conversation: Conversation) -> list[str]:
    """To whom mails went, in order."""
    drain(conversation.clock)
    with scopes_disabled():
        return list(Delivery.objects.order_by("pk").values_list("recipient", flat=True))


def test_a_void_link_tells_nothing_and_sends_a_new_one_to_the_mailbox_on_record(conversation: Conversation) -> None:
    cache.clear()
    path = path_for(conversation.attendee_id)
    with scopes_disabled():
        Attendee.objects.filter(pk=conversation.attendee_id).update(link_version=F("link_version") + 1)
    before = dump()
    pages = [getattr(Client(), way)(path) for way in ("get", "head", "get")]
    answered = Client().post(path, {"partstat": "ACCEPTED"})
    assert ({one.status_code for one in [*pages, answered]}, dump() == before) == ({410}, True)
    assert [word for word in (conversation.office, "Thirty-", "CCPCJ") if word in pages[0].text] == []
    earlier = sent(conversation)
    asked = [Client().post(path, {"renew": "yes"}) for _ in range(5)]
    assert {(one.status_code, "If the invitation can still be answered" in one.text) for one in asked} == {(200, True)}
    assert sent(conversation) == [*earlier, *[conversation.office] * 3]
    with scopes_disabled():
        newest = message_from_bytes(bytes(Delivery.objects.latest("pk").mime), policy=default)
    link = re.findall(r"/answer/\S+", newest.get_body(("plain",)).get_content())[0]  # type: ignore[union-attr]
    assert Client().get(link).status_code == 200


@pytest.mark.parametrize("state", ["withdrawn", "over", "removed"])
def test_a_dead_link_with_nothing_to_answer_says_the_same_and_sends_nothing(
    conversation: Conversation, state: str
) -> None:
    cache.clear()
    path, earlier = path_for(conversation.attendee_id), sent(conversation)
    with scopes_disabled():
        attendee = Attendee.objects.get(pk=conversation.attendee_id)
        attendee.link_version += 1
        attendee.removed_at = NOW if state == "removed" else None
        attendee.save()
        if state == "withdrawn":
            Invitation.objects.update(state="withdrawn")
        if state == "over":
            Meeting.objects.update(starts_on="2026-01-10", ends_on="2026-01-10")
    assert "If the invitation can still be answered" in Client().post(path, {"renew": "yes"}).text
    assert sent(conversation) == earlier


@pytest.mark.parametrize(
    "spoil", [lambda one: one[:-3] + "aa/", lambda _one: "/answer/1/", lambda _one: "/answer/x:y/"]
)
def test_a_forged_link_is_not_found(conversation: Conversation, spoil) -> None:
    assert Client().get(spoil(path_for(conversation.attendee_id))).status_code == 404


def secrets() -> set[str]:
    """The signature of every link of every mail: whoever has one answers."""
    return {signature[0] for path in links() if (signature := re.findall(r":[\w-]{43}", path))}


def test_whoever_invited_sees_the_key_nowhere_and_may_not_use_it(conversation: Conversation) -> None:
    quoted = f"From: {conversation.office}\r\nTo: {conversation.reply_to}\r\nSubject: Re\r\n\r\nYes.\r\n> "
    path = path_for(conversation.attendee_id)
    [inbound] = conversation.receive(f"{quoted}{settings.PUBLIC_URL}{path}\r\n".encode())
    with scopes_disabled():
        delivery = Delivery.objects.get()
    host = member("UN", "organiser", "approver", "secretariat")
    mail, received = f"/deliveries/{delivery.pk}/", f"/received/{inbound.pk}/"
    pages = [mail, f"{mail}message.eml", f"/api/v1{mail}message.eml/", received, f"{received}message.eml"]
    shown = [host.get(page) for page in pages]
    assert [one.status_code for one in shown] == [200] * 5
    decoded = [b"".join(decoded_parts(one.content)).decode("utf-8", "replace").replace("\r\n ", "") for one in shown]
    assert [key in text for text in decoded for key in secrets()] == [False] * 5
    assert all("/answer/" in text for text in decoded)
    refused = host.post(path, {"partstat": "ACCEPTED"})
    assert (refused.status_code, "only the invited answer" in refused.content.decode()) == (403, True)
    assert (conversation.counted(), host.get(path).status_code) == ([], 200)
    history = Entry.objects.filter(party="UN", action="answer.refused").values_list("actor", flat=True)
    assert list(history) == ["UN-organiser-approver-secretariat"]
    assert member("INTERPOL", "observer").post(path, {"partstat": "ACCEPTED"}).status_code == 200


def decoded_parts(content: bytes) -> Iterator[bytes]:
    for part in message_from_bytes(content).walk():
        yield part.get_payload(decode=True) or b""  # type: ignore[misc]
    yield content


def test_the_letter_on_paper_names_the_pages_and_no_link(conversation: Conversation) -> None:
    with scopes_disabled():
        delivery = Delivery.objects.get()
    with scope(party="UN"):
        written = words_on_paper(delivery)
    assert [re.findall(r"https?://\S+", text) for _, text in written] == [[f"{settings.PUBLIC_URL}/invitations/"]] * 2
