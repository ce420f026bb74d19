"""Whether the mail server had accepted a mail: the journal has a copy, or it has not. Never sent again blindly."""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone
from django_scopes import scopes_disabled

from . import leases
from .models import Delivery

State = Delivery.State
TIMEOUT = 20.0


class JournalUnreadableError(Exception):
    """set INBOX_URL to the account that receives JOURNAL_ADDRESS"""


def resolve() -> int:
    """Settle the uncertain mails whose copy is in the journal, or should be by now. Returns how many were."""
    with scopes_disabled():
        uncertain = list(Delivery.objects.filter(state=State.UNCERTAIN, journaled=True))
        if not uncertain:
            return 0
        try:
            with _account(settings.INBOX_URL) as account:
                return sum(_settle(delivery, _found(account, delivery), now=timezone.now()) for delivery in uncertain)
        except (JournalUnreadableError, OSError, imaplib.IMAP4.error) as unreadable:
            words = f"The server may have it, and the journal cannot be read: {unreadable}"
            Delivery.objects.filter(state=State.UNCERTAIN, journaled=True).update(reason=words)
            return 0


def _settle(delivery: Delivery, found: bool, *, now: datetime) -> bool:
    uncertain = Delivery.objects.filter(pk=delivery.pk, state=State.UNCERTAIN, attempts=delivery.attempts)
    if found:
        return bool(
            uncertain.update(state=State.SENT, sent_at=delivery.called_at, reason="Its copy is in the journal.")
        )
    if delivery.called_at is None or delivery.called_at + leases.JOURNAL_WAIT > now:
        return False
    reason = "The journal has no copy: it was not accepted."
    return bool(uncertain.update(state=State.PENDING, called_at=None, next_at=now, reason=reason))


@contextmanager
def _account(url: str | None) -> Iterator[imaplib.IMAP4]:
    """A session at the account of INBOX_URL. Raises JournalUnreadableError, OSError or IMAP4.error."""
    if not url:
        raise JournalUnreadableError(JournalUnreadableError.__doc__)
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    account: imaplib.IMAP4 = (
        imaplib.IMAP4_SSL(host, parts.port or 993, timeout=TIMEOUT, ssl_context=ssl.create_default_context())
        if parts.scheme == "imaps"
        else imaplib.IMAP4(host, parts.port or 143, timeout=TIMEOUT)
    )
    try:
        account.login(unquote(parts.username or ""), unquote(parts.password or ""))
        yield account
    finally:
        account.shutdown()


def _found(account: imaplib.IMAP4, delivery: Delivery) -> bool:
    """Whether a folder of the account holds a mail with this Message-ID, wherever intake may have put it."""
    return any(_holds(account, folder, delivery.message_id) for folder in _folders(account))


def _folders(account: imaplib.IMAP4) -> list[str]:
    status, lines = account.list()
    if status != "OK":
        raise JournalUnreadableError("its folders cannot be listed")
    listed = (line.decode("utf-8", "replace") for line in lines if isinstance(line, bytes))
    return [_name(line) for line in listed if "\\noselect" not in line.lower()]


def _name(line: str) -> str:
    """The folder in a line of LIST, RFC 3501 section 7.2.2: flags, separator, then the name as it is written again."""
    return line.split(") ", 1)[1].split(" ", 1)[1]


def _holds(account: imaplib.IMAP4, folder: str, message_id: str) -> bool:
    status, _ = account.select(folder, readonly=True)
    if status != "OK":
        return False
    status, found = account.uid("SEARCH", "HEADER", "Message-ID", f'"{message_id}"')
    if status != "OK":
        raise JournalUnreadableError("it cannot be searched")
    return bool(found and found[0])
