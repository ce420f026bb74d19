"""The mail that carries an invitation. RFC 6047, RFC 2045–2049, RFC 5322."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from hashlib import sha256

from backend.domain.plaintext import clean
from notifications.calendar.itip import display_name


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one recipient. `date` is UTC; without `method` no calendar is carried."""

    message_id: str
    date: datetime
    sender: tuple[str, str]
    recipient: tuple[str, str]
    reply_to: str
    subject: str
    text: str
    html: str
    language: str
    references: Sequence[str] = ()
    method: str = ""
    calendar: bytes = b""


def message_id(invitation: str, revision: int, recipient: str, method: str, domain: str) -> str:
    """The Message-ID of this revision to this recipient: the same each time, so that a resend is recognised."""
    mark = sha256(f"{invitation}\n{revision}\n{recipient.lower()}\n{method}".encode()).hexdigest()[:32]
    return f"<{mark}.r{revision}@{domain}>"


def compose(mail: Mail) -> bytes:
    """The finished bytes: CRLF, seven-bit safe, the same for the same values."""
    message = EmailMessage(policy=SMTP.clone(max_line_length=78, cte_type="7bit"))
    for name, value in _headers(mail):
        message[name] = value
    message.make_mixed()
    message.attach(_alternatives(mail))
    if mail.method:
        message.attach(_attachment(mail))
    _bound(message, mail, "mixed")
    message["Content-Language"] = mail.language
    return message.as_bytes()


def _headers(mail: Mail) -> Iterator[tuple[str, str]]:
    yield "From", _address(*mail.sender)
    yield "To", _address(*mail.recipient)
    yield "Reply-To", mail.reply_to
    yield "Subject", clean(mail.subject)
    yield "Date", format_datetime(mail.date)
    yield "Message-ID", mail.message_id
    if mail.references:
        yield "In-Reply-To", mail.references[-1]
        yield "References", " ".join(mail.references)
    yield "Auto-Submitted", "auto-generated"
    yield "MIME-Version", "1.0"


def _address(name: str, address: str) -> str:
    return formataddr((display_name(name), address))


def _alternatives(mail: Mail) -> MIMEPart:
    body = MIMEPart(policy=SMTP)
    body["Content-Type"] = "multipart/alternative"
    body.attach(_text(mail.text, "plain"))
    body.attach(_text(mail.html, "html"))
    if mail.method:
        calendar = MIMEPart(policy=SMTP)
        calendar.set_content(mail.calendar, "text", "calendar", cte="base64", disposition=None)
        calendar.set_param("charset", "UTF-8")
        calendar.set_param("method", mail.method)
        body.attach(calendar)
    _bound(body, mail, "alternative")
    return body


def _text(text: str, kind: str) -> MIMEPart:
    part = MIMEPart(policy=SMTP)
    part.set_content(text, subtype=kind, charset="utf-8", cte="quoted-printable")
    return part


def _attachment(mail: Mail) -> MIMEPart:
    part = MIMEPart(policy=SMTP)
    part.set_content(mail.calendar, "application", "ics", cte="base64", filename="invitation.ics")
    return part


def _bound(part: MIMEPart, mail: Mail, name: str) -> None:
    part.set_boundary(f"=_{name}_{sha256(mail.message_id.encode()).hexdigest()[:24]}")
