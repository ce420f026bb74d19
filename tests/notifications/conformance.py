"""An outside look at what is emitted: its own line splitter and other people's readers, nothing of ours."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import vobject

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "ORGANIZER", "ATTENDEE", "SUMMARY", "STATUS", "TRANSP", "URL")
HEADERS = ("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type")


def unfolded(calendar: bytes) -> list[str]:
    """The content lines (RFC 5545 section 3.1). Every fault of form is an AssertionError."""
    assert calendar.endswith(b"\r\n")
    physical = calendar.split(b"\r\n")[:-1]
    for line in physical:
        assert len(line) <= 75, line
        assert b"\n" not in line, line
        assert b"\r" not in line, line
        line.decode()
    text = calendar.decode()
    assert text.splitlines() == [line.decode() for line in physical], "a sloppy splitter sees other lines"
    assert not UNSAFE.search(text.replace("\r\n", "")), "control characters"
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def properties(calendar: bytes) -> list[str]:
    """The names of the one VEVENT's properties, in order."""
    lines = unfolded(calendar)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == lines.count("BEGIN:VCALENDAR") == 1
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    return [re.split("[:;]", line, maxsplit=1)[0] for line in event]


def check_calendar(calendar: bytes, *, method: str) -> vobject.base.Component:
    """The event as vobject reads it, after everything that RFC 5545, 5546 and clients ask for holds."""
    lines = unfolded(calendar)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert f"METHOD:{method}" in lines
    names = properties(calendar)
    assert all(names.count(name) <= 1 for name in ONCE), names
    assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "ORGANIZER", "ATTENDEE", "SUMMARY"} <= set(names)
    start = next(
        line for line in lines if line.startswith("DTSTART") and ("TZID" in line or "VALUE" in line or "Z" in line)
    )
    zoned = [line for line in lines if line.startswith(("DTSTART;TZID=", "DTEND;TZID="))]
    for line in zoned:
        zone = line.split("TZID=")[1].split(":")[0]
        assert f"TZID:{zone}" in lines, "a TZID without its VTIMEZONE"
    if "VALUE=DATE" in start:
        assert "BEGIN:VTIMEZONE" not in lines
        assert {"TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"} <= set(lines)
    event = vobject.readOne(calendar.decode()).vevent
    if "DTEND" in names:
        assert event.dtend.value > event.dtstart.value
    attendee = next(line for line in lines if line.startswith("ATTENDEE"))
    organizer = next(line for line in lines if line.startswith("ORGANIZER"))
    assert organizer.split(":mailto:")[1] != attendee.split(":mailto:")[1], "organizer and attendee are one"
    assert re.search(r":mailto:rsvp-[a-z0-9]+-[a-z2-7]{16}@", organizer)
    assert ("RSVP=TRUE" in attendee) == (method == "REQUEST")
    return event


def check_mail(raw: bytes, *, method: str, recipient: str) -> EmailMessage:
    """The message, after its bytes, headers and parts hold; `method` is empty for a notice."""
    head, _, _ = raw.partition(b"\r\n\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b""), "a bare LF"
    assert b"\r" not in raw.replace(b"\r\n", b""), "a bare CR"
    assert all(len(line) <= 998 and line.isascii() for line in raw.split(b"\r\n")), "a line that relays break"
    assert all(len(line) <= 78 for line in head.split(b"\r\n") if b" " in line.strip()), "an unfolded header"
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert not [defect for part in message.walk() for defect in part.defects]
    assert all(len(message.get_all(name, [])) == 1 for name in HEADERS), message.keys()
    assert [address.addr_spec.lower() for address in message["To"].addresses] == [recipient.lower()]
    assert not [name for name in message if name.lower().startswith(("list-", "precedence", "bcc"))]
    assert message["Auto-Submitted"] == "auto-generated"
    kinds = [part.get_content_type() for part in message.walk()]
    bodies = ["multipart/alternative", "text/plain", "text/html"]
    html = message.get_body(("html",))
    assert html is not None
    assert not re.search(r"<(?:img|link|script|iframe)|url\(", html.get_content()), "remote content"
    if not method:
        assert "text/calendar" not in kinds
        return message
    assert kinds[:6] == ["multipart/mixed", *bodies, "text/calendar", "application/ics"], kinds
    part, file = (next(p for p in message.walk() if p.get_content_type() == kind) for kind in kinds[4:6])
    assert (part["Content-Type"].params["method"], part["Content-Type"].params["charset"]) == (method, "UTF-8")
    assert (part["Content-Disposition"], part["Content-ID"], part["Content-Transfer-Encoding"]) == (
        None,
        None,
        "base64",
    )
    assert part.get_payload(decode=True) == file.get_payload(decode=True)
    event = check_calendar(part.get_payload(decode=True), method=method)
    assert event.attendee.value.lower() == f"mailto:{recipient}".lower()
    assert message["Reply-To"].addresses[0].addr_spec == event.organizer.value.removeprefix("mailto:")
    return message
