"""Invitations as mail (RFC 6047): text, HTML and calendar as alternatives, and the calendar again as a file."""

import re
from binascii import b2a_base64, b2a_qp
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256

from backend.domain.errors import DomainError
from backend.domain.plaintext import clean

from . import fields

_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")
_ASCII = bytes(range(128))
_LONGEST_LINE = 76
_LINE_TO_GUARD = re.compile(rb"^(?:(?:From |\.)[^\r\n]*|[^\r\n]{77,})", re.MULTILINE)


class UnsoundHeader(DomainError):
    """The header “{name}” cannot be written to a mail: it takes printable ASCII, no line breaks."""

    code = "unsound_header"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The header of a mail (RFC 5322 §3.6)."""

    message_id: str
    date: datetime
    sender: Address
    recipient: Address
    subject: str
    language: str = "en"
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


def message_id(invitation: str, revision: int, recipient: str, method: str, *, domain: str) -> str:
    """The Message-ID of one revision to one recipient: a second sending is recognised (RFC 5322 §3.6.4)."""
    key = "\x1f".join((invitation, str(revision), recipient.strip().lower(), method.upper()))
    return f"<{sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def compose(
    envelope: Envelope,
    *,
    text: str,
    html: str,
    calendar: bytes | None = None,
    method: str = "",
    files: Sequence[tuple[str, bytes]] = (),
) -> bytes:
    """The mail, always the same bytes for the same words (RFC 6047 §2.4); `files` are PDF documents by name.

    Without a calendar it is a notice: text and HTML only.
    """
    seed = sha256(envelope.message_id.encode()).hexdigest()[:24]
    parts = [_text_part("plain", text), _text_part("html", html)]
    attached = [_file_part(name, "application/pdf", _base64(body)) for name, body in files]
    if calendar is not None:
        encoded = _base64(calendar)
        parts.append(_calendar_part(encoded, method))
        attached.insert(0, _file_part("invite.ics", "application/ics", encoded))
    alternative = _multipart("alternative", f"=_a_{seed}", parts)
    if not attached:
        return _head(envelope) + alternative
    return _head(envelope) + _multipart("mixed", f"=_m_{seed}", [alternative, *attached])


def _calendar_part(encoded: bytes, method: str) -> bytes:
    """RFC 6047 §2.4: the method beside the charset; a disposition or a Content-ID would hide the buttons."""
    kind = f"Content-Type: text/calendar; method={method.upper()}; charset=UTF-8"
    return _part([kind, "Content-Transfer-Encoding: base64"], encoded)


def _file_part(name: str, kind: str, encoded: bytes) -> bytes:
    head = [
        f'Content-Type: {kind}; name="{name}"',
        f'Content-Disposition: attachment; filename="{name}"',
        "Content-Transfer-Encoding: base64",
    ]
    return _part(head, encoded)


def _text_part(subtype: str, text: str) -> bytes:
    lines = text.splitlines()
    body = "\r\n".join(lines).encode(errors="replace") + b"\r\n"
    kind = f"Content-Type: text/{subtype}; charset=UTF-8"
    if len(body.translate(None, _ASCII)) * 3 > len(body):
        return _part([kind, "Content-Transfer-Encoding: base64"], _base64(body))
    return _part([kind, "Content-Transfer-Encoding: quoted-printable"], b"".join(map(_quoted, lines)))


@lru_cache(maxsize=4096)
def _quoted(line: str) -> bytes:
    """A line in quoted-printable (RFC 2045 §6.7), kept: most lines of a letter go to many."""
    encoded = b2a_qp(line.encode(errors="replace") + b"\r\n", istext=True)
    return _LINE_TO_GUARD.sub(lambda long: _guarded(long[0]), encoded)


def _guarded(line: bytes) -> bytes:
    """A line whose start relays or an mbox would touch, or which the library left too long (RFC 2045 §6.7)."""
    if line.startswith((b".", b"From ")):
        line = b"=%02X" % line[0] + line[1:]
    if len(line) <= _LONGEST_LINE:
        return line
    at = line.rfind(b"=", _LONGEST_LINE - 3, _LONGEST_LINE - 1)
    at = at if at > 0 else _LONGEST_LINE - 1
    return line[:at] + b"=\r\n" + _guarded(line[at:])


def _base64(body: bytes) -> bytes:
    """In lines of 76 characters (RFC 2045 §6.8)."""
    encoded = b2a_base64(body, newline=False)
    return b"".join(encoded[begins : begins + 76] + b"\r\n" for begins in range(0, len(encoded), 76))


def _part(head: list[str], body: bytes) -> bytes:
    return "".join(f"{line}\r\n" for line in head).encode() + b"\r\n" + body


def _multipart(subtype: str, boundary: str, parts: list[bytes]) -> bytes:
    """RFC 2046 §5.1."""
    head = f'Content-Type: multipart/{subtype}; boundary="{boundary}"\r\n\r\n'.encode()
    mark = f"--{boundary}".encode()
    return head + b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"


def _head(envelope: Envelope) -> bytes:
    """All fields but Content-Type; only the three that hold words need encoding (RFC 2047)."""
    worded = [fields.mailbox("From", envelope.sender), fields.mailbox("To", envelope.recipient)]
    if envelope.reply_to:
        worded.append(_field("Reply-To", envelope.reply_to))
    worded.append(fields.worded("Subject", clean(envelope.subject)))
    plain = {
        "Date": format_datetime(envelope.date),
        "Message-ID": envelope.message_id,
        "In-Reply-To": envelope.in_reply_to,
        "References": "\r\n ".join(envelope.references),
        "Auto-Submitted": "auto-generated",
        "Content-Language": envelope.language,
        **envelope.extra,
        "MIME-Version": "1.0",
    }
    written = "".join(_field(name, value) for name, value in plain.items() if value)
    return ("".join(worded) + written).encode("ascii")


@lru_cache(maxsize=1024)
def _field(name: str, value: str) -> str:
    unfolded = value.replace("\r\n ", " ")
    if not _HEADER_NAME.fullmatch(name) or not unfolded.isascii() or not unfolded.isprintable() or len(name) > 70:
        raise UnsoundHeader(where=name, name=name)
    return f"{name}: {value}\r\n"
