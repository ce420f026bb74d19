"""Handing finished bytes to SMTP or to a folder, with four outcomes of an attempt. RFC 5321."""

import os
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Protocol, Self
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT = 30.0
"""Seconds after which a silent server counts as gone."""

BeforeDot = Callable[[bool], bool]
"""Called between the message and its final dot, with whether the journal gets a copy; False stops the attempt there."""


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one attempt: the outcome, the reply code (0 = none came), and its words."""

    outcome: Outcome
    code: int
    text: str
    unreachable: bool = False


class Transport(Protocol):
    """A connection that is kept open over a batch."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def send(self, sender: str, recipient: str, mime: bytes, before_dot: BeforeDot) -> Result: ...


class Smtp:
    """One SMTP session. MAIL, RCPT and DATA go in one packet where the server offers it, the dot never with them."""

    def __init__(self, url: str, *, journal: str | None = None) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "localhost", parts.port or (465 if parts.scheme == "smtps" else 25)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._tls = parts.scheme == "smtps"
        self._starttls = "starttls" in parse_qs(parts.query, keep_blank_values=True)
        self._journal = journal
        self._session: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._session is not None:
            try:
                self._session.quit()
            except (OSError, smtplib.SMTPException):
                self._session.close()
            self._session = None

    def send(self, sender: str, recipient: str, mime: bytes, before_dot: BeforeDot) -> Result:
        """One attempt. Everything that fails before the final dot is tried again; silence after it is uncertain."""
        try:
            session = self._opened()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Result(Outcome.LATER, getattr(error, "smtp_code", 0), _words(error), unreachable=True)
        try:
            return self._announce(session, sender, recipient) or self._hand_over(session, mime, before_dot)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Result(Outcome.LATER, getattr(error, "smtp_code", 0), _words(error))
        except BaseException:
            self._drop()
            raise

    def check(self) -> None:
        """Open the session and say NOOP. Raises OSError or SMTPException where the server does not answer."""
        self._opened().noop()

    def _announce(self, session: smtplib.SMTP, sender: str, recipient: str) -> Result | None:
        """None where the server asks for the message, else what it answered instead."""
        copies = [self._journal] if self._journal else []
        lines = [f"MAIL FROM:<{sender}>", *(f"RCPT TO:<{one}>" for one in (recipient, *copies)), "DATA"]
        answers = _pipelined(session, lines) if session.has_extn("pipelining") else _one_by_one(session, lines)
        refusal = next((answer for answer in answers[:2] if not 200 <= answer[0] < 300), None)
        asked = answers[-1][0] == 354
        if refusal or not asked:
            if asked:  # It waits for a message to nobody, or to the journal alone: RFC 2920 section 3.1.
                self._drop()
            return self._answered(*(refusal or answers[-1]))
        self._journaled = all(200 <= code < 300 for code, _ in answers[2:-1]) and bool(copies)
        return None

    def _hand_over(self, session: smtplib.SMTP, mime: bytes, before_dot: BeforeDot) -> Result:
        lines = re.sub(rb"(?m)^\.", b"..", mime) if mime.startswith(b".") or b"\n." in mime else mime
        session.send(lines if lines.endswith(b"\r\n") else lines + b"\r\n")
        if not before_dot(self._journaled):
            self._drop()
            return Result(Outcome.LATER, 0, "Another worker has taken it over.")
        try:
            session.send(b".\r\n")
            code, words = session.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Result(Outcome.UNCERTAIN, 0, f"The line was lost after the message: {_words(error)}")
        if code == -1:
            self._drop()
            return Result(Outcome.UNCERTAIN, 0, "The server closed the line after the message.")
        if 200 <= code < 300:
            return Result(Outcome.ACCEPTED, code, words.decode("utf-8", "replace"))
        return self._answered(code, words)

    def _answered(self, code: int, words: bytes) -> Result:
        """The server refused, for good or for now; the session is made ready for the next mail."""
        if self._session is not None:
            try:
                self._session.rset()
            except (OSError, smtplib.SMTPException):
                self._drop()
        outcome = Outcome.REFUSED if code >= 500 else Outcome.LATER
        return Result(outcome, max(code, 0), words.decode("utf-8", "replace"))

    def _opened(self) -> smtplib.SMTP:
        if self._session is None:
            self._session = self._connected()
            if self._session.sock is not None:
                # The dot is a small packet after a large one: without this it waits 40 ms for an acknowledgement.
                self._session.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._starttls:
                self._session.starttls(context=ssl.create_default_context())
            self._session.ehlo_or_helo_if_needed()
            if self._user:
                self._session.login(self._user, self._password)
        return self._session

    def _connected(self) -> smtplib.SMTP:
        """A session whose certificate was checked, where it speaks TLS from the start."""
        if self._tls:
            return smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT, context=ssl.create_default_context())
        return smtplib.SMTP(self._host, self._port, timeout=TIMEOUT)

    def _drop(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None


def _pipelined(session: smtplib.SMTP, lines: Sequence[str]) -> list[tuple[int, bytes]]:
    """All commands in one packet, then their answers (RFC 2920 section 3.1)."""
    if not all(line.isprintable() for line in lines):
        raise ValueError("A command of more than one line.")
    session.send("".join(f"{line}\r\n" for line in lines))
    return [session.getreply() for _ in lines]


def _one_by_one(session: smtplib.SMTP, lines: Sequence[str]) -> list[tuple[int, bytes]]:
    """Each command after the answer to the one before it, until sender or recipient is refused."""
    answers: list[tuple[int, bytes]] = []
    for line in lines:
        answers.append(session.docmd(line))
        if len(answers) <= 2 and not 200 <= answers[-1][0] < 300:
            break
    return answers


class Folder:
    """Where no SMTP server is configured, each mail becomes one .eml file; the same mail again is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def send(self, sender: str, recipient: str, mime: bytes, before_dot: BeforeDot) -> Result:
        """Write the file whole or not at all."""
        target = self._folder / f"{_dated(mime)}-{sha256(mime).hexdigest()[:12]}.eml"
        if not before_dot(False):
            return Result(Outcome.LATER, 0, "Another worker has taken it over.")
        part = target.with_suffix(".part")
        part.write_bytes(mime)
        os.replace(part, target)  # noqa: PTH105 - atomic on every platform
        return Result(Outcome.ACCEPTED, 250, target.name)


def transport(url: str | None, folder: Path, *, journal: str | None = None) -> Transport:
    """SMTP where EMAIL_URL names a server, else the folder."""
    return Smtp(url, journal=journal) if url else Folder(folder)


def _dated(mime: bytes) -> str:
    """The moment in the mail's own Date header, so that files sort as the mails were written."""
    stated = BytesHeaderParser().parsebytes(mime)["Date"]
    moment = parsedate_to_datetime(stated) if stated else datetime.fromtimestamp(0, UTC)
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S}"


def _words(error: Exception) -> str:
    said = getattr(error, "smtp_error", b"")
    return said.decode("utf-8", "replace") if isinstance(said, bytes) and said else str(error) or type(error).__name__
