"""Any bytes give one reading, in bounded time."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifications.calendar.events import Event
from notifications.calendar.itip import request
from notifications.calendar.people import Attendee, Organizer
from notifications.mail.reading.contentlines import escaped
from notifications.mail.reading.reader import read
from notifications.mail.reading.values import Item, Kind, Reading, Reason

from .mails import GUEST, OURS, UID, attendee, calendar, delivery_report, event, fields, multipart, part, reply, words
from .test_clients import in_an_mbox, jcal, signed
from .test_reader import ACCEPTED, VTIMEZONE, YES
from .test_winmail import OURS as MEETING_ID
from .test_winmail import WHEN
from .winmail import attribute, winmail

BOUND = 4.0
"""Seconds of one core under a loaded test run; an idle machine needs less than half."""

SEEDS = [
    reply(calendar(event(attendee(params=';CN="A, B"'), "RECURRENCE-ID;TZID=Europe/Paris:20270518T100000"))),
    reply(calendar(event(attendee(), "DTSTART:20270518T100000Z", "DURATION:PT1H"), method="COUNTER"), encoding="8bit"),
    calendar(event(attendee(partstat="DELEGATED", params=";DELEGATED-TO=mailto:x@y.example"))),
    delivery_report("failed"),
    fields()
    + part(winmail("IPM.Schedule.Meeting.Resp.Pos", *MEETING_ID, *WHEN), "application/ms-tnef", encoding="8bit"),
    winmail("IPM.Schedule.Meeting.Resp.Neg", *MEETING_ID, files=(("a.ics", calendar(event(attendee()))),)),
    fields() + part(jcal(), "application/calendar+json"),
    jcal(),
    in_an_mbox(reply(calendar(event(attendee()))), reply(calendar(event(attendee())), encoding="8bit")),
    signed(part(calendar(event(attendee())), "text/calendar; method=REPLY")),
    reply(
        calendar(VTIMEZONE, event(attendee(), "DTSTART;TZID=Customized Time Zone:20270518T100000"), method="COUNTER")
    ),
]
SNIPPETS = [b"\r\n", b"\n ", b":", b";", b'"', b"BEGIN:VEVENT\r\n", b"END:VCALENDAR", b"\xff\xfe", b"\0", b"=3D", b"%",
            b"--=_b", b"METHOD:", b"charset=utf-7", b"\xe2\x80\xa8",
            b"mailto:", b"TZID=", b"message/rfc822", b"\n\nFrom a Tue Jan 12 08:09:10 2027\nA: b\n",
            b"\r\r\n", b"[", b"]", b"BYDAY=-9SU", b"BYMONTHDAY=-99", b"BYMONTH=13",
            b"\xff\xff\xff\x7f", b"99\nFrom: x\n"]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real mail with pieces cut, repeated and put in."""
    mail = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(mail)))
        length = draw(st.integers(0, 40))
        mail[at : at + length] = draw(st.sampled_from(SNIPPETS) | st.binary(max_size=12) | st.just(mail[at:][:30]))
    return bytes(mail)


def is_sound(said: Reading) -> bool:
    answers = said.kind in {Kind.REPLY, Kind.COUNTER, Kind.REFRESH}
    return answers == bool(said.items) and said.reason is not Reason.BROKEN


@given(st.binary(max_size=3000))
def test_any_bytes_give_a_reading(raw: bytes) -> None:
    assert is_sound(read(raw))


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(damaged())
def test_damaged_mails_give_a_reading(raw: bytes) -> None:
    assert is_sound(read(raw))


KINDS = [
    "text/calendar; method=REPLY",
    "text/calendar",
    'application/ics; name="r.ics"',
    'application/octet-stream; name="r.ics"',
]
SUBTYPES = ["mixed", "alternative", "related", "signed", "report", "x-any"]


@st.composite
def carried(draw: st.DrawFn) -> bytes:
    """The answer with letters beyond ASCII, folded anywhere, in any encoding, kind of part, nesting and line end."""
    said = calendar(event(attendee(), "SUMMARY:Réunion — 会议", uid=UID))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(20, len(said) - 3))
        said = said if b"\r\n" in said[at - 2 : at + 2] else said[:at] + b"\r\n " + said[at:]
    charset = draw(st.sampled_from(["utf-8", "", "x-unknown"]))
    wide = draw(st.sampled_from(["", "", "utf-16", "utf-16-be", "utf-32"])) if b"\r\n " not in said else ""
    encoding = "base64" if wide else draw(st.sampled_from(["base64", "quoted-printable", "8bit"]))
    kind = draw(st.sampled_from(KINDS)) + (f"; charset={wide or charset}" if wide or charset else "")
    whole = part(said.decode().encode(wide) if wide else said, kind, encoding=encoding)
    for level in range(draw(st.integers(0, 4))):
        others = [words()] * draw(st.integers(0, 2))
        parts = [*others, whole, *others] if draw(st.booleans()) else [whole, *others]
        whole = multipart(draw(st.sampled_from(SUBTYPES)), *parts, boundary=f"=_{draw(st.integers(0, 9))}_{level}")
        whole = whole if draw(st.booleans()) else whole.rpartition(b"\r\n--=_")[0] + b"\r\n"
    return (fields() + whole).replace(b"\r\n", draw(st.sampled_from([b"\r\n", b"\n", b"\r"])))


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(carried())
def test_an_answer_is_read_however_it_is_carried(raw: bytes) -> None:
    assert read(raw) == YES


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30) | st.sampled_from([
    "END:VEVENT", "ATTENDEE:mailto:x@y.example", ":mailto:a@b.example", "=3D", "PARTSTAT=DECLINED", "a; b, c: d", '"'
])  # fmt: skip


@given(name=WORDS, comment=WORDS, folded=st.integers(30, 80))
def test_no_name_and_no_comment_changes_an_answer(name: str, comment: str, folded: int) -> None:
    quoted = name.replace("^", "^^").replace('"', "^'")
    lines = event(attendee(params=f';CN="{quoted}"'), f"COMMENT:{escaped(comment)}", f"SUMMARY:{escaped(name)}")
    said = "\r\n".join("\r\n ".join(re.findall(f".{{1,{folded}}}", one)) for one in lines.split("\r\n"))
    assert read(reply(calendar(said))).items == (replace(ACCEPTED, comment=comment),)


PARTSTATS = st.sampled_from(["ACCEPTED", "TENTATIVE", "DECLINED"])


@given(
    uid=st.uuids().map(lambda one: f"{one}@article6.example"),
    sequence=st.integers(0, 10**6),
    stamp=st.integers(10**9, 4 * 10**9).map(lambda one: datetime.fromtimestamp(one, UTC)),
    partstat=PARTSTATS,
    summary=st.text(min_size=1, max_size=80),
)
def test_an_answer_made_from_our_own_request_is_read_back(
    uid: str, sequence: int, stamp: datetime, partstat: str, summary: str
) -> None:
    start = datetime(2027, 5, 18, 8, tzinfo=UTC)
    asked = Event(uid, sequence, stamp, summary, start, start.replace(hour=11), "Europe/Vienna")
    sent = request(asked, organizer=Organizer(OURS, "Host"), attendee=Attendee(GUEST, "Desk")).replace(b"\r\n ", b"")
    answer = sent.replace(b"METHOD:REQUEST", b"METHOD:REPLY").replace(b"NEEDS-ACTION", partstat.encode())
    said = Item(uid, GUEST, partstat, sequence, asked.stamp.isoformat().replace("+00:00", "Z"), None)
    assert read(reply(answer)) == Reading(Kind.REPLY, Reason.ANSWERED, (said,))
    countered = read(reply(sent.replace(b"METHOD:REQUEST", b"METHOD:COUNTER")))
    times = {"start": "2027-05-18T08:00:00Z", "end": "2027-05-18T11:00:00Z"}
    assert countered.items == (replace(said, partstat="NEEDS-ACTION", **times),)


def nested(depth: int, lines: int) -> bytes:
    heads = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (one, one) for one in range(depth))
    return b"".join(heads) + b"x\n" * lines


def many_events(count: int) -> bytes:
    return calendar(*(event(attendee(), uid=str(number)) for number in range(count)))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a line of 5 MB": lambda: calendar(event(attendee(), "DESCRIPTION:" + "x" * 5_000_000)),
    "a line of quotes": lambda: calendar(event("ATTENDEE;CN=" + '"' * 1_000_001 + ":mailto:a@b.example")),
    "many parameters": lambda: calendar(event("ATTENDEE" + ";A=b" * 200_000 + ":mailto:a@b.example")),
    "20,000 events": lambda: many_events(20_000),
    "many names": lambda: b"BEGIN:VCALENDAR\n" + b"A:\n" * 200_000,
    "many beginnings": lambda: b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 100_000 + b"END:Y\n" * 60_000,
    "many returns": lambda: b"BEGIN:VCALENDAR\n" + b"\r" * 200_000 + b"\nX",
    "returns alone": lambda: b"BEGIN:VCALENDAR\r" + b"\r" * 200_000,
    "returns in quoted-printable": lambda: fields() + part(b"BEGIN:VCALENDAR\n" + b"=\r" * 100_000, "text/calendar"),
    "times in a line": lambda: calendar(event("DTSTART" + ":20270101" * 20_000 + ";")),
    "a zone of many letters": lambda: calendar(
        event(attendee(), f"RECURRENCE-ID;TZID={'a' * 200_000}:20270101T100000")
    ),
    "blanks that may be base64": lambda: fields() + part(b" " * 200_000 + b"!", "text/calendar", encoding="base64"),
    "blanks after boundaries": lambda: b"Content-Type: multipart/mixed\n\n" + (b"--x" + b" " * 1000) * 4000,
    "commas from a daemon": lambda: fields(From="MAILER-DAEMON@x.example") + part(b"," * 200_000, "text/plain"),
    "empty lines in a report": lambda: delivery_report("failed").replace(b"Action:", b"\n" * 200_000 + b"Action:"),
    "many folds": lambda: b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:" + b"\n x" * 200_000,
    "deep MIME": lambda: nested(2000, 0),
    "deep and long MIME": lambda: nested(300, 200_000),
    "deep messages": lambda: b"Content-Type: message/rfc822\n\n" * 3000,
    "many parts": lambda: (
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: text/calendar\n\nBEGIN:\n" * 8_000
    ),
    "boundaries that nobody announced": lambda: (
        b"Content-Type: multipart/mixed\n\n" + b"--x\nContent-Type: multipart/mixed\n\n" * 100_000
    ),
    "boundaries in boundaries that nobody announced": lambda: (
        b"A: b\n\n" + b"".join(b"--x%d\nContent-Type: multipart/mixed\n\n" % one for one in range(20_000))
    ),
    "a signature of small pieces": lambda: (
        b"Content-Type: application/pkcs7-mime\n\n"
        + bytes.fromhex("308006092a864886f70d010702a08006092a864886f70d010701a0802480")
        + b"\x04\0" * 400_000
    ),
    "uuencoded for ever": lambda: b"From: a@b.example\n\nbegin 644 a.ics\n" + b"MAAAA\n" * 100_000,
    "brackets in From": lambda: b"From: " + b"(" * 200_000 + b"\n\nhi",
    "continued parameters": lambda: b"Content-Type: text/calendar" + b"; a*0*=x" * 200_000 + b"\n\nhi",
    "an mbox of many mails": lambda: in_an_mbox(*[b"A: b\n\nc\n"] * 20_000),
    "a winmail.dat of many attributes": lambda: b"\x78\x9f\x3e\x22\0\0" + attribute(0x00069003, b"") * 100_000,
    "a winmail.dat that promises much": lambda: winmail("IPM.Note", b"\x1f\x10\x01\x00" + b"\xff" * 5_000_000),
    "deep jCal": lambda: b'["vcalendar", [], ' + b"[" * 200_000,
    "wide jCal": lambda: b'["vcalendar", [' + b'["uid", {}, "text", "x"],' * 200_000 + b"[]], []]",
    "encoded words": lambda: b"Subject: " + b"=?utf-8?q?x?= " * 200_000 + b"\n\nhi",
    "zone rules": lambda: calendar(
        "BEGIN:VTIMEZONE\r\nTZID:Z\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETTO:+0100\r\n"
        + "RDATE:20200101T000000\r\n" * 50_000
        + "END:STANDARD\r\nEND:VTIMEZONE",
        *(event(attendee(), "RECURRENCE-ID;TZID=Z:20270101T100000", uid=str(one)) for one in range(900)),
    ),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_input_takes_long(make: Callable[[], bytes]) -> None:
    raw = make()
    began = process_time()
    said = read(raw)
    assert (process_time() - began < BOUND, said.reason is Reason.BROKEN) == (True, False)
