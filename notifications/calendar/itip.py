"""Scheduling messages from the organizer to one attendee (RFC 5546)."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from .events import Event, folded, halves, web_address
from .people import Attendee, Organizer, attendee_line, organizer_line
from .timezones import vtimezone

PRODID = "-//Article Six//Observer invitations//EN"
_END = b"END:VEVENT\r\nEND:VCALENDAR\r\n"


def request(event: Event, *, organizer: Organizer, attendee: Attendee, link: str = "") -> bytes:
    """METHOD:REQUEST, an invitation or its update (RFC 5546 §3.2.2); `link` is where this attendee can answer."""
    return _message("REQUEST", event, organizer, attendee_line(attendee, ask=True), link)


def cancel(event: Event, *, organizer: Organizer, attendee: Attendee, whole: bool) -> bytes:
    """METHOD:CANCEL (RFC 5546 §3.2.5); STATUS:CANCELLED only where the whole event is cancelled."""
    cancelled = replace(event, status="CANCELLED" if whole else "")
    return _message("CANCEL", cancelled, organizer, attendee_line(attendee, ask=False))


def decline_counter(event: Event, *, organizer: Organizer, attendee: Attendee) -> bytes:
    """METHOD:DECLINECOUNTER: the event stays as it is (RFC 5546 §3.2.8)."""
    return _message("DECLINECOUNTER", event, organizer, attendee_line(attendee, ask=False))


def answer_refresh(event: Event, *, organizer: Organizer, attendee: Attendee, stamp: datetime) -> bytes:
    """The current REQUEST again, with its SEQUENCE and a new DTSTAMP (RFC 5546 §3.2.6, §2.1.5)."""
    return request(replace(event, stamp=stamp), organizer=organizer, attendee=attendee)


def _message(method: str, event: Event, organizer: Organizer, attendee: bytes, link: str = "") -> bytes:
    """RFC 5545 §3.6: one VEVENT, what is common rendered once and what is the recipient's put in."""
    told, rest = halves(event)
    line, url = _link(link, event, described=bool(told)) if link else (b"", b"")
    parts = (_opening(method, event), told, line, rest, url, organizer_line(organizer), attendee, _END)
    return b"".join(parts)


@lru_cache(maxsize=256)
def _opening(method: str, event: Event) -> bytes:
    head = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODID}\r\nCALSCALE:GREGORIAN\r\nMETHOD:{method}\r\n"
    return head.encode() + (vtimezone(event.time_zone, *event.years) if event.zoned else b"")


def _link(link: str, event: Event, *, described: bool) -> tuple[bytes, bytes]:
    """The attendee's answer link as the last line of the DESCRIPTION, and as URL where the event has none."""
    address = web_address(link)
    line = b"\r\n " + folded(b"\\n" + address, first=74) if described else b""
    return line, b"" if event.url else folded(b"URL:" + address) + b"\r\n"
