"""What the standards ask of a mail with an invitation, read from its bytes by nobody's library.

It adds to `conformance`, which asks two calendar readers: everything here is split, decoded and counted by hand.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from quopri import decodestring

FIELD = re.compile(rb"([!-9;-~]+): ([^\r\n]+(?:\r\n[ \t][^\r\n]+)*)\r\n")
"""RFC 5322 sections 2.2 and 2.2.3: a name, a colon, and lines that go on with a blank and hold something."""

ENCODED = re.compile(r"=\?([^?\s]+)\?([bq])\?([^?\s]+)\?=")
DATE = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000")
IDENTITY = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+>")
LANGUAGE_TAGS = re.compile(r"[a-z]{2}(, [a-z]{2})*")
BOUNDARY = re.compile(r"multipart/(mixed|alternative); boundary=\"([0-9A-Za-z'()+_,./:=?-]{1,70})\"")
QUOTED = re.compile(rb"(?:[\x21-\x3c\x3e-\x7e \t]|=[0-9A-F]{2})*(?:=)?")
CONTENT_LINE = re.compile(
    r"(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z-]+=(?:\"[^\"\x00-\x1f]*\"|[^\";:,\x00-\x1f]+))*):(?P<value>.*)"
)
"""RFC 5545 section 3.1."""

TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "UID", "TZNAME", "TZID", "PRODID"}
TEXT = re.compile(r"(?:[^\\;,\x00-\x1f]|\\[\\;,nN])*")
"""RFC 5545 section 3.3.11: a comma, a semicolon and a backslash are escaped, and nothing else is."""

RULE = re.compile(r"FREQ=YEARLY(;UNTIL=\d{8}T\d{6}Z)?;BYMONTH=(1[0-2]|[1-9]);BYDAY=-?[1-5](MO|TU|WE|TH|FR|SA|SU)")
OFFSET = re.compile(r"[+-](?:0\d|1[0-4])[0-5]\d(?:[0-5]\d)?")
PARTSTATS = {"NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"}

REQUIRED = {"UID", "DTSTAMP", "SEQUENCE", "ORGANIZER", "ATTENDEE"}
"""RFC 5546 sections 3.2.2, 3.2.5 and 3.2.8, of each of the three methods; a REQUEST says when and what besides."""

FORBIDDEN = {"REQUEST-STATUS", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "DURATION", "COMMENT"}
"""We write no series, an end instead of a duration, and never an answer's properties."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it lies in the mail: its fields by lower-case name, unfolded, and its body."""

    fields: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.fields["content-type"]


def check_standards(raw: bytes) -> None:
    """Fails with the first rule that the mail breaks."""
    assert not re.search(rb"[^\t\r\n\x20-\x7e]", raw), "8-bit or control characters outside of an encoding"
    assert raw.endswith(b"--\r\n"), "the last boundary is not closed"
    mail = part_of(raw)
    check_fields(mail.fields)
    boundaries: set[str] = set()
    leaves = list(leaves_of(mail, boundaries))
    bodies = {leaf.kind.partition(";")[0]: check_leaf(leaf, boundaries) for leaf in leaves}
    assert len(bodies) == len(leaves), "two parts of one kind"
    if "text/calendar" in bodies:
        check_calendar(bodies["text/calendar"].decode())
        assert bodies["application/ics"] == bodies["text/calendar"]


def part_of(raw: bytes) -> Part:
    """The fields, each once, and the body after the empty line (RFC 5322 section 2.1)."""
    head, empty, body = raw.partition(b"\r\n\r\n")
    assert empty, "no empty line after the fields"
    fields: dict[str, str] = {}
    at, head = 0, head + b"\r\n"
    while at < len(head):
        found = FIELD.match(head, at)
        assert found, head[at : at + 80]
        name = found[1].decode().lower()
        assert name not in fields, f"{name} twice"
        fields[name], at = re.sub(r"\r\n([ \t])", r"\1", found[2].decode()), found.end()
    return Part(fields, body)


def check_fields(fields: dict[str, str]) -> None:
    """RFC 5322 section 3.6, RFC 2047, RFC 3834 section 5, RFC 3282."""
    assert fields["mime-version"] == "1.0"
    assert fields["auto-submitted"] == "auto-generated"
    assert DATE.fullmatch(fields["date"]), fields["date"]
    told = datetime.strptime(fields["date"], "%a, %d %b %Y %H:%M:%S %z")
    assert f"{told:%a}" == fields["date"][:3], "another day of the week"
    assert IDENTITY.fullmatch(fields["message-id"])
    for name in ("in-reply-to", "references"):
        assert all(IDENTITY.fullmatch(one) for one in fields.get(name, "").split())
    assert fields["message-id"] not in fields.get("references", "").split()
    assert LANGUAGE_TAGS.fullmatch(fields["content-language"])
    for name in ("from", "to", "subject"):
        check_words(fields[name])
    for name in ("from", "to", "reply-to"):
        assert re.fullmatch(r"(?:.* <)?[^<>\s@]+@[A-Za-z0-9.-]+>?", fields.get(name, "a@b")), fields[name]


def check_words(value: str) -> None:
    """Each encoded word is whole in itself and at most 75 characters long (RFC 2047 sections 2 and 5)."""
    for charset, encoding, text in ENCODED.findall(value):
        assert len(f"=?{charset}?{encoding}?{text}?=") <= 75
        octets = b64decode(text, validate=True) if encoding == "b" else decodestring(text.encode(), header=True)
        assert not re.search("[\x00-\x1f\x7f-\x9f]", octets.decode(charset))
    assert "=?" not in ENCODED.sub("", value), "a broken encoded word"


def leaves_of(part: Part, boundaries: set[str]) -> Iterator[Part]:
    """The parts that hold something, none outside of a boundary that is its own (RFC 2046 section 5.1.1)."""
    if not part.kind.startswith("multipart/"):
        yield part
        return
    found = BOUNDARY.fullmatch(part.kind)
    assert found, part.kind
    assert found[2] not in boundaries, "a boundary twice"
    boundaries.add(found[2])
    mark = f"--{found[2]}".encode()
    opening, *inner = (b"\r\n" + part.body).split(b"\r\n" + mark)
    assert opening == b"", "words before the first boundary"
    assert inner.pop() == b"--\r\n", "words after the last boundary"
    for one in inner:
        assert one.startswith(b"\r\n")
        yield from leaves_of(part_of(one.removeprefix(b"\r\n")), boundaries)


def check_leaf(part: Part, boundaries: set[str]) -> bytes:
    """The decoded body of a part that says its encoding and its characters (RFC 2045, RFC 2046 section 4.1)."""
    encoding = part.fields["content-transfer-encoding"]
    lines = part.body.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 76 for line in lines)
    assert not any(boundary.encode() in part.body for boundary in boundaries)
    if encoding == "base64":
        assert all(len(line) == 76 for line in lines[:-1])
        body = b64decode(b"".join(lines), validate=True)
    else:
        assert encoding == "quoted-printable"
        assert all(QUOTED.fullmatch(line) and not line.endswith((b" ", b"\t")) for line in lines)
        assert not any(line.startswith((b"From ", b".")) for line in lines), "a line that relays touch"
        body = decodestring(part.body)
    if part.kind.startswith("text/"):
        assert part.kind.count("charset=UTF-8") == part.kind.count("charset=") == 1
        words = body.replace(b"\r\n", b"").decode()
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\ufeff\ufffd]", words), "controls"
    return body


def check_calendar(calendar: str) -> None:
    """RFC 5545 sections 3.1, 3.3 and 3.6, and the tables of RFC 5546 section 3.2."""
    lines = [split(line) for line in calendar.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")]
    components = list(nested(lines))
    methods = [value for name, _, value in lines if name == "METHOD"]
    event = {name: (parameters, value) for where, name, parameters, value in components if where == "VEVENT"}
    assert {where for where, *_ in components} <= {"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"}
    assert set(event) >= REQUIRED | ({"DTSTART", "SUMMARY"} if methods == ["REQUEST"] else set())
    assert FORBIDDEN.isdisjoint(event)
    assert methods in (["REQUEST"], ["CANCEL"], ["DECLINECOUNTER"])
    for name, _, value in lines:
        assert name not in TEXTS or TEXT.fullmatch(value), (name, value)
    check_people(event)
    check_observances(components)


def split(line: str) -> tuple[str, dict[str, str], str]:
    """The name, the parameters and the value of a content line."""
    found = CONTENT_LINE.fullmatch(line)
    assert found, line
    parameters = re.findall(r";([A-Z-]+)=(\"[^\"]*\"|[^;:]+)", found["parameters"])
    assert len(dict(parameters)) == len(parameters), "a parameter twice"
    return found["name"], dict(parameters), found["value"]


def nested(lines: list[tuple[str, dict[str, str], str]]) -> Iterator[tuple[str, str, dict[str, str], str]]:
    """Each property with the component that it stands in; everything that begins ends."""
    open_ones: list[str] = []
    for name, parameters, value in lines:
        if name == "BEGIN":
            open_ones.append(value)
        elif name == "END":
            assert open_ones.pop() == value
        else:
            yield open_ones[-1], name, parameters, value
    assert not open_ones


def check_people(event: dict[str, tuple[dict[str, str], str]]) -> None:
    """RFC 5545 sections 3.8.4.1 and 3.8.4.3: one mailbox is asked, by another."""
    asked, value = event["ATTENDEE"]
    assert asked["PARTSTAT"] in PARTSTATS
    assert (asked["ROLE"], asked["CUTYPE"] in {"GROUP", "INDIVIDUAL"}) == ("OPT-PARTICIPANT", True)
    assert all(re.fullmatch(r"mailto:[^\s@]+@[A-Za-z0-9.-]+", one) for one in (value, event["ORGANIZER"][1]))
    assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"][1])
    assert re.fullmatch(r"0|[1-9]\d{0,8}", event["SEQUENCE"][1])


def check_observances(components: list[tuple[str, str, dict[str, str], str]]) -> None:
    """RFC 5545 section 3.6.5: each begins in local time, says both offsets, and repeats by a rule for old readers."""
    said = [(where, name, value) for where, name, _, value in components if where in {"STANDARD", "DAYLIGHT"}]
    starts = sum(name == "DTSTART" for _, name, _ in said)
    for needed in ("TZOFFSETFROM", "TZOFFSETTO"):
        assert sum(name == needed for _, name, _ in said) == starts
    for _, name, value in said:
        assert name != "DTSTART" or re.fullmatch(r"\d{8}T\d{6}", value)
        assert not name.startswith("TZOFFSET") or OFFSET.fullmatch(value)
        assert name != "RRULE" or RULE.fullmatch(value), value
