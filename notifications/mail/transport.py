"""Handing finished bytes to SMTP or to a folder, with four outcomes of an attempt. RFC 5321."""

import os
import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Protocol, Self
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT = 30.0
"""Seconds after which a silent server counts as gone."""


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


class Transport(Protocol):
    """A connection that is kept open over a batch."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def send(self, sender: str, recipient: str, mime: bytes, before_dot: Callable[[], None]) -> Result: ...


class Smtp:
    """One SMTP session: MAIL, RCPT and DATA are driven one by one, so that the stage of a failure is known."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "localhost", parts.port or (465 if parts.scheme == "smtps" else 25)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._tls = parts.scheme == "smtps"
        self._starttls = "starttls" in parse_qs(parts.query, keep_blank_values=True)
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

    def send(self, sender: str, recipient: str, mime: bytes, before_dot: Callable[[], None]) -> Result:
        """One attempt. `before_dot` is called when the server is ready for the bytes; silence after it is uncertain."""
        try:
            ready = self._announce(sender, recipient)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Result(Outcome.LATER, getattr(error, "smtp_code", 0), str(error))
        if ready is not None:
            return ready
        before_dot()
        return self._hand_over(mime)

    def _announce(self, sender: str, recipient: str) -> Result | None:
        session = self._opened()
        steps: tuple[Callable[[], tuple[int, bytes]], ...] = (
            lambda: session.mail(sender),
            lambda: session.rcpt(recipient),
            lambda: session.docmd("DATA"),
        )
        for step in steps:
            code, words = step()
            if code not in {250, 251, 354}:
                self._reset()
                return Result(_by_code(code), code, words.decode("utf-8", "replace"))
        return None

    def _hand_over(self, mime: bytes) -> Result:
        session = self._opened()
        try:
            lines = re.sub(rb"(?m)^\.", b"..", mime)
            session.send(lines if lines.endswith(b"\r\n") else lines + b"\r\n")
            session.send(b".\r\n")
            code, words = session.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Result(Outcome.UNCERTAIN, 0, f"The line was lost after the message: {error}")
        if code == -1:
            self._drop()
            return Result(Outcome.UNCERTAIN, 0, "The server closed the line after the message")
        return Result(Outcome.ACCEPTED if code == 250 else _by_code(code), code, words.decode("utf-8", "replace"))

    def _opened(self) -> smtplib.SMTP:
        if self._session is None:
            kind = smtplib.SMTP_SSL if self._tls else smtplib.SMTP
            self._session = kind(self._host, self._port, timeout=TIMEOUT)
            if self._starttls:
                self._session.starttls()
            self._session.ehlo_or_helo_if_needed()
            if self._user:
                self._session.login(self._user, self._password)
        return self._session

    def _reset(self) -> None:
        try:
            self._opened().rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None


class Folder:
    """Where no SMTP server is configured, each mail becomes one .eml file; the same mail again is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def send(self, sender: str, recipient: str, mime: bytes, before_dot: Callable[[], None]) -> Result:
        """Write the file whole or not at all."""
        mark = sha256(mime).hexdigest()[:12]
        found = next(self._folder.glob(f"*-{mark}.eml"), None)
        target = found or self._folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{mark}.eml"
        before_dot()
        part = target.with_suffix(".part")
        part.write_bytes(mime)
        os.replace(part, target)  # noqa: PTH105 - atomic on every platform
        return Result(Outcome.ACCEPTED, 250, target.name)


def transport(url: str | None, folder: Path) -> Transport:
    """SMTP where EMAIL_URL names a server, else the folder."""
    return Smtp(url) if url else Folder(folder)


def _by_code(code: int) -> Outcome:
    return Outcome.REFUSED if code >= 500 else Outcome.LATER
