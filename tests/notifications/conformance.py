"""An outside look at what is emitted: its own line splitter and other people's readers, nothing of ours."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import vobject
from ical.calendar_stream import IcsCalendarStream

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
EXTENSIONS = {"X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-ALLDAYEVENT"}
CONFIRMED, CANCELLED = "STATUS:CONFIRMED", "STATUS:CANCELLED"
STATUSES = {"REQUEST": {CONFIRMED}, "CANCEL": {CANCELLED, None}, "DECLINECOUNTER": {CONFIRMED}}
ENCODED_WORD = re.compile(rb"=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=")
HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type")


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
    assert [line for line in lines if line.startswith("METHOD")] == [f"METHOD:{method}"]
    assert {"CALSCALE:GREGORIAN", "PRODID:-//Article Six//Observer invitations//EN"} <= set(lines)
    names = properties(calendar)
    assert all(names.count(name) <= 1 for name in names), names
    assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "ORGANIZER", "ATTENDEE", "SUMMARY"} <= set(names)
    check_properties(lines, method)
    check_zones(lines)
    read = vobject.readOne(calendar.decode())
    assert read.method.value == method
    if "DTEND" in names:
        assert read.vevent.dtend.value > read.vevent.dtstart.value
    return read.vevent


def check_properties(lines: list[str], method: str) -> None:
    """No empty property, quoted names, UTC stamps, and what only some methods may carry."""
    begins = lines.index("BEGIN:VEVENT")
    event = {re.split("[:;]", line, maxsplit=1)[0]: line for line in lines[begins + 1 : lines.index("END:VEVENT")]}
    assert all(line.partition(":")[2] for name, line in event.items() if name != "SUMMARY"), "an empty property"
    assert {name for name in event if name.startswith("X-")} <= EXTENSIONS
    assert re.fullmatch(r"DTSTAMP:\d{8}T\d{6}Z", event["DTSTAMP"])
    assert len(event["UID"]) <= 255
    assert event.get("URL", "URL:http").isascii()
    attendee, organizer = event["ATTENDEE"], event["ORGANIZER"]
    assert all(re.search(r";CN=\"[^\"]+\"", one) or ";CN" not in one for one in (attendee, organizer)), "a bare name"
    assert organizer.split(":mailto:")[1] != attendee.split(":mailto:")[1], "organizer and attendee are one"
    assert re.search(r":mailto:rsvp-[a-z0-9]+-[a-z2-7]{16}@", organizer)
    assert ("RSVP=TRUE" in attendee) == (method == "REQUEST")
    assert event.get("STATUS") in STATUSES[method]
    if event["DTSTART"].startswith("DTSTART;VALUE=DATE:"):
        assert event["DTEND"].startswith("DTEND;VALUE=DATE:")
        assert {"TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"} <= set(lines)


def check_zones(lines: list[str]) -> None:
    """A VTIMEZONE for each TZID, none for nothing, and no time that floats (RFC 5545 section 3.6.5)."""
    event = lines[lines.index("BEGIN:VEVENT") :]
    times = [line for line in event if line.startswith(("DTSTART", "DTEND"))]
    used = {line.split("TZID=")[1].split(":")[0] for line in times if "TZID=" in line}
    assert {line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")} == used
    assert all("TZID=" in line or "VALUE=DATE" in line or line.endswith("Z") for line in times), "a floating time"


def check_second_reader(calendar: bytes, event: vobject.base.Component, method: str) -> None:
    """A reader of another family, which refuses what it does not know, understands the same."""
    other = IcsCalendarStream.calendar_from_ics(calendar.decode())
    [two] = other.events
    assert other.method == method
    [attendee], organizer = two.attendees, two.organizer
    assert organizer is not None
    partstat = event.attendee.params["PARTSTAT"][0]
    assert (two.uid, two.sequence, str(attendee.uri), attendee.status, str(organizer.uri)) == (
        event.uid.value,
        int(event.sequence.value),
        event.attendee.value,
        partstat,
        event.organizer.value,
    )
    ends = event.dtend.value if hasattr(event, "dtend") else event.dtstart.value
    assert (two.dtstart, two.dtend or two.dtstart) == (event.dtstart.value, ends)
    assert two.summary == event.summary.value


def check_feed(calendar: bytes) -> None:
    """A calendar to subscribe to: of nobody, each event once, and alike in two readers (RFC 5545 section 3.6)."""
    lines = unfolded(calendar)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    names = [re.split("[:;]", line, maxsplit=1)[0] for line in lines]
    assert {"METHOD", "ORGANIZER", "ATTENDEE"}.isdisjoint(names)
    assert all(line.partition(":")[2] for line in lines), "an empty property"
    if "BEGIN:VEVENT" in lines:
        check_zones(lines)
    one = vobject.readOne(calendar.decode()).contents.get("vevent", [])
    two = {event.uid: event for event in IcsCalendarStream.calendar_from_ics(calendar.decode()).events}
    assert len(one) == len(two), "an event that is there twice"
    for event in one:
        other, start = two[event.uid.value], event.dtstart.value
        end = event.dtend.value if hasattr(event, "dtend") else start
        assert (other.dtstart, other.dtend or other.dtstart, other.sequence, other.summary) == (
            start,
            end,
            int(event.sequence.value),
            event.summary.value,
        )


def check_head(head: bytes) -> None:
    """Folded header lines and sound encoded words (RFC 2047 sections 2 and 5, RFC 5322 section 2.2.3)."""
    assert not re.search(rb":[ \t]*\r\n[ \t]", head), "a field that begins on its second line"
    for line in head.split(b"\r\n"):
        assert len(line) <= 78 or b" " not in line.strip(), "an unfolded header"
        assert line.strip(b" \t"), "a line that holds nothing"
        assert len(line) <= 76 or not ENCODED_WORD.search(line), line
        assert all(len(word) <= 75 for word in ENCODED_WORD.findall(line)), line
        assert not re.search(rb'"[^"]*=\?[^"]*"', line), "an encoded word inside of quotes"


def check_encodings(raw: bytes) -> None:
    """Lines of base64 and quoted-printable have 76 characters at most (RFC 2045 sections 6.7 and 6.8)."""
    for part in raw.split(b"\r\n--=_"):
        fields, _, body = part.partition(b"\r\n\r\n")
        if b"Content-Transfer-Encoding" in fields:
            assert all(len(line) <= 76 for line in body.split(b"\r\n")), part


def check_mail(raw: bytes, *, method: str, recipient: str) -> EmailMessage:
    """The message, after its bytes, headers and parts hold; `method` is empty for a notice."""
    head, _, _ = raw.partition(b"\r\n\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b""), "a bare LF"
    assert b"\r" not in raw.replace(b"\r\n", b""), "a bare CR"
    assert all(len(line) <= 998 and line.isascii() for line in raw.split(b"\r\n")), "a line that relays break"
    check_head(head)
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert not [defect for part in message.walk() for defect in part.defects]
    assert all(len(message.get_all(name, [])) == 1 for name in HEADERS), message.keys()
    assert len(message.get_all("Reply-To", [])) in ({1} if method else {0, 1}), message.keys()
    assert [address.addr_spec.lower() for address in message["To"].addresses] == [recipient.lower()]
    assert not [name for name in message if name.lower().startswith(("list-", "precedence", "bcc"))]
    assert message["Auto-Submitted"] == "auto-generated"
    kinds = [part.get_content_type() for part in message.walk()]
    bodies = ["multipart/alternative", "text/plain", "text/html"]
    check_encodings(raw)
    assert re.fullmatch(r"<[0-9a-z]+@[a-z0-9.]+>", message["Message-ID"])
    assert message["References"] == message["In-Reply-To"]
    html = message.get_body(("html",))
    assert html is not None
    assert not re.search(r"<(?:img|link|script|iframe)|url\(", html.get_content()), "remote content"
    assert raw.count(b"Content-Type: text/calendar; method=" + method.encode() + b"; charset=UTF-8\r\n") == bool(method)
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
    check_second_reader(part.get_payload(decode=True), event, method)
    assert event.attendee.value.lower() == f"mailto:{recipient}".lower()
    assert message["Reply-To"].addresses[0].addr_spec == event.organizer.value.removeprefix("mailto:")
    return message
