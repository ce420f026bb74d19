"""Answers in Outlook's own format."""

import struct
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from notifications.mail.reading.reader import read
from notifications.mail.reading.values import Item, Kind, Reading, Reason

from .mails import GUEST, UID, attendee, calendar, event, fields, multipart, part, words
from .test_reader import ACCEPTED, PLAIN, YES
from .winmail import APPOINTMENT, MEETING, global_id, prop, winmail

STAMP = datetime(2027, 1, 12, 8, 9, 10, tzinfo=UTC)
START, END = datetime(2027, 5, 18, 8, tzinfo=UTC), datetime(2027, 5, 18, 11, tzinfo=UTC)
OURS = (prop(0x23, global_id(UID), MEETING), prop(0x01, STAMP, MEETING), prop(0x8201, 2, APPOINTMENT))
WHEN = (prop(0x820D, START, APPOINTMENT), prop(0x820E, END, APPOINTMENT))


def mail(raw: bytes, kind: str = "application/ms-tnef; name=winmail.dat") -> bytes:
    return fields() + multipart("mixed", words(), part(raw, kind, encoding="base64"))


def answer(name: str, *properties: bytes) -> Reading:
    return read(mail(winmail(name, *OURS, *properties)))


@pytest.mark.parametrize(
    ("name", "partstat"),
    [
        ("IPM.Microsoft Schedule.MtgRespP", "ACCEPTED"),
        ("IPM.Microsoft Schedule.MtgRespN", "DECLINED"),
        ("IPM.Microsoft Schedule.MtgRespA", "TENTATIVE"),
        ("IPM.Schedule.Meeting.Resp.Pos", "ACCEPTED"),
        ("IPM.Schedule.Meeting.Resp.Neg", "DECLINED"),
        ("IPM.Schedule.Meeting.Resp.Tent", "TENTATIVE"),
    ],
)
def test_an_answer_is_its_message_class(name: str, partstat: str) -> None:
    item = replace(ACCEPTED, partstat=partstat)
    assert answer(name, *WHEN) == Reading(Kind.REPLY, Reason.ANSWERED, (item,))


RESP = "IPM.Schedule.Meeting.Resp.Pos"
TENT = "IPM.Schedule.Meeting.Resp.Tent"
NEW = (prop(0x8250, END, APPOINTMENT), prop(0x8251, END.replace(hour=13), APPOINTMENT))
MIDNIGHT = (
    prop(0x8215, True, APPOINTMENT),
    prop(0x8250, datetime(2027, 5, 19, 22, tzinfo=UTC), APPOINTMENT),
    prop(0x8251, datetime(2027, 5, 20, 22, tzinfo=UTC), APPOINTMENT),
)
ONE = prop(0x03, global_id(UID, (2027, 5, 19)), MEETING)
TOLD: dict[str, tuple[str, tuple[bytes, ...], Kind, Item]] = {
    "words with it": (
        RESP,
        (prop(0x1000, "Yes, with pleasure;\r\nJean"),),
        Kind.REPLY,
        replace(ACCEPTED, comment="Yes, with pleasure;\nJean"),
    ),
    "the sender's address inside": (
        RESP,
        (prop(0x0C1F, "/o=Guest/cn=jean"), prop(0x5D01, "Jean@Guest.Example")),
        Kind.REPLY,
        replace(ACCEPTED, attendee="jean@guest.example"),
    ),
    "Outlook's own id": (
        RESP,
        (prop(0x23, global_id(bytes(range(16)), (2027, 5, 18)), MEETING),),
        Kind.REPLY,
        replace(
            ACCEPTED,
            uid="040000008200E00074C5B7101A82E008" + "00" * 20 + "10000000" + bytes(range(16)).hex().upper(),
        ),
    ),
    "one of a series, moved": (
        RESP,
        (ONE, *WHEN, prop(0x8228, datetime(2027, 5, 19, 14, tzinfo=UTC), APPOINTMENT)),
        Kind.REPLY,
        replace(ACCEPTED, recurrence_id="2027-05-19T14:00:00Z"),
    ),
    "one of a series, as planned": (
        RESP,
        (ONE, *WHEN),
        Kind.REPLY,
        replace(ACCEPTED, recurrence_id="2027-05-18T08:00:00Z"),
    ),
    "one of a series, by its day": (RESP, (ONE,), Kind.REPLY, replace(ACCEPTED, recurrence_id="2027-05-19")),
    "another time": (
        TENT,
        (*WHEN, *NEW),
        Kind.COUNTER,
        replace(ACCEPTED, partstat="TENTATIVE", start="2027-05-18T11:00:00Z", end="2027-05-18T13:00:00Z"),
    ),
    "another day": (
        TENT,
        (*WHEN, *MIDNIGHT),
        Kind.COUNTER,
        replace(ACCEPTED, partstat="TENTATIVE", start="2027-05-20", end="2027-05-21"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "properties", "kind", "item"), TOLD.values(), ids=TOLD.keys())
def test_what_an_answer_tells_is_read(name: str, properties: tuple[bytes, ...], kind: Kind, item: Item) -> None:
    said = answer(name, *properties)
    assert (said.kind, said.items) == (kind, (item,))


def test_an_answer_is_read_as_a_file_and_under_another_name() -> None:
    raw = winmail(RESP, *OURS)
    assert read(mail(raw, 'application/octet-stream; name="WINMAIL.DAT"')) == YES
    assert read(raw).items == (replace(ACCEPTED, attendee=None),)


def test_a_calendar_that_it_carries_is_read() -> None:
    attached = (("letter.pdf", b"%PDF"), ("A long name of an answer.ics", PLAIN))
    assert read(mail(winmail("IPM.Microsoft Mail.Note", files=attached))) == YES


def test_a_code_page_that_nobody_knows_costs_letters_at_most() -> None:
    raw = winmail("IPM.Microsoft Mail.Note", files=(("r.ics", PLAIN),))
    unknown = raw.replace(struct.pack("<II", 1252, 0), struct.pack("<II", 1082, 0))
    assert read(mail(unknown)) == YES


@pytest.mark.parametrize("name", ["IPM.Microsoft Schedule.MtgReq", "IPM.Schedule.Meeting.Canceled"])
def test_what_an_organiser_sends_is_no_answer(name: str) -> None:
    said = answer(name)
    assert (said.kind, said.reason) == (Kind.IGNORE, Reason.NOT_AN_ANSWER)


@pytest.mark.parametrize(
    "raw",
    [
        winmail("IPM.Microsoft Mail.Note", prop(0x1000, "Yes")),
        winmail(RESP, prop(0x8201, 2, APPOINTMENT)),
        winmail(RESP, *OURS)[:120],
        b"\x78\x9f\x3e\x22",
        b"nothing of the kind",
    ],
    ids=["a letter", "no id", "cut off", "the signature alone", "other bytes"],
)
def test_what_holds_no_meeting_is_for_a_person(raw: bytes) -> None:
    assert read(mail(raw)) == Reading(Kind.HUMAN, Reason.TNEF)


def test_it_may_not_contradict_the_calendar_beside_it() -> None:
    no = part(calendar(event(attendee(GUEST, "DECLINED"))), "text/calendar")
    both = fields() + multipart("mixed", part(winmail(RESP, *OURS), "application/ms-tnef", encoding="base64"), no)
    assert read(both) == Reading(Kind.HUMAN, Reason.DISAGREE)
