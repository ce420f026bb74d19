"""The intake mailbox over IMAP (RFC 3501): fetched without a mark, stored and committed, then moved away."""

import imaplib
import re
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from django.utils import timezone
from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxUnencrypted

from notifications.mail.reading.reader import MOST_BYTES

from .models import Fetched
from .storing import Place, store

STORED = "Stored"
"""Where a mail goes once it is in the database."""

TIMEOUT = 20.0
MOST_AT_ONCE = 200
UNREACHABLE = (OSError, imaplib.IMAP4.error, ImapToolsError)


def collect(url: str) -> int:
    """Store what the mailbox holds. Returns how many mails were taken out of it. Raises UNREACHABLE."""
    with _opened(url) as (account, folder):
        status = account.folder.status(folder, ["UIDVALIDITY"])
        mailbox, validity = _named(url, folder), int(status["UIDVALIDITY"])
        uids = [int(uid) for uid in account.uids()][:MOST_AT_ONCE]
        for uid in _unknown(mailbox, validity, uids):
            raw = _bytes_of(account, uid)
            if raw is not None:
                store(raw, source="imap", now=timezone.now(), place=Place(mailbox, validity, uid))
        _move(account, _known(mailbox, validity, uids))
        return len(uids)


@contextmanager
def _opened(url: str) -> Iterator[tuple[BaseMailBox, str]]:
    parts = urlsplit(url)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    host, secure = parts.hostname or "localhost", parts.scheme == "imaps"
    account = (
        MailBox(host, parts.port or 993, timeout=TIMEOUT, ssl_context=ssl.create_default_context())
        if secure
        else MailBoxUnencrypted(host, parts.port or 143, timeout=TIMEOUT)
    )
    try:
        account.login(unquote(parts.username or ""), unquote(parts.password or ""), initial_folder=folder)
        yield account, folder
    finally:
        account.client.shutdown()


def _named(url: str, folder: str) -> str:
    """The mailbox without its password."""
    parts = urlsplit(url)
    return f"{unquote(parts.username or '')}@{parts.hostname}:{parts.port or ''}/{folder}"[:300]


def _known(mailbox: str, validity: int, uids: Iterable[int]) -> list[int]:
    rows = Fetched.objects.filter(mailbox=mailbox, uidvalidity=validity, uid__in=list(uids))
    return sorted(rows.values_list("uid", flat=True))


def _unknown(mailbox: str, validity: int, uids: list[int]) -> list[int]:
    return sorted(set(uids) - set(_known(mailbox, validity, uids)))


def _bytes_of(account: BaseMailBox, uid: int) -> bytes | None:
    """The mail as the server holds it; BODY.PEEK marks nothing (RFC 3501 section 6.4.5). None where it has gone."""
    answer, data = account.client.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MOST_BYTES + 1}>)")
    if answer != "OK":
        return None
    return next((one[1] for one in data if isinstance(one, tuple) and re.search(rb"BODY\[\]", one[0])), None)


def _move(account: BaseMailBox, uids: list[int]) -> None:
    """Out of the way of the next look. Where the server refuses, the rows alone keep a mail from being stored twice."""
    if not uids:
        return
    numbers = [str(uid) for uid in uids]
    try:
        if not account.folder.exists(STORED):
            account.folder.create(STORED)
        account.move(numbers, STORED)
    except ImapToolsError:
        account.flag(numbers, ["\\Seen"], value=True)
