"""The intake mailbox, at a real Dovecot: each mail is handled once, whatever breaks and whenever."""

from collections.abc import Iterator

import pytest
from django_scopes import scopes_disabled

from notifications.intake import imap
from notifications.intake.models import Fetched, InboundMessage

from .conversation import Conversation, drain
from .dovecot import Line, Mailbox, running


@pytest.fixture(scope="module")
def server() -> Iterator[Mailbox]:
    with running() as mailbox:
        yield mailbox


@pytest.fixture
def mailbox(server: Mailbox) -> Mailbox:
    """Empty again."""
    with server._session() as account:
        for folder in ("INBOX", "Stored"):
            if account.folder.exists(folder):
                account.folder.set(folder)
                account.delete(account.uids())
    return server


def stored() -> int:
    with scopes_disabled():
        return InboundMessage.objects.count()


def test_an_answer_in_the_mailbox_reaches_the_organiser(conversation: Conversation, mailbox: Mailbox) -> None:
    mailbox.put(conversation.answer(), conversation.answer("DECLINED", sender="stranger@elsewhere.example"))
    assert imap.collect(mailbox.url) == 2
    drain(conversation.clock)
    assert conversation.counted() == [(conversation.office, "ACCEPTED")]
    assert (mailbox.holds(), mailbox.holds("Stored"), imap.collect(mailbox.url), stored()) == (0, 2, 0, 2)


def test_the_bytes_are_stored_as_the_server_holds_them(conversation: Conversation, mailbox: Mailbox) -> None:
    mail = conversation.answer(Subject="=?utf-8?q?Acc=C3=A9pt=C3=A9?=")
    mailbox.put(mail)
    imap.collect(mailbox.url)
    with scopes_disabled():
        [message] = InboundMessage.objects.all()
    assert (bytes(message.raw), message.subject) == (mail, "Accépté")


def test_the_same_mail_twice_is_one(conversation: Conversation, mailbox: Mailbox) -> None:
    mail = conversation.answer(Message_ID="<one@guest.example>")
    mailbox.put(mail, b"Received: from elsewhere\r\n" + mail)
    imap.collect(mailbox.url)
    drain(conversation.clock)
    assert (stored(), Fetched.objects.count(), conversation.counted()) == (1, 2, [(conversation.office, "ACCEPTED")])


@pytest.mark.parametrize(("word", "in_database"), [(b"UID FETCH", 0), (b"UID COPY", 1), (b"EXPUNGE", 1)])
def test_a_death_between_two_steps_loses_and_doubles_nothing(
    conversation: Conversation, mailbox: Mailbox, word: bytes, in_database: int
) -> None:
    mailbox.put(conversation.answer())
    with Line(mailbox.port, word) as line, pytest.raises(imap.UNREACHABLE):
        imap.collect(mailbox.url.replace(str(mailbox.port), str(line.port)))
    assert (line.cut.is_set(), stored()) == (True, in_database)
    imap.collect(mailbox.url)
    drain(conversation.clock)
    assert (stored(), mailbox.holds(), conversation.counted()) == (1, 0, [(conversation.office, "ACCEPTED")])


def test_a_mailbox_with_new_numbers_brings_nothing_twice(conversation: Conversation, mailbox: Mailbox) -> None:
    mailbox.put(conversation.answer())
    imap.collect(mailbox.url)
    mailbox.renumber()
    assert mailbox.holds() == 1
    imap.collect(mailbox.url)
    drain(conversation.clock)
    assert (stored(), Fetched.objects.count(), conversation.counted()) == (1, 2, [(conversation.office, "ACCEPTED")])


def test_a_server_that_does_not_answer_is_asked_again_later(db: None, settings, caplog) -> None:
    from notifications.tasks import collect_mail

    settings.INBOX_URL = "imap://guest:secret@127.0.0.1:1/INBOX"
    assert (collect_mail(), "the intake mailbox cannot be read" in caplog.text) == (0, True)
    assert "secret" not in caplog.text
