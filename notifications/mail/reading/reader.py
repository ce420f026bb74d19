"""From any bytes to one reading. Bounces are looked for first, then answers, then what is no answer."""

import re
from collections.abc import Sequence
from email import message_from_bytes

from . import answers, automatic, jcal, meetings, tnef
from .bounces import Bounce, delivery_report, odd_report
from .contentlines import decoded
from .headers import Bounded, Mail, addresses
from .parts import Contents, contents, unquoted
from .values import CalendarPart, Kind, Reading, Reason
from .wrappings import mails, narrow, unbase64

MOST_BYTES = 40_000_000
MOST_WORK = 10_000_000
"""Lines times boundaries: what the MIME parser compares in about a second."""

_GROUP = 200
"""What two groups of fields cost, in lines."""

_CALENDAR = re.compile(rb"[\s\xef\xbb\xbf\xff\xfe\0]*B\0{0,3}E\0{0,3}G\0{0,3}I\0{0,3}N\0{0,3}:", re.IGNORECASE)
_FIRST_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:")
_LATER_CALENDAR = re.compile(rb"(?:\A|[\r\n])[ \t]*BEGIN:VCALENDAR", re.IGNORECASE)
_ACTIONS = {"failed": Reason.FAILED, "delayed": Reason.DELAYED}


def read(raw: bytes) -> Reading:
    """What these bytes say: a mail, a bare calendar, or nothing that can be read. Never raises."""
    try:
        return _read(raw)
    except RecursionError:
        return Reading(Kind.HUMAN, Reason.TOO_LARGE, detail="nested too deeply")
    except Exception as error:  # any bytes give one reading; the parsers below are not all ours
        return Reading(Kind.HUMAN, Reason.BROKEN, detail=type(error).__name__)


def parsed(raw: bytes) -> Mail:
    """The mail, without what an mbox or Apple Mail puts around it."""
    return _parsed(next(iter(mails(raw)), b""))


def _parsed(mail: bytes) -> Mail:
    return message_from_bytes(mail, policy=Bounded())


def _read(given: bytes) -> Reading:
    raw = narrow(given) if len(given) <= MOST_BYTES else given
    if len(raw) > MOST_BYTES or _work(raw) > MOST_WORK:
        return Reading(Kind.HUMAN, Reason.TOO_LARGE)
    said = [_of_one(one) for one in mails(raw)]
    answered = [one for one in said if one.items]
    if len(said) > 1 and answered:
        return _agreed(answered)
    return said[0] if said else Reading(Kind.HUMAN, Reason.EMPTY)


def _of_one(raw: bytes) -> Reading:
    if not raw.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return Reading(Kind.HUMAN, Reason.EMPTY)
    if _FIRST_FIELD.match(raw[:2000]) and not _CALENDAR.match(raw[:200]):
        return _of_mail(raw, _parsed(raw))
    if text := _bare(raw):
        return _of_calendars([CalendarPart(text)], ())
    return Reading(Kind.HUMAN, Reason.TNEF if raw.startswith(tnef.SIGNATURE) else Reason.NOT_MAIL)


def _work(raw: bytes) -> int:
    """What parsing costs; in a report an empty line may begin a group of fields, which is a message of its own."""
    ends = max(raw.count(b"\n"), raw.count(b"\r"))
    empty = raw.count(b"\n\n") + raw.count(b"\n\r\n") + raw.count(b"\r\r")
    groups = empty if re.search(rb"delivery-status", raw, re.IGNORECASE) else 0
    return ends * (1 + len(re.findall(rb"boundary", raw, re.IGNORECASE))) + groups * _GROUP


def _bare(raw: bytes) -> str:
    """The calendar of a file that is no mail: content lines, perhaps after some other text, jCal or a winmail.dat."""
    plain = unbase64(raw)
    if plain.startswith(tnef.SIGNATURE):
        return meetings.calendar_of(plain)
    if _CALENDAR.match(plain[:200]):
        return decoded(unquoted(plain))
    return decoded(plain) if _LATER_CALENDAR.search(plain) else jcal.calendar_of(plain)


def _of_mail(raw: bytes, mail: Mail) -> Reading:
    if report := delivery_report(mail):
        return _of_bounce(report)
    held = contents(mail)
    senders = addresses(mail, "From") or addresses(mail, "Sender")
    said = _of_calendars(held.calendars, senders) if held.calendars else None
    if said and said.items:
        return Reading(Kind.IGNORE, Reason.AUTOMATIC) if automatic.replied_by_machine(mail) else said
    if odd := odd_report(raw, mail):
        return _of_bounce(odd)
    if automatic.is_receipt(mail):
        return Reading(Kind.IGNORE, Reason.RECEIPT)
    if automatic.is_automatic(mail):
        return Reading(Kind.IGNORE, Reason.AUTOMATIC)
    return said or _without_calendar(held)


def _of_bounce(bounce: Bounce) -> Reading:
    reason = _ACTIONS.get(bounce.action, Reason.DELIVERED)
    return Reading(Kind.BOUNCE, reason, detail=", ".join(filter(None, (*bounce.recipients[:20], bounce.status))))


def _without_calendar(held: Contents) -> Reading:
    counted = (
        (held.tnef, Reason.TNEF),
        (held.unreadable, Reason.UNREADABLE),
        (held.forwarded, Reason.FORWARDED),
        (held.encrypted, Reason.ENCRYPTED),
    )
    return Reading(Kind.HUMAN, next((reason for count, reason in counted if count), Reason.WORDS))


def _of_calendars(parts: Sequence[CalendarPart], senders: Sequence[str]) -> Reading:
    """The answer of the likeliest parts; where none answers, what the first one is instead."""
    read_parts = [(part.rank, one) for part in parts for one in answers.readings(part, senders)]
    answered = [(rank, one) for rank, one in read_parts if one.items]
    if answered:
        best = min(rank for rank, _ in answered)
        return _agreed([one for rank, one in answered if rank == best])
    if not read_parts:
        return Reading(Kind.HUMAN, Reason.UNREADABLE)
    people = [one for _, one in read_parts if one.kind is Kind.HUMAN]
    return (people or [min(read_parts, key=lambda pair: pair[0])[1]])[0]


def _agreed(said: Sequence[Reading]) -> Reading:
    """Calendars that say the same count once; two that contradict one another are for a person."""
    items = tuple(dict.fromkeys(item for one in said for item in one.items)) if len(said) > 1 else said[0].items
    subjects = {(item.uid, item.recurrence_id, item.attendee) for item in items}
    if len(said) > 1 and (len({one.kind for one in said}) > 1 or len(subjects) < len(items)):
        return Reading(Kind.HUMAN, Reason.DISAGREE)
    return Reading(said[0].kind, said[0].reason, items)
