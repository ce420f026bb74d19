"""What mails in the manner of many programs say."""

import codecs
from dataclasses import replace

import pytest

from notifications.mail.reading.reader import read
from notifications.mail.reading.values import Item, Kind, Reading, Reason

from .mails import (
    GUEST,
    UID,
    attendee,
    calendar,
    delivery_report,
    event,
    fields,
    multipart,
    part,
    reply,
    words,
)

ACCEPTED = Item(
    uid=UID, attendee=GUEST, partstat="ACCEPTED", sequence=2, dtstamp="2027-01-12T08:09:10Z", recurrence_id=None
)
YES = Reading(Kind.REPLY, Reason.ANSWERED, (ACCEPTED,))
PLAIN = calendar(event(attendee()))
VTIMEZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE"
)


def item(mail: bytes) -> Item:
    [found] = read(mail).items
    return found


CARRIED = {
    "base64 in an alternative": reply(PLAIN),
    "quoted-printable in an alternative": reply(PLAIN, encoding="quoted-printable"),
    "plain in an alternative": reply(PLAIN, encoding="8bit"),
    "the only body": fields() + part(PLAIN, "text/calendar; method=REPLY", encoding="7bit"),
    "an attachment beside words": fields()
    + multipart("mixed", words(), part(PLAIN, 'application/ics; name="invite.ics"', encoding="base64")),
    "octets with a telling name": fields()
    + multipart(
        "mixed",
        words(),
        part(PLAIN, "application/octet-stream", encoding="base64", disposition='attachment; filename="Reply.ICS"'),
    ),
    "octets without a name": fields()
    + multipart("mixed", words(), part(PLAIN, "application/octet-stream", encoding="base64")),
    "inside related inside mixed": fields()
    + multipart(
        "mixed",
        multipart("related", words(), part(PLAIN, "text/calendar; method=REPLY"), boundary="in"),
        boundary="out",
    ),
    "plain text that is a calendar": fields() + part(PLAIN, "text/plain; charset=utf-8"),
    "a bare file": PLAIN,
    "a bare file with line feeds": PLAIN.replace(b"\r\n", b"\n"),
    "a bare file with returns": PLAIN.replace(b"\r\n", b"\r"),
    "a bare file with a byte order mark": codecs.BOM_UTF8 + PLAIN,
    "UTF-16 with a byte order mark": fields() + part(PLAIN.decode().encode("utf-16"), "text/calendar; charset=utf-16"),
    "UTF-16 without a byte order mark": fields() + part(PLAIN.decode().encode("utf-16-le"), "text/calendar"),
    "a bare file in UTF-16": PLAIN.decode().encode("utf-16"),
    "a charset that nobody knows": fields() + part(PLAIN, "text/calendar; method=REPLY; charset=x-unknown"),
    "a whole mail in UTF-16": reply(PLAIN).decode().encode("utf-16"),
    "a charset in the form of RFC 2231": fields()
    + part(PLAIN.replace(b"SEQUENCE", "SUMMARY:Réunion\r\nSEQUENCE".encode()), "text/calendar; charset*=utf-8''utf-8"),
    "two charsets": fields() + part(PLAIN, 'text/calendar; method=REPLY; charset="utf-8"; charset="utf-8"'),
    "base64 that does not say so": fields()
    + part(part(PLAIN, "x", encoding="base64").partition(b"\r\n\r\n")[2], "text/calendar; method=REPLY"),
    "plain that says base64": fields()
    + b"Content-Type: text/calendar; method=REPLY\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + PLAIN,
    "plain that says quoted-printable": fields()
    + b"Content-Type: text/calendar; method=REPLY\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    + PLAIN,
    "the same calendar twice": fields()
    + multipart("mixed", part(PLAIN, "text/calendar; method=REPLY"), part(PLAIN, "application/ics; name=a.ics")),
    "from an mbox": b"From guest Tue Jan 12 08:09:10 2027\r\n" + reply(PLAIN),
    "a calendar server says that it is automatic": reply(PLAIN, Auto_Submitted="auto-generated", Precedence="bulk"),
    "Exchange suppresses automatic replies": reply(PLAIN, X_Auto_Response_Suppress="DR, OOF, AutoReply"),
    "the method only in MIME": reply(calendar(event(attendee()), method="")),
    "the method in small letters": reply(calendar(event(attendee()), method="reply")),
    "the method twice": reply(PLAIN.replace(b"METHOD:REPLY", b"METHOD:REPLY\r\nMETHOD:REPLY")),
    "the method nowhere, but the sender answers": reply(calendar(event(attendee()), method=""), method=""),
    "no end": fields() + part(PLAIN.partition(b"END:VEVENT")[0], "text/calendar; method=REPLY"),
    "an alarm with people of its own": reply(
        calendar(event("BEGIN:VALARM", "ATTENDEE:mailto:x@y.example", "DURATION:PT5M", "END:VALARM", attendee()))
    ),
    "an alarm without an end": reply(calendar(event(attendee(), "BEGIN:VALARM", "ACTION:DISPLAY"))),
    "no multipart end": reply(PLAIN).rpartition(b"--=_b--")[0],
}


@pytest.mark.parametrize("mail", CARRIED.values(), ids=CARRIED.keys())
def test_an_acceptance_is_read_however_it_is_carried(mail: bytes) -> None:
    assert read(mail) == YES


PEOPLE = {
    "capitals": f"ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:{GUEST.upper()}",
    "small names": f"attendee;partstat=accepted:mailto:{GUEST}",
    "quoted parameters": f'ATTENDEE;CN="Desk; the: first, one";PARTSTAT="ACCEPTED";ROLE=CHAIR:mailto:{GUEST}',
    "escapes of RFC 6868": f"ATTENDEE;CN=The ^'Desk^' ^n;PARTSTAT=ACCEPTED:mailto:{GUEST}",
    "a lost quote": f'ATTENDEE;CN="Desk;PARTSTAT=ACCEPTED:mailto:{GUEST}',
    "an unquoted address in a parameter": f"ATTENDEE;SENT-BY=mailto:pa@guest.example;PARTSTAT=ACCEPTED:mailto:{GUEST}",
    "EMAIL beside a number": f"ATTENDEE;EMAIL={GUEST};PARTSTAT=ACCEPTED:urn:uuid:8f1c",
    "EMAIL beside invalid": f"ATTENDEE;CN=Desk;EMAIL={GUEST};PARTSTAT=ACCEPTED:invalid:nomail",
    "only a name that is an address": f"ATTENDEE;CN={GUEST};PARTSTAT=ACCEPTED:",
    "only a name": "ATTENDEE;CN=Guest Desk;PARTSTAT=ACCEPTED:invalid:nomail",
    "no mailto": f"ATTENDEE;PARTSTAT=ACCEPTED:{GUEST}",
    "angle brackets": f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:<{GUEST}>",
    "percent-encoded": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:desk%40guest.example",
    "spaces around": f"ATTENDEE;PARTSTAT=ACCEPTED: mailto:{GUEST} ",
    "a letter that grows in small": f"ATTENDEE;CN=İbrahim;PARTSTAT=ACCEPTED:MAILTO:{GUEST}",
    "folded": f"ATTENDEE;PARTSTAT=ACC\r\n EPTED:mai\r\n\tlto:{GUEST}",
    "folded without a blank": f"ATTENDEE;PARTSTAT=ACCEPTED;CN=Desk\r\n;ROLE=REQ-PARTICIPANT:\r\nmailto:{GUEST}",
    "broken inside a word": f"ATTENDEE;PARTSTAT=AC\r\nCEPTED;RSVP=FALSE:mailto:{GUEST}",
}


@pytest.mark.parametrize("line", PEOPLE.values(), ids=PEOPLE.keys())
def test_the_attendee_is_known_by_address_however_it_is_written(line: str) -> None:
    assert read(reply(calendar(event(line)))) == YES


@pytest.mark.parametrize("partstat", ["ACCEPTED", "TENTATIVE", "DECLINED", "NEEDS-ACTION", "DELEGATED"])
def test_each_answer_is_read(partstat: str) -> None:
    assert read(reply(calendar(event(attendee(partstat=partstat))))).items == (replace(ACCEPTED, partstat=partstat),)


def test_what_is_missing_has_the_value_of_the_rfc() -> None:
    line = f"ATTENDEE:mailto:{GUEST}"
    assert item(reply(calendar(event(line, sequence=None, stamp="SUMMARY:x")))) == Item(
        uid=UID, attendee=GUEST, partstat="NEEDS-ACTION", sequence=0, dtstamp=None, recurrence_id=None
    )


def test_an_unknown_answer_counts_as_none() -> None:
    assert item(reply(calendar(event(attendee(partstat="X-MAYBE"))))).partstat == "NEEDS-ACTION"


def test_a_sequence_of_33_bits_is_kept() -> None:
    assert item(reply(calendar(event(attendee(), sequence=2**33)))).sequence == 2**33


@pytest.mark.parametrize(
    ("stamp", "read_as"),
    [
        ("DTSTAMP:20270112T080910Z", "2027-01-12T08:09:10Z"),
        ("DTSTAMP:20270112T080910", "2027-01-12T08:09:10Z"),
        ("DTSTAMP;TZID=Europe/Vienna:20270112T090910", "2027-01-12T08:09:10Z"),
        ("DTSTAMP:20270112T080910.123Z", "2027-01-12T08:09:10Z"),
        ("DTSTAMP:2027-01-12T08:09:10Z", "2027-01-12T08:09:10Z"),
        ("DTSTAMP:20270112T090910+0100", "2027-01-12T08:09:10Z"),
        ("DTSTAMP;VALUE=DATE:20270112", "2027-01-12T00:00:00Z"),
        ("DTSTAMP;TZID=Somewhere:20270112T080910", "2027-01-12T08:09:10Z"),
        ("DTSTAMP:yesterday", None),
    ],
)
def test_a_stamp_is_in_utc_however_it_is_written(stamp: str, read_as: str | None) -> None:
    assert item(reply(calendar(event(attendee(), stamp=stamp)))).dtstamp == read_as


def test_a_parameter_that_lost_its_property_belongs_to_no_other() -> None:
    assert read(reply(PLAIN.replace(b"\r\nSEQUENCE", b"\r\nX-APPLE-RADIUS=49.9\r\nSEQUENCE"))) == YES


def test_a_stamp_is_not_in_the_zone_of_its_calendar() -> None:
    said = calendar("X-WR-TIMEZONE:Europe/Vienna", event(attendee(), stamp="DTSTAMP:20270112T080910"))
    assert read(reply(said)) == YES


INSTANCES = {
    "UTC (Google, Exchange)": ("RECURRENCE-ID:20270518T080000Z", "2027-05-18T08:00:00Z"),
    "an IANA zone": ("RECURRENCE-ID;TZID=Europe/Vienna:20270518T100000", "2027-05-18T08:00:00Z"),
    "a path that ends in a zone": (
        "RECURRENCE-ID;TZID=/x.org/20260101_1/Europe/Vienna:20270518T100000",
        "2027-05-18T08:00:00Z",
    ),
    "a Windows zone": ("RECURRENCE-ID;TZID=W. Europe Standard Time:20270518T100000", "2027-05-18T08:00:00Z"),
    "a Windows zone, quoted": ('RECURRENCE-ID;TZID="Eastern Standard Time":20270518T100000', "2027-05-18T14:00:00Z"),
    "a numbered Windows zone": ("RECURRENCE-ID;TZID=W. Europe Standard Time 1:20270118T100000", "2027-01-18T09:00:00Z"),
    "the rules given, in summer": ("RECURRENCE-ID;TZID=Customized Time Zone:20270518T100000", "2027-05-18T08:00:00Z"),
    "the rules given, in winter": ("RECURRENCE-ID;TZID=Customized Time Zone:20270118T100000", "2027-01-18T09:00:00Z"),
    "a fixed offset": ("RECURRENCE-ID;TZID=GMT+0200:20270518T100000", "2027-05-18T08:00:00Z"),
    "Microsoft's UTC": ("RECURRENCE-ID;TZID=tzone://Microsoft/Utc:20270518T080000", "2027-05-18T08:00:00Z"),
    "a date": ("RECURRENCE-ID;VALUE=DATE:20270518", "2027-05-18"),
    "the zone of the event": (
        "DTSTART;TZID=Asia/Tokyo:20270518T100000\r\nRECURRENCE-ID:20270518T100000",
        "2027-05-18T01:00:00Z",
    ),
    "a time that is announced as a day": ("RECURRENCE-ID;VALUE=DATE:20270518T000000", "2027-05-18"),
    "the end of a day": ("RECURRENCE-ID:20270517T240000Z", "2027-05-18T00:00:00Z"),
    "a zone that nobody knows": ("RECURRENCE-ID;TZID=Somewhere:20270518T100000", "2027-05-18T10:00:00"),
}


@pytest.mark.parametrize(("line", "instant"), INSTANCES.values(), ids=INSTANCES.keys())
def test_an_answer_for_one_instance_names_its_instant(line: str, instant: str) -> None:
    assert read(reply(calendar(VTIMEZONE, event(attendee(), line)))) == Reading(
        Kind.REPLY, Reason.ANSWERED, (replace(ACCEPTED, recurrence_id=instant),)
    )


def test_a_delegation_names_the_delegates() -> None:
    line = attendee(partstat="DELEGATED", params=';DELEGATED-TO="mailto:B@guest.example","mailto:c@guest.example"')
    delegate = 'ATTENDEE;DELEGATED-FROM="mailto:desk@guest.example":mailto:b@guest.example'
    assert item(reply(calendar(event(delegate, line)))) == replace(
        ACCEPTED, partstat="DELEGATED", delegated_to=("b@guest.example", "c@guest.example")
    )


def test_of_several_attendees_the_sender_answers() -> None:
    lines = (attendee("first@guest.example", "DECLINED"), attendee(), attendee("last@guest.example", "TENTATIVE"))
    assert read(reply(calendar(event(*lines)))) == YES
    assert item(reply(calendar(event(*lines)), From="x@y.example")).attendee == "first@guest.example"
    assert item(calendar(event(*lines))).attendee == "first@guest.example"


def test_the_sender_is_compared_after_idna_and_through_sent_by() -> None:
    lines = (attendee("first@guest.example"), attendee("desk@bücher.example", "DECLINED"))
    assert item(reply(calendar(event(*lines)), From="Desk@xn--bcher-kva.example")).partstat == "DECLINED"
    by = (attendee("first@guest.example"), attendee(params=';SENT-BY="mailto:pa@guest.example"', partstat="TENTATIVE"))
    assert item(reply(calendar(event(*by)), From="pa@guest.example")).attendee == GUEST


def test_a_refresh_is_asked_by_the_last_attendee_unless_the_sender_is_listed() -> None:
    lines = ("ATTENDEE:mailto:first@guest.example", "ATTENDEE:mailto:last@guest.example")
    asked = read(reply(calendar(event(*lines), method="REFRESH"), From="x@y.example"))
    assert (asked.kind, asked.items[0].attendee, asked.items[0].partstat) == (
        Kind.REFRESH,
        "last@guest.example",
        "NEEDS-ACTION",
    )
    assert item(reply(calendar(event(*lines), method="REFRESH"), From="first@guest.example")).attendee == (
        "first@guest.example"
    )


def test_comments_are_read_as_text() -> None:
    said = event(attendee(params=';X-RESPONSE-COMMENT="by train"'), "COMMENT;LANGUAGE=en:late\\, sorry\\nH.")
    assert item(reply(calendar(said))).comment == "late, sorry\nH.\nby train"


def test_one_item_for_each_event() -> None:
    two = calendar(event(attendee()), event(attendee(partstat="DECLINED"), uid="second@article6.example"))
    assert [(one.uid, one.partstat) for one in read(reply(two)).items] == [
        (UID, "ACCEPTED"),
        ("second@article6.example", "DECLINED"),
    ]


def test_a_uid_of_any_letters_is_kept() -> None:
    assert item(reply(calendar(event(attendee(), uid="réunion\\, 5-会議@x")))).uid == "réunion, 5-会議@x"


PROPOSED = ("DTSTART;TZID=Europe/Vienna:20270519T100000", "DTEND;TZID=Europe/Vienna:20270519T130000")
COUNTERED = replace(ACCEPTED, partstat="TENTATIVE", start="2027-05-19T08:00:00Z", end="2027-05-19T11:00:00Z")
COUNTERS = {
    "as the RFC says": reply(
        calendar(event(attendee(partstat="TENTATIVE"), *PROPOSED), method="COUNTER"), method="COUNTER"
    ),
    "announced as a reply (Google)": reply(
        calendar(event(attendee(partstat="TENTATIVE"), *PROPOSED), method="COUNTER")
    ),
    "beside the old time (Outlook)": reply(
        calendar(
            event(
                attendee(partstat="TENTATIVE"),
                *PROPOSED,
                "X-MS-OLK-ORIGINALSTART:20270518T080000Z",
                "X-MS-OLK-ORIGINALEND:20270518T110000Z",
            ),
            method="COUNTER",
        )
    ),
    "with a duration": reply(
        calendar(event(attendee(partstat="TENTATIVE"), PROPOSED[0], "DURATION:PT3H"), method="COUNTER")
    ),
    "in a Windows zone": reply(
        calendar(
            event(
                attendee(partstat="TENTATIVE"),
                *(one.replace("Europe/Vienna", "W. Europe Standard Time") for one in PROPOSED),
            ),
            method="COUNTER",
        )
    ),
}


@pytest.mark.parametrize("mail", COUNTERS.values(), ids=COUNTERS.keys())
def test_a_counter_proposal_has_the_proposed_time(mail: bytes) -> None:
    assert read(mail) == Reading(Kind.COUNTER, Reason.PROPOSES, (COUNTERED,))


@pytest.mark.parametrize("name", ["TO-ALL-PROPOSED-NEW-TIME", "X-TO-ALL-PROPOSED-NEW-TIME"])
@pytest.mark.parametrize(
    "hidden", ["DTSTART:20270519T080000Z;STATUS:NEEDS-ACTION", "DTSTART:20270519T080000Z;DTEND:20270519T110000Z"]
)
def test_a_proposal_hidden_in_a_reply_stays_a_reply(name: str, hidden: str) -> None:
    line = f'ATTENDEE;PARTSTAT=TENTATIVE;{name}="{hidden}":mailto:{GUEST}'
    old = ("DTSTART;TZID=Europe/Vienna:20270518T100000", "DTEND;TZID=Europe/Vienna:20270518T130000")
    assert read(reply(calendar(event(line, *old)))) == Reading(Kind.REPLY, Reason.ANSWERED, (COUNTERED,))


def test_an_all_day_proposal_has_dates() -> None:
    said = item(reply(calendar(event(attendee(), "DTSTART;VALUE=DATE:20270519"), method="COUNTER")))
    assert (said.start, said.end) == ("2027-05-19", "2027-05-20")


def test_the_times_of_an_answer_are_not_a_proposal() -> None:
    assert read(reply(calendar(event(attendee(), *PROPOSED)))) == YES


FOR_PEOPLE = {
    "nothing": (b"", Reason.EMPTY),
    "blanks": (b" \r\n\0\0", Reason.EMPTY),
    "bytes": (bytes(range(256)) * 40, Reason.NOT_MAIL),
    "words": (fields(Subject="Re: Invitation") + words("Yes, I accept."), Reason.WORDS),
    "a forward": (
        fields() + multipart("mixed", words(), part(reply(PLAIN), "message/rfc822"), boundary="out"),
        Reason.FORWARDED,
    ),
    "a calendar that is none": (fields() + part(b"hello", "text/calendar; method=REPLY"), Reason.UNREADABLE),
    "an answer to nothing": (reply(calendar("BEGIN:VTODO\r\nUID:1\r\nEND:VTODO")), Reason.NO_EVENT),
    "an answer without a UID": (reply(calendar(event(attendee(), uid=""))), Reason.NO_UID),
    "an answer of nobody": (reply(calendar(event("SUMMARY:x"))), Reason.NO_ATTENDEE),
    "a method that nobody knows": (reply(calendar(event(attendee()), method="X-PING")), Reason.UNKNOWN_METHOD),
    "a proposal in no zone": (
        reply(calendar(event(attendee(), "DTSTART:20270519T100000"), method="COUNTER")),
        Reason.UNKNOWN_ZONE,
    ),
    "two answers that contradict": (
        fields()
        + multipart(
            "mixed",
            part(PLAIN, "text/calendar; method=REPLY"),
            part(calendar(event(attendee(partstat="DECLINED"))), "text/calendar; method=REPLY"),
        ),
        Reason.DISAGREE,
    ),
    "encrypted": (fields() + part(b"AAAA", "application/pkcs7-mime; name=smime.p7m"), Reason.ENCRYPTED),
}


@pytest.mark.parametrize(("mail", "reason"), FOR_PEOPLE.values(), ids=FOR_PEOPLE.keys())
def test_what_cannot_be_read_is_for_a_person_with_the_reason(mail: bytes, reason: Reason) -> None:
    said = read(mail)
    assert (said.kind, said.reason, said.items) == (Kind.HUMAN, reason, ())


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH", "ADD", "DECLINECOUNTER"])
def test_what_organisers_send_is_no_answer(method: str) -> None:
    said = read(reply(calendar(event(attendee()), method=method), method=method))
    assert (said.kind, said.reason, said.items) == (Kind.IGNORE, Reason.NOT_AN_ANSWER, ())


def test_a_calendar_without_a_method_is_no_answer() -> None:
    assert read(calendar(event(attendee()), method="")) == Reading(Kind.IGNORE, Reason.NO_METHOD)


MACHINES = {
    "RFC 3834": fields(Auto_Submitted="auto-replied (vacation)") + words("I am away."),
    "even with a calendar": reply(PLAIN, Auto_Submitted="auto-replied"),
    "Exchange": fields(X_Auto_Response_Suppress="All", Subject="Automatic reply: Invitation") + words("Away."),
    "an old one": fields(Precedence="auto_reply") + words("Away."),
    "by its subject only": fields(Subject="Réponse automatique : Invitation") + words("Absent."),
    "by its encoded subject": fields(Subject="=?utf-8?q?R=C3=A9ponse_automatique?=") + words("Absent."),
}


@pytest.mark.parametrize("mail", MACHINES.values(), ids=MACHINES.keys())
def test_an_automatic_reply_is_never_an_answer(mail: bytes) -> None:
    assert read(mail) == Reading(Kind.IGNORE, Reason.AUTOMATIC)


def test_a_read_receipt_is_no_answer() -> None:
    mail = fields(Subject="Read: Invitation") + multipart(
        "report",
        words("It was displayed."),
        part(b"Disposition: manual-action/MDN-sent-manually; displayed\r\n", "message/disposition-notification"),
        params="; report-type=disposition-notification",
    )
    assert read(mail) == Reading(Kind.IGNORE, Reason.RECEIPT)


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("failed", Reason.FAILED),
        ("delayed", Reason.DELAYED),
        ("delivered", Reason.DELIVERED),
        ("relayed", Reason.DELIVERED),
        ("expanded", Reason.DELIVERED),
    ],
)
def test_a_delivery_report_is_a_bounce_whatever_it_returns(action: str, reason: Reason) -> None:
    request = reply(calendar(event(attendee()), method="REQUEST"), method="REQUEST")
    for mail in (delivery_report(action), delivery_report(action, original=request)):
        said = read(mail)
        assert (said.kind, said.reason, said.items, said.detail) == (Kind.BOUNCE, reason, (), f"{GUEST}, 5.1.1")


def test_a_bounce_of_its_own_form_is_a_bounce() -> None:
    text = (
        "Hi. This is the qmail-send program at mx.guest.example.\nI'm afraid I wasn't able to deliver your message to "
        "the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        f"<{GUEST}>:\nno mailbox here by that name.\n\n--- Below this line is a copy of the message.\n"
    )
    said = read(fields(From="MAILER-DAEMON@mx.guest.example", Subject="failure notice") + words(text))
    assert (said.kind, said.reason, said.detail) == (Kind.BOUNCE, Reason.FAILED, GUEST)


def test_a_thousand_events_are_the_most_that_is_answered() -> None:
    many = calendar(*(event(attendee(), uid=str(number)) for number in range(1001)))
    assert (read(many).kind, read(many).reason) == (Kind.HUMAN, Reason.TOO_MANY)
