"""Outlook's meeting messages as iCalendar (MS-OXOCAL §2.2, MS-OXCICAL §2.1.3): the same reader then reads both."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from .contentlines import decoded, escaped
from .tnef import Name, Winmail, winmail

_MEETING, _APPOINTMENT = "6ed8da90", "00062002"
"""PSETID_Meeting and PSETID_Appointment (MS-OXPROPS §1.3.2)."""

_CLASS, _BODY = 0x001A, 0x1000
_SUBMITTED, _MODIFIED = 0x0039, 0x3008
_SENDERS: Final = (0x5D02, 0x5D01, 0x0065, 0x0C1F)
"""Sent-representing and sender: SMTP addresses first, then whatever address there is."""

_GLOBAL_ID: Final = ((_MEETING, 0x23), (_MEETING, 0x03))
_ANSWERED, _SEQUENCE, _REPLACED = (_MEETING, 0x01), (_APPOINTMENT, 0x8201), (_APPOINTMENT, 0x8228)
_STARTS, _ENDS, _NEW_START, _NEW_END = ((_APPOINTMENT, one) for one in (0x820D, 0x820E, 0x8250, 0x8251))
_WHOLE_DAY = (_APPOINTMENT, 0x8215)
_UTC = "%Y%m%dT%H%M%SZ"
_THIRD_PARTY = b"vCal-Uid\x01\0\0\0"
_PARTSTATS: Final[Mapping[str, str]] = {"pos": "ACCEPTED", "neg": "DECLINED", "tent": "TENTATIVE"}
_OLD: Final[Mapping[str, str]] = {
    "ipm.microsoft schedule.mtgrespp": "ipm.schedule.meeting.resp.pos",
    "ipm.microsoft schedule.mtgrespn": "ipm.schedule.meeting.resp.neg",
    "ipm.microsoft schedule.mtgrespa": "ipm.schedule.meeting.resp.tent",
    "ipm.microsoft schedule.mtgreq": "ipm.schedule.meeting.request",
    "ipm.microsoft schedule.mtgcncl": "ipm.schedule.meeting.canceled",
}
"""The names of the first Exchange, which TNEF still writes (MS-OXTNEF §2.1.3.3.1)."""


def calendar_of(raw: bytes) -> str:
    """The calendar that a winmail.dat holds, or an empty text: its meeting message, else an .ics that it carries."""
    held = winmail(raw)
    kind = _kind(held)
    if kind.startswith("ipm.schedule.meeting.") and (uid := _uid(held)):
        return "\r\n".join(["BEGIN:VCALENDAR", *_lines(held, kind, uid), "END:VEVENT", "END:VCALENDAR", ""])
    attached = next((one.data for one in held.files if one.name.endswith(".ics")), b"")
    return decoded(attached)


def _kind(held: Winmail) -> str:
    named = held.message_class or str(held.properties.get(_CLASS, ""))
    name = named.lower().removeprefix("microsoft mail v3.0 ")
    return _OLD.get(name, name)


def _lines(held: Winmail, kind: str, uid: str) -> Iterator[str]:
    answered = ".resp." in kind
    partstat = _PARTSTATS.get(kind.rpartition(".")[2], "NEEDS-ACTION")
    countered = answered and _moment(held, _NEW_START) is not None
    yield f"METHOD:{'COUNTER' if countered else 'REPLY' if answered else 'CANCEL' if 'cancel' in kind else 'REQUEST'}"
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(uid)}"
    yield f"ATTENDEE;PARTSTAT={partstat}:mailto:{_sender(held)}"
    sequence = held.properties.get(_SEQUENCE)
    yield f"SEQUENCE:{sequence if isinstance(sequence, int) else 0}"
    if stamp := _moment(held, _ANSWERED, _SUBMITTED, _MODIFIED):
        yield f"DTSTAMP:{stamp:{_UTC}}"
    yield from _edge(held, "DTSTART", _NEW_START if countered else _STARTS)
    yield from _edge(held, "DTEND", _NEW_END if countered else _ENDS)
    yield from _instance(held)
    if isinstance(said := held.properties.get(_BODY), str) and said.strip():
        yield f"COMMENT:{escaped(said.strip())}"


def _edge(held: Winmail, edge: str, name: Name) -> Iterator[str]:
    """The edge of a meeting of whole days is midnight in its zone: half a day later it is that day in UTC too."""
    moment = _moment(held, name)
    if moment and held.properties.get(_WHOLE_DAY):
        yield f"{edge};VALUE=DATE:{moment + timedelta(hours=12):%Y%m%d}"
    elif moment:
        yield f"{edge}:{moment:{_UTC}}"


def _sender(held: Winmail) -> str:
    written = (str(held.properties.get(name, "")) for name in _SENDERS)
    return next((one for one in written if "@" in one), "").replace("\r", "").replace("\n", "")


def _global_id(held: Winmail) -> bytes:
    return next((found for name in _GLOBAL_ID if isinstance(found := held.properties.get(name), bytes)), b"")


def _uid(held: Winmail) -> str:
    """MS-OXCICAL §2.1.3.1.1.20.26: a UID of another program is kept inside; Outlook's own is the whole id in hex."""
    found = _global_id(held)
    if len(found) < 40:
        return ""
    inner = found[40:]
    if inner.startswith(_THIRD_PARTY):
        return inner[len(_THIRD_PARTY) :].partition(b"\0")[0].decode("utf-8", "replace")
    return (found[:16] + bytes(4) + found[20:]).hex().upper()


def _instance(held: Winmail) -> Iterator[str]:
    """RECURRENCE-ID: the id of one meeting of a series carries its day (MS-OXCICAL §2.1.3.1.1.20.20)."""
    found = held.properties.get(_GLOBAL_ID[1])
    year, month, day = (found[16:18], found[18:19], found[19:20]) if isinstance(found, bytes) else (b"", b"", b"")
    of_one = any(year + month + day)
    date = f"{int.from_bytes(year, 'big'):04d}{month[0]:02d}{day[0]:02d}" if of_one and day else ""
    if start := _moment(held, _REPLACED) or _near(_moment(held, _STARTS), date):
        yield f"RECURRENCE-ID:{start:{_UTC}}"
    elif date:
        yield f"RECURRENCE-ID;VALUE=DATE:{date}"


def _moment(held: Winmail, *names: Name) -> datetime | None:
    """The first of these that is a time; Outlook writes the year 1601 or 4501 for none."""
    values = (held.properties.get(name) for name in names)
    return next((one for one in values if isinstance(one, datetime) and 1601 < one.year < 4501), None)


def _near(moment: datetime | None, day: str) -> datetime | None:
    """The day is one of the meeting's zone, which may be the day before or after in UTC."""
    days = [f"{moment + timedelta(days=by):%Y%m%d}" for by in (-1, 0, 1)] if moment else []
    return moment if day in days else None
