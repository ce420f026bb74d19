"""The raw mail is stored and committed before anybody acknowledges it; the same mail again is the same row."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django_scopes import scopes_disabled

from backend.domain.plaintext import clean
from backend.outbox.services import post
from notifications.mail.reading.headers import addresses, fields, header, words
from notifications.mail.reading.reader import parsed

from .authentication import alignment
from .models import Fetched, InboundMessage

RECEIVED = "mail.received"
"""Outbox topic: the inbound message with this row id is stored and waits to be read."""

KEPT_FOR = timedelta(days=90)
"""How long the raw bytes of a mail that needs nobody are kept."""

_ROUTES = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
_MOST_RECIPIENTS = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mailbox held the mail."""

    mailbox: str
    uidvalidity: int
    uid: int


@transaction.atomic
def store(
    raw: bytes, *, source: str, now: datetime, recipients: Sequence[str] = (), place: Place | None = None
) -> InboundMessage:
    """The row of this mail, with the promise to read it; a mail that is known already adds nothing."""
    mail = parsed(raw)
    routed = [*recipients, *addresses(mail, *_ROUTES)]
    content = {
        "message_id": clean(header(mail, "Message-ID"))[:300],
        "sender": next(iter(addresses(mail, "From")), "")[:320],
        "subject": clean(words(mail, "Subject"))[:998],
        "recipients": list(dict.fromkeys(one.lower() for one in routed))[:_MOST_RECIPIENTS],
        "raw": raw,
        "source": source,
        "received_at": now,
        "discard_after": now + KEPT_FOR,
    }
    with scopes_disabled():
        message, new = InboundMessage.objects.get_or_create(digest=digest(raw), defaults=content)
    if place is not None:
        Fetched.objects.get_or_create(
            mailbox=place.mailbox, uidvalidity=place.uidvalidity, uid=place.uid, defaults={"message": message}
        )
    if new:
        post(RECEIVED, message.pk)
    return message


def digest(raw: bytes) -> str:
    """SHA-256 of what makes a mail this one: Message-ID, who sent it, whether that is proved, and the body.

    Trace fields differ on each way it came; a copy that somebody forges first does not take the place of the mail.
    """
    mail = parsed(raw)
    body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    named = [header(mail, "Message-ID"), *fields(mail, "From"), alignment(mail, settings.MAIL_AUTHSERV_ID).value]
    if not named[0]:
        body = raw
    return hashlib.sha256("\0".join(named).encode("utf-8", "replace") + b"\0" + body).hexdigest()
