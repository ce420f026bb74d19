# ruff: noqa: E501 - one trait a row
"""Traits of many programs, one a row: what each does to an answer that is otherwise the same."""

import json
from base64 import b64encode, encodebytes
from binascii import b2a_uu
from dataclasses import replace
from email.header import Header

import pytest

from notifications.mail.reading.reader import read
from notifications.mail.reading.values import Item, Kind, Reading, Reason

from .mails import GUEST, OURS, UID, attendee, calendar, delivery_report, event, fields, multipart, part, reply, words
from .test_reader import ACCEPTED, PLAIN, VTIMEZONE, YES

LINE = attendee()
INNER = multipart("alternative", words(), part(PLAIN, "text/calendar; method=REPLY; charset=utf-8"), boundary="in")


def coded(text: str, charset: str) -> bytes:
    """The answer with a comment in this encoding."""
    said = calendar(event(LINE, f"COMMENT:{text}")).decode().encode(charset)
    return fields() + part(said, f"text/calendar; charset={charset}; method=REPLY", encoding="base64")


def uuencoded(raw: bytes) -> bytes:
    lines = b"".join(b2a_uu(raw[at : at + 45]) for at in range(0, len(raw), 45))
    return b"begin 644 reply.ics\n" + lines + b"`\nend\n"


def tlv(tag: int, *values: bytes, endless: bool = False) -> bytes:
    """One value in the encoding of X.690."""
    body = b"".join(values)
    if endless:
        return bytes((tag, 0x80)) + body + b"\0\0"
    size = len(body)
    return bytes((tag, size) if size < 0x80 else (tag, 0x82, size >> 8, size & 0xFF)) + body


def signed(content: bytes, *, endless: bool = False) -> bytes:
    """A mail with an opaque signature; Outlook writes the long form, OpenSSL the endless one."""
    pieces = [tlv(0x04, content[at : at + 200]) for at in range(0, len(content), 200)]
    octets = tlv(0x24, *pieces, endless=True) if endless else tlv(0x04, content)
    data = tlv(0x30, bytes.fromhex("06092a864886f70d010701"), tlv(0xA0, octets, endless=endless), endless=endless)
    body = tlv(0x30, b"\x02\x01\x01", tlv(0x31), data, tlv(0x31), endless=endless)
    message = tlv(0x30, bytes.fromhex("06092a864886f70d010702"), tlv(0xA0, body, endless=endless), endless=endless)
    return fields() + part(message, "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", encoding="base64")


def jcal(partstat: str = "accepted") -> bytes:
    """The answer as RFC 7265 writes it."""
    told = [
        ["uid", {}, "text", UID],
        ["sequence", {}, "integer", 2],
        ["dtstamp", {}, "date-time", "2027-01-12T08:09:10Z"],
        ["attendee", {"partstat": partstat, "cn": 'The "desk"'}, "cal-address", f"mailto:{GUEST}"],
    ]
    return json.dumps(["vcalendar", [["method", {}, "text", "REPLY"]], [["vevent", told, []]]]).encode()


def in_an_mbox(*mails: bytes) -> bytes:
    return b"\n".join(b"From desk Tue Jan 12 08:09:10 2027\n" + one.replace(b"\r\n", b"\n") for one in mails)


ANSWER = reply(PLAIN)
PLIST = b'<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict/></plist>\n'
SAME = {
    "a file of Apple Mail": b"%d      \n" % len(ANSWER) + ANSWER + PLIST,
    "the second mail of an mbox": in_an_mbox(fields() + words("Soon."), ANSWER),
    "twice in an mbox": in_an_mbox(ANSWER, ANSWER),
    "a whole mail in wide characters without a mark": ANSWER.decode().encode("utf-16-le"),
    "a whole mail in UTF-32": ANSWER.decode().encode("utf-32"),
    "a bare file in wide characters without a mark": PLAIN.decode().encode("utf-16-be"),
    "a bare file in base64": encodebytes(PLAIN),
    "returns doubled throughout": ANSWER.replace(b"\r\n", b"\r\r\n"),
    "no field that announces the parts": ANSWER.replace(
        b'Content-Type: multipart/alternative; boundary="=_b"\r\n', b""
    ),
    "parts announced as text": ANSWER.replace(b'multipart/alternative; boundary="=_b"', b"text/plain"),
    "a field without a colon": ANSWER.replace(b"MIME-Version", b"no field\r\nMIME-Version"),
    "an empty line too early": fields() + b"\r\n" + ANSWER.removeprefix(fields()),
    "no empty line before the calendar": fields() + b"Content-Type: text/calendar; method=REPLY\r\n" + PLAIN,
    "a name in encoded words": fields()
    + multipart("mixed", words(), part(PLAIN, 'application/x-any; name="=?utf-8?b?cmVwbHkuaWNz?="', encoding="base64")),
    "jCal": fields() + part(jcal(), "application/calendar+json; method=REPLY; component=VEVENT"),
    "another boundary than announced": reply(PLAIN).replace(b'boundary="=_b"', b'boundary="=_c"'),
    "another boundary than announced, inside": fields()
    + multipart("mixed", words(), INNER.replace(b'boundary="in"', b'boundary="else"'), boundary="out"),
    "no boundary announced": reply(PLAIN).replace(b'; boundary="=_b"', b""),
    "blanks after the boundary": reply(PLAIN).replace(b"--=_b\r\n", b"--=_b   \r\n"),
    "uuencoded in the text": fields() + part(b"See below\n\n" + uuencoded(PLAIN), "text/plain; charset=us-ascii"),
    "uuencoded by its header": fields() + part(uuencoded(PLAIN), "text/calendar; method=REPLY", encoding="x-uuencode"),
    "base64 without its padding": fields()
    + part(PLAIN + b"\r\n", "text/calendar; method=REPLY", encoding="base64").replace(b"=\n", b"\n"),
    "base64 twice": fields() + part(encodebytes(PLAIN), "text/calendar; method=REPLY", encoding="base64"),
    "base64 with the footer of a list": fields()
    + part(PLAIN, "text/calendar; method=REPLY", encoding="base64")
    + b"\r\n____\r\nDesk mailing list\r\n",
    "a file that is still quoted-printable": part(PLAIN, "x", encoding="quoted-printable").partition(b"\r\n\r\n")[2],
    "in a part that says HTML": fields() + part(PLAIN, "text/html"),
    "returns doubled": fields() + part(PLAIN.replace(b"\r\n", b"\r\r\n"), "text/calendar; method=REPLY"),
    "blank lines before folds": fields()
    + part(
        PLAIN.replace(b"UID:", b"UID\r\n :").replace(b"PARTSTAT", b"PART\r\n STAT").replace(b"\r\n", b"\r\n\r\n"),
        "text/calendar; method=REPLY",
    ),
    "blank lines between": fields() + part(PLAIN.replace(b"\r\n", b"\r\n\r\n"), "text/calendar; method=REPLY"),
    "words before and after": fields() + part(b"Hello\r\n\r\n" + PLAIN + b"\r\n-- \r\nJean", "text/calendar"),
    "small letters": fields()
    + part(PLAIN.replace(b"VCALENDAR", b"vcalendar").replace(b"BEGIN", b"begin"), "text/plain"),
    "two objects that say the same": fields() + part(PLAIN * 2, "text/calendar; method=REPLY"),
    "signed (S/MIME)": fields()
    + multipart("signed", INNER, part(b"MII=", "application/pkcs7-signature"), params="; micalg=sha-256"),
    "signed (PGP)": fields() + multipart("signed", INNER, part(b"-----BEGIN", "application/pgp-signature")),
    "signed, opaque": signed(INNER),
    "signed, opaque, without lengths": signed(INNER, endless=True),
    "through a list": fields(Precedence="list", List_Id="<desk.guest.example>")
    + multipart("mixed", INNER, part(b"Desk mailing list", "text/plain")),
    "a name in RFC 2231": fields()
    + multipart(
        "mixed",
        words(),
        part(
            PLAIN,
            "application/octet-stream",
            encoding="base64",
            disposition="attachment; filename*0*=UTF-8''r%C3%A9; filename*1*=ponse.ics",
        ),
    ),
    "a task beside it": reply(
        calendar(event(LINE), f"BEGIN:VTODO\r\nUID:t\r\nATTENDEE;PARTSTAT=COMPLETED:mailto:{GUEST}\r\nEND:VTODO")
    ),
    "a status of the request": reply(calendar(event(LINE, "REQUEST-STATUS:3.7;Invalid user;ATTENDEE:mailto:x@y.z"))),
    "the old request beside it": fields()
    + multipart(
        "mixed",
        part(calendar(event(LINE), method="REQUEST"), "text/calendar; method=REQUEST"),
        part(PLAIN, "text/calendar; method=REPLY"),
    ),
    "UTF-16 that says UTF-8": fields()
    + part(b"\xfe\xff" + PLAIN.decode().encode("utf-16-be"), "text/calendar; charset=utf-8", encoding="base64"),
    "a legacy name with EMAIL": reply(
        calendar(event(f"ATTENDEE;PARTSTAT=ACCEPTED;EMAIL={GUEST}:/o=ExchangeLabs/ou=Exchange (FYDIBOHF)/cn=jean"))
    ),
    "SMTP instead of mailto": reply(calendar(event(LINE.replace("mailto:", "SMTP:")))),
    "slashes after mailto": reply(calendar(event(LINE.replace("mailto:", "mailto://")))),
    "a question after mailto": reply(calendar(event(f"{LINE}?subject=x"))),
    "a name in mailto": reply(calendar(event(LINE.replace(GUEST, f"Jean <{GUEST}>")))),
    "a name with bare quotes": reply(calendar(event(attendee(params=';CN="Jean "The Boss" Dupont"')))),
    "a name with a bare semicolon": reply(calendar(event(attendee(params=";CN=Dupont; Jean")))),
}


@pytest.mark.parametrize("mail", SAME.values(), ids=SAME.keys())
def test_an_acceptance_is_read_through_every_trait(mail: bytes) -> None:
    assert read(mail) == YES


COMMENTS = {
    "windows-1251": "Буду позже",
    "koi8-r": "Буду позже",
    "gb2312": "我会晚到",
    "gb18030": "我会晚到",
    "big5": "我會晚到",
    "iso-2022-jp": "遅れます",
    "shift_jis": "遅れます",
    "euc-kr": "늦을게요",
    "windows-1256": "سأتأخر",
    "iso-8859-15": "10 €",
    "macintosh": "À bientôt",
    "utf-7": "À bientôt",
    "utf-16": "À bientôt",
    "utf-32": "À bientôt",
}


@pytest.mark.parametrize(("charset", "text"), COMMENTS.items())
def test_a_comment_is_read_in_the_encoding_of_the_part(charset: str, text: str) -> None:
    assert read(coded(text, charset)) == replace(YES, items=(replace(ACCEPTED, comment=text),))


@pytest.mark.parametrize(
    "line",
    [
        "COMMENT;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=80 bient=C3=B4t",
        f"COMMENT;ENCODING=BASE64;VALUE=BINARY:{b64encode('À bientôt'.encode()).decode()}",
        'COMMENT;LANGUAGE=fr;ALTREP="CID:<part1>":À bientôt\\n',
        "X-CALENDARSERVER-PRIVATE-COMMENT:À bientôt",
    ],
)
def test_a_comment_is_read_as_old_programs_encode_it(line: str) -> None:
    assert read(reply(calendar(event(LINE, line)))).items == (replace(ACCEPTED, comment="À bientôt"),)


@pytest.mark.parametrize(
    "to",
    ['"mailto:a@x.example","MAILTO:B@x.example"', "mailto:a@x.example,mailto:b@x.example",
     '"mailto:a@x.example,mailto:b@x.example"'],
)  # fmt: skip
def test_delegates_are_read_however_they_are_listed(to: str) -> None:
    said = read(reply(calendar(event(attendee(partstat="DELEGATED", params=f";DELEGATED-TO={to}")))))
    delegated = replace(ACCEPTED, partstat="DELEGATED", delegated_to=("a@x.example", "b@x.example"))
    assert said.items == (delegated,)


def test_a_bare_file_of_jcal_is_read() -> None:
    said = read(jcal("declined"))
    assert said == Reading(Kind.REPLY, Reason.ANSWERED, (replace(ACCEPTED, partstat="DECLINED"),))


ZONES = {
    "CEST": "08:00",
    "EDT": "14:00",
    "EST5EDT": "14:00",
    "CET": "08:00",
    "Europe-Vienna": "08:00",
    "Eastern": "14:00",
    "Eastern Time (US & Canada)": "14:00",
    "New York": "14:00",
    "Western/Central Europe": "08:00",
    "Central European Summer Time": "08:00",
    '"(UTC-03:00) City of Buenos Aires"': "13:00",
    "GMT+2": "08:00",
    "tzone://Microsoft/Utc": "10:00",
    "Europe/Kyiv": "07:00",
    "US/Eastern": "14:00",
    "E. South America Standard Time": "13:00",
    "India Standard Time": "04:30",
    "W. Europe Daylight Time": "08:00",
    "/softwarestudio.org/Olson_20011030_5/America/New_York": "14:00",
    "UTC+02:00": "08:00",
    '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"': "08:00",
    "(UTC+01:00) Brussels\\, Copenhagen\\, Madrid\\, Paris": "08:00",
    "(GMT+01.00) Paris/Brussels/Copenhagen/Madrid": "08:00",
    '"(UTC-05:00) Eastern Time (US & Canada)"': "14:00",
    '"(UTC+00:00) Dublin, Edinburgh, Lisbon, London"': "09:00",
    '"(UTC) Coordinated Universal Time"': "10:00",
    '"(UTC+10:00) Canberra, Melbourne, Sydney"': "00:00",
    '"(UTC-03:30) Newfoundland"': "12:30",
    "(the rules given)": "08:00",
}


@pytest.mark.parametrize(("zone", "instant"), ZONES.items())
def test_a_proposal_is_read_in_the_zone_that_a_program_names(zone: str, instant: str) -> None:
    given = VTIMEZONE.replace("Customized Time Zone", "(the rules given)")
    said = read(reply(calendar(given, event(LINE, f"DTSTART;TZID={zone}:20270519T100000"), method="COUNTER")))
    assert [one.start for one in said.items] == [f"2027-05-19T{instant}:00Z"]


def test_rules_that_are_given_are_better_than_an_abbreviation() -> None:
    given = VTIMEZONE.replace("Customized Time Zone", "EST").replace("+01", "-05").replace("+02", "-04")
    said = read(reply(calendar(given, event(LINE, "DTSTART;TZID=EST:20270519T100000"), method="COUNTER")))
    assert [one.start for one in said.items] == ["2027-05-19T14:00:00Z"]


RULES = {
    "the last": ("BYDAY=-1SU;BYMONTH=10", "BYDAY=-1SU;BYMONTH=3"),
    "the fifth": ("BYDAY=5SU;BYMONTH=10", "BYDAY=5SU;BYMONTH=3"),
    "by position": ("BYMONTH=10;BYDAY=SU;BYSETPOS=-1", "BYMONTH=3;BYDAY=SU;BYSETPOS=-1"),
    "by dates": ("BYMONTH=10;BYMONTHDAY=25,26,27,28,29,30,31;BYDAY=SU", "BYMONTH=3;BYMONTHDAY=25,26,27,28,29,30,31;BYDAY=SU"),
    "by dates from the end": ("BYMONTH=10;BYMONTHDAY=-7,-6,-5,-4,-3,-2,-1;BYDAY=SU", "BYMONTH=3;BYMONTHDAY=-7,-6,-5,-4,-3,-2,-1;BYDAY=SU"),
    "by one date": ("BYMONTH=10;BYMONTHDAY=31", "BYMONTH=3;BYMONTHDAY=28"),
    "with blanks": (" BYDAY=-1SU; BYMONTH=10", " BYDAY=-1SU; BYMONTH=3"),
    "with an hour": ("BYMINUTE=0;BYHOUR=3;BYDAY=-1SU;BYMONTH=10", "BYMINUTE=0;BYHOUR=2;BYDAY=-1SU;BYMONTH=3"),
}  # fmt: skip
DAYS = {"20270327": "09", "20270329": "08", "20271030": "08", "20271101": "09", "20280101": "09"}


@pytest.mark.parametrize(("winter", "summer"), RULES.values(), ids=RULES.keys())
def test_the_rules_of_a_zone_are_read_in_every_form(winter: str, summer: str) -> None:
    given = VTIMEZONE.replace("BYDAY=-1SU;BYMONTH=10", winter).replace("BYDAY=-1SU;BYMONTH=3", summer)
    starts = [event(LINE, f"DTSTART;TZID=Customized Time Zone:{day}T100000", uid=day) for day in DAYS]
    said = read(reply(calendar(given, *starts, method="COUNTER")))
    assert {one.uid: (one.start or "")[11:13] for one in said.items} == DAYS


@pytest.mark.parametrize(
    ("given", "instant"),
    [
        ("DTSTART:20300101T000000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0100", "04:30"),
        ("DTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0300", "07:00"),
    ],
    ids=["before the first of its rules", "after it"],
)
def test_a_zone_of_one_rule_has_two_offsets(given: str, instant: str) -> None:
    zone = f"BEGIN:VTIMEZONE\r\nTZID:Q\r\nBEGIN:STANDARD\r\n{given}\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    said = read(reply(calendar(zone, event(LINE, "DTSTART;TZID=Q:20270519T100000"), method="COUNTER")))
    assert [one.start for one in said.items] == [f"2027-05-19T{instant}:00Z"]


def test_a_zone_without_rules_is_at_the_place_that_it_names() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:Q\r\nX-LIC-LOCATION:Europe/Vienna\r\nEND:VTIMEZONE"
    said = read(reply(calendar(zone, event(LINE, "DTSTART;TZID=Q:20270519T100000"), method="COUNTER")))
    assert [one.start for one in said.items] == ["2027-05-19T08:00:00Z"]


def test_a_zone_that_only_its_sender_knows_is_asked_of_a_person_where_it_matters() -> None:
    lines = (LINE, "DTSTART;TZID=Customized Time Zone:20270519T100000")
    assert read(reply(calendar(event(*lines)))) == YES
    countered = read(reply(calendar(event(*lines), method="COUNTER")))
    assert (countered.kind, countered.reason) == (Kind.HUMAN, Reason.UNKNOWN_ZONE)


AWAY = [
    "Re: Invitation (Automatic Response)", "[Automatyczna odpowiedź] x", "Message d'absence : x", "Nicht im Büro: x",
    "Automatic reply: Invitation", "Out of Office: Invitation", "OOO: Invitation", "Auto: Invitation", "Vacation: x",
    "I am out of the office Re: Invitation", "Automatische Antwort: x", "Abwesenheitsnotiz: x", "Absence du bureau : x",
    "Respuesta automática: x", "Fuera de la oficina: x", "Risposta automatica: x", "Resposta automática: x",
    "Automatisch antwoord: x", "Automatyczna odpowiedź: x", "Autosvar: x", "Automatiskt svar: x", "Automatisk svar: x",
    "Automaattinen vastaus: x", "Automatická odpověď: x", "Otomatik yanıt: x", "Automatikus válasz: x",
    "Αυτόματη απάντηση: x", "Răspuns automat: x", "Автоматический ответ: x", "Автоматична відповідь: x",
    "自动答复: x", "自動回覆: x", "自動応答: x", "자동 회신: x", "رد تلقائي: x", "תשובה אוטומטית: x",
]  # fmt: skip


@pytest.mark.parametrize("subject", AWAY)
def test_an_absence_is_known_by_its_subject_in_many_languages(subject: str) -> None:
    assert read(fields(Subject=Header(subject, "utf-8").encode()) + words("…")) == Reading(
        Kind.IGNORE, Reason.AUTOMATIC
    )


SMAIL = "Failed addresses follow:\n  x@guest.example\nMessage text follows:\n"
BOUNCES = {
    "Exchange, in HTML": fields(From="postmaster@guest.example", Subject="Undeliverable: Invitation")
    + part(b"<p>Your message couldn't be delivered.</p>", "text/html"),
    "MDaemon": fields(From="MDaemon@guest.example", Subject="Permanent Delivery Failure") + words("Failed address: x"),
    "GroupWise": fields(From="x@guest.example", Subject="Message status - undeliverable") + words("user not found"),
    "Domino": fields(From="Postmaster@guest.example", Subject="DELIVERY FAILURE: User not listed") + words("…"),
    "Yahoo": fields(From="MAILER-DAEMON@yahoo.example", Subject="Failure Notice") + words("Sorry, we were unable …"),
    "Courier": fields(From="<@mx.guest.example>", Subject="NOTICE: mail delivery status.", Return_Path="<>")
    + words("…"),
    "a gateway under a name of its own": fields(From="smtp_gateway@guest.example", Subject="Non-Delivery: x")
    + words(SMAIL),
    "Sieve": fields(From="x@guest.example", Subject="Automatically rejected mail", Return_Path="<MAILER-DAEMON>")
    + words("…"),
    "AOL": fields(From="MAILER-DAEMON@guest.example", Subject="Mail Delivery Problem") + words("…"),
    "a daemon, whatever it says": fields(From="MAILER-DAEMON@guest.example", Subject="There was an error") + words("…"),
    "in French": fields(From="postmaster@guest.example", Subject=Header("Échec de remise : x", "utf-8").encode())
    + words("…"),
    "in Japanese": fields(From="postmaster@guest.example", Subject=Header("配信できません", "utf-8").encode())
    + words("…"),
    "in German": fields(From="postmaster@guest.example", Subject="Unzustellbar: Einladung") + words("…"),
    "in Russian": fields(
        From="MAILER-DAEMON@guest.example", Subject=Header("Недоставленное сообщение", "utf-8").encode()
    )
    + words("…"),
    "in Chinese": fields(From="postmaster@guest.example", Subject=Header("系统退信", "utf-8").encode()) + words("…"),
    "a report that does not say so": delivery_report("failed").replace(b"multipart/report", b"multipart/mixed"),
    "a report in capitals": delivery_report("FAILED"),
}


@pytest.mark.parametrize("mail", BOUNCES.values(), ids=BOUNCES.keys())
def test_a_bounce_is_known_in_the_forms_of_many_servers(mail: bytes) -> None:
    said = read(mail)
    assert (said.kind, said.reason) == (Kind.BOUNCE, Reason.FAILED)


DELAYS = {
    "Courier": fields(From="postmaster@guest.example", Subject="WARNING: delayed mail") + words("…"),
    "Exim": fields(From="Mailer-Daemon@guest.example", Subject="Warning: message 1aB-2 delayed 24 hours") + words("…"),
    "Sendmail": fields(From="MAILER-DAEMON@guest.example", Subject="Warning: could not send message for past 4 hours")
    + words("…"),
    "in German": fields(From="postmaster@guest.example", Subject=Header("Zustellung verzögert: x", "utf-8").encode())
    + words("…"),
    "in the form of RFC 3464": delivery_report("delayed"),
}


@pytest.mark.parametrize("mail", DELAYS.values(), ids=DELAYS.keys())
def test_a_delay_is_no_failure(mail: bytes) -> None:
    said = read(mail)
    assert (said.kind, said.reason) == (Kind.BOUNCE, Reason.DELAYED)


NO_ANSWER = {
    "a person who names another": (
        fields(Subject="Re: Invitation") + words("I cannot, but Marie, marie@guest.example, will come."),
        Kind.HUMAN,
        Reason.WORDS,
    ),
    "a person who quotes a bounce": (
        fields(Subject="Re: Undeliverable: Invitation", In_Reply_To="<1@mx.guest.example>") + words(SMAIL),
        Kind.HUMAN,
        Reason.WORDS,
    ),
    "a person who writes of a delivery": (
        fields(Subject="Delivery failure of the parcel") + words("We accept."),
        Kind.HUMAN,
        Reason.WORDS,
    ),
    "an absence that names another": (
        fields(Subject="I am away", Return_Path="<>", Auto_Submitted="auto-replied")
        + words("In my absence ask Marie, marie@guest.example, please."),
        Kind.IGNORE,
        Reason.AUTOMATIC,
    ),
    "other mails of an mbox": (in_an_mbox(fields() + words("A."), fields() + words("B.")), Kind.HUMAN, Reason.WORDS),
    "an mbox that contradicts itself": (
        in_an_mbox(ANSWER, reply(calendar(event(attendee(partstat="DECLINED"))))),
        Kind.HUMAN,
        Reason.DISAGREE,
    ),
    "an mbox of nothing": (b"From desk Tue Jan 12 08:09:10 2027\n", Kind.HUMAN, Reason.EMPTY),
    "other JSON": (b'["vcard", [], []]', Kind.HUMAN, Reason.NOT_MAIL),
    "a receipt that does not say so": (
        fields(Subject="Gelesen: x")
        + multipart("mixed", words(), part(b"Disposition: displayed\r\n", "message/disposition-notification")),
        Kind.IGNORE,
        Reason.RECEIPT,
    ),
    "a machine of FirstClass": (fields(X_FC_MachineGenerated="true") + words("…"), Kind.IGNORE, Reason.AUTOMATIC),
    "words that quote a calendar": (fields() + words("Yes.\n> BEGIN:VCALENDAR"), Kind.HUMAN, Reason.WORDS),
    "words about a bounce": (
        fields(Subject="Re: x") + words("Your mail could not be delivered, but yes."),
        Kind.HUMAN,
        Reason.WORDS,
    ),
    "a complaint": (
        fields(Subject="FW: x")
        + multipart("report", part(b"Feedback-Type: abuse\r\n", "message/feedback-report"), params="; report-type=feedback-report"),
        Kind.HUMAN,
        Reason.WORDS,
    ),
    "encrypted": (
        fields() + part(bytes.fromhex("300d06092a864886f70d010703a000"), "application/pkcs7-mime", encoding="base64"),
        Kind.HUMAN,
        Reason.ENCRYPTED,
    ),
    "a signature that ends early": (
        signed(INNER)[:-300],
        Kind.HUMAN,
        Reason.ENCRYPTED,
    ),
    "JSON with addresses": (
        fields(From=f"<{GUEST}>", To=OURS) + part(f'[["attendee","mailto:{GUEST}"]]'.encode(), "application/calendar+json"),
        Kind.HUMAN,
        Reason.WORDS,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("mail", "kind", "reason"), NO_ANSWER.values(), ids=NO_ANSWER.keys())
def test_what_is_no_answer_is_told_apart(mail: bytes, kind: Kind, reason: Reason) -> None:
    said = read(mail)
    assert (said.kind, said.reason) == (kind, reason)


def test_a_series_is_answered_event_by_event() -> None:
    two = calendar(event(LINE), event(attendee(partstat="DECLINED"), "RECURRENCE-ID;VALUE=DATE:20270520"))
    declined: Item = replace(ACCEPTED, partstat="DECLINED", recurrence_id="2027-05-20")
    assert (UID, read(reply(two)).items) == (ACCEPTED.uid, (ACCEPTED, declined))
