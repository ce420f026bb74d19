"""Mail handed over by a mail server: LMTP (RFC 2033) or SMTP. 250 is said only after the commit."""

import asyncio
import logging

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from notifications.mail.reading.reader import MOST_BYTES

from .storing import store

logger = logging.getLogger(__name__)


class Listener(Controller):
    """A server in a thread of its own; `lmtp` chooses the protocol."""

    def __init__(self, host: str, port: int, *, lmtp: bool) -> None:
        self.source = "lmtp" if lmtp else "smtp"
        self._kind = LMTP if lmtp else SMTP
        super().__init__(Intake(self.source), hostname=host, port=port)

    def factory(self) -> SMTP:
        """One session."""
        return self._kind(self.handler, data_size_limit=MOST_BYTES, ident="Article Six", enable_SMTPUTF8=True)


class Intake:
    """Takes mail for our own domain and nobody else's: it relays nothing."""

    def __init__(self, source: str) -> None:
        self._source = source

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """550 for another domain."""
        if address.rpartition("@")[2].lower() != settings.MAIL_DOMAIN:
            return f"550 5.1.2 {settings.MAIL_DOMAIN} only"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """250 once the mail is committed, 451 where it is not: the sender tries again."""
        content = envelope.original_content or b""
        try:
            await asyncio.to_thread(self._store, content, list(envelope.rcpt_tos))
        except DatabaseError as error:
            logger.warning("a mail could not be stored: %s", error)
            return self._each("451 4.3.0 not stored, try again", envelope)
        return self._each("250 2.0.0 stored", envelope)

    def _each(self, answer: str, envelope: Envelope) -> str:
        """LMTP answers once for each recipient (RFC 2033 section 4.2)."""
        return "\r\n".join([answer] * (len(envelope.rcpt_tos) if self._source == "lmtp" else 1))

    def _store(self, content: bytes, recipients: list[str]) -> None:
        try:
            store(content, source=self._source, recipients=recipients, now=timezone.now())
        finally:
            connection.close()  # the pool's threads outlive the mail; none keeps a connection that nobody watches
