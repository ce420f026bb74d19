"""Mails in the manner of the programs that write them. Facts of the formats, invented people."""

from base64 import encodebytes
from quopri import encodestring

UID = "0f3c2b1a-6@article6.example"
GUEST = "desk@guest.example"
OURS = "rsvp-17-aaaaaaaaaaaaaaaa@article6.example"


def attendee(address: str = GUEST, partstat: str = "ACCEPTED", params: str = "") -> str:
    return f"ATTENDEE;PARTSTAT={partstat}{params}:mailto:{address}"


def event(*lines: str, uid: str = UID, sequence: int | None = 2, stamp: str = "DTSTAMP:20270112T080910Z") -> str:
    numbered = [f"SEQUENCE:{sequence}"] if sequence is not None else []
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *numbered, stamp, *lines, "END:VEVENT"])


def calendar(*parts: str, method: str = "REPLY", prodid: str = "-//Somebody//EN") -> bytes:
    stated = [f"METHOD:{method}"] if method else []
    head = ["BEGIN:VCALENDAR", f"PRODID:{prodid}", "VERSION:2.0", *stated]
    return ("\r\n".join([*head, *parts, "END:VCALENDAR"]) + "\r\n").encode()


def fields(**extra: str) -> bytes:
    given = {"From": f"Guest Desk <{GUEST}>", "To": OURS, "Subject": "Accepted: Session", "MIME-Version": "1.0"}
    named = {name.replace("_", "-"): value for name, value in extra.items()}
    return "".join(f"{name}: {value}\r\n" for name, value in (given | named).items() if value).encode()


def part(body: bytes, kind: str, *, encoding: str = "7bit", disposition: str = "") -> bytes:
    """One MIME part; `encoding` is what is announced and done."""
    coded = {"base64": encodebytes, "quoted-printable": encodestring}.get(encoding, lambda raw: raw)(body)
    place = f"Content-Disposition: {disposition}\r\n" if disposition else ""
    return f"Content-Type: {kind}\r\n{place}Content-Transfer-Encoding: {encoding}\r\n\r\n".encode() + coded


def multipart(subtype: str, *parts: bytes, boundary: str = "=_b", params: str = "") -> bytes:
    head = f'Content-Type: multipart/{subtype}; boundary="{boundary}"{params}\r\n\r\n'.encode()
    mark = b"--" + boundary.encode()
    return head + b"".join(mark + b"\r\n" + one + b"\r\n" for one in parts) + mark + b"--\r\n"


def words(text: str = "Guest Desk has accepted this invitation.") -> bytes:
    return part(text.encode(), "text/plain; charset=utf-8")


def reply(calendar_bytes: bytes, *, method: str = "REPLY", encoding: str = "base64", **headers: str) -> bytes:
    """multipart/alternative with text and text/calendar: the common form."""
    kind = f"text/calendar; charset=UTF-8; method={method}"
    return fields(**headers) + multipart("alternative", words(), part(calendar_bytes, kind, encoding=encoding))


def delivery_report(action: str, *, recipient: str = GUEST, original: bytes = b"") -> bytes:
    """RFC 3464, with the returned message."""
    status = (
        f"Reporting-MTA: dns; mx.guest.example\r\n\r\nOriginal-Recipient: rfc822;{recipient}\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
    ).encode()
    returned = original or b"Message-ID: <abc@article6.example>\r\nSubject: Invitation\r\n\r\nhello\r\n"
    return fields(From="Mail Delivery System <MAILER-DAEMON@mx.guest.example>", Subject="Undelivered Mail") + multipart(
        "report",
        words("I am sorry."),
        part(status, "message/delivery-status"),
        part(returned, "message/rfc822"),
        params="; report-type=delivery-status",
    )
