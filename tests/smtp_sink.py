"""A real SMTP server for the tests, which keeps what it accepts and misbehaves on request."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.processes import free_port

JOURNAL = "journal@article6.example"
logging.getLogger("mail.log").setLevel(logging.ERROR)


class Sink:
    """What it accepted, by recipient. `mode` is what it does with the next message, or a dictionary by recipient."""

    def __init__(self) -> None:
        self.mode: str | dict[str, str] = "ok"
        self.accepted: list[tuple[str, bytes]] = []
        self.journal: Callable[[bytes], None] = lambda message: None
        self.attempts = 0
        self.port = 0
        self.extensions = ["250-PIPELINING"]

    @property
    def url(self) -> str:
        """As EMAIL_URL wants it."""
        return f"smtp://127.0.0.1:{self.port}"

    def copies(self) -> Counter[str]:
        """How often each Message-ID was accepted."""
        return Counter(str(message_from_bytes(message)["Message-ID"]) for _, message in self.accepted)

    def subjects(self) -> list[str]:
        """The METHOD or the subject of each mail in the order of their acceptance."""
        return [str(message_from_bytes(message)["Subject"]) for _, message in self.accepted]

    async def handle_EHLO(  # noqa: N802 - aiosmtpd names it
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], *self.extensions, responses[-1]]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        mode = self.mode if isinstance(self.mode, str) else self.mode.get(address, "ok")
        if mode.isdigit() and address != JOURNAL:
            self.attempts += 1
            return f"{mode} not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd names it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.attempts += 1
        message = bytes(envelope.content or b"")
        if self.mode == "refuse-after-dot":
            return "451 try again"
        if self.mode != "drop-unseen":
            self.accepted += [(address, message) for address in envelope.rcpt_tos if address != JOURNAL]
            if JOURNAL in envelope.rcpt_tos:
                self.journal(message)
        if self.mode in ("drop-after-data", "drop-unseen") and server.transport:
            server.transport.abort()
        return "250 OK"


@contextmanager
def running() -> Iterator[Sink]:
    """A server on the loopback interface."""
    sink = Sink()
    sink.port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
