"""Mail that a mail server hands over: acknowledged once it is committed, and for our own domain only."""

import smtplib
from collections.abc import Iterator

import pytest
from django_scopes import scopes_disabled

from notifications.intake.listening import Listener
from notifications.intake.models import InboundMessage
from tests.notifications.mail.reading.mails import fields, words

from .dovecot import free_port

pytestmark = pytest.mark.django_db(transaction=True)

MAIL = fields(Message_ID="<a@guest.example>") + words("hello") + b"\r\n"
TO = ["rsvp-1-aaaaaaaaaaaaaaaa@article6.example", "invitations@ARTICLE6.example"]


@pytest.fixture(params=["lmtp", "smtp"])
def client(request: pytest.FixtureRequest) -> Iterator[smtplib.SMTP]:
    port = free_port()
    listener = Listener("127.0.0.1", port, lmtp=request.param == "lmtp")
    listener.start()
    try:
        with (smtplib.LMTP if request.param == "lmtp" else smtplib.SMTP)("127.0.0.1", port, timeout=10) as session:
            yield session
    finally:
        listener.stop()


def test_a_mail_is_stored_once_and_acknowledged_for_each_recipient(client: smtplib.SMTP) -> None:
    assert client.sendmail("desk@guest.example", TO[:1], MAIL) == {}
    lmtp = isinstance(client, smtplib.LMTP)
    answers = [client.mail("desk@guest.example"), *map(client.rcpt, TO), client.docmd("DATA")]
    client.send(MAIL + b".\r\n")
    answers += [client.getreply() for _ in (TO if lmtp else TO[:1])]
    assert [code for code, _ in answers] == [250, 250, 250, 354, 250] + [250] * lmtp
    with scopes_disabled():
        [message] = InboundMessage.objects.all()
    assert (message.source, bytes(message.raw), message.recipients[0]) == ("lmtp" if lmtp else "smtp", MAIL, TO[0])


def test_mail_for_another_domain_is_refused(client: smtplib.SMTP) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        client.sendmail("desk@guest.example", ["a@elsewhere.example"], MAIL)
    assert refused.value.recipients == {"a@elsewhere.example": (550, b"5.1.2 article6.example only")}
