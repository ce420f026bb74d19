"""Calendars to subscribe to (RFC 5545 §3.6, RFC 7986 §5): no METHOD, no ORGANIZER, no ATTENDEE."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from icalendar import vText
from icalendar.parser import Contentline, Parameters

from backend.domain.plaintext import clean

from .events import render_event
from .itip import PRODID
from .timezones import is_utc, vtimezone

__all__ = ["calendar", "render_event"]


def calendar(
    name: str,
    events: Iterable[bytes],
    *,
    zones: Mapping[str, tuple[int, int]],
    refresh_hours: int = 1,
    language: str = "en",
    description: str = "",
) -> bytes:
    """A VCALENDAR of VEVENTs that `render_event` made; `zones` says which years their VTIMEZONEs must cover.

    The same events give the same bytes in whatever order they come.
    """
    head = _head(clean(name), clean(description), refresh_hours, language)
    needed = (vtimezone(zone, *zones[zone]) for zone in sorted(zones) if not is_utc(zone))
    return b"".join((head, *needed, *sorted(events), b"END:VCALENDAR\r\n"))


def cancelled(event: bytes, *, sequence: int, stamp: datetime) -> bytes:
    """An event that `render_event` made, as cancelled (RFC 5545 §3.8.1.11): its last words with a higher SEQUENCE."""
    event = re.sub(rb"\r\nSTATUS:[A-Z]+\r\n", b"\r\nSTATUS:CANCELLED\r\n", event, count=1)
    event = re.sub(rb"\r\nSEQUENCE:\d+\r\n", b"\r\nSEQUENCE:%d\r\n" % sequence, event, count=1)
    moment = f"{stamp:%Y%m%dT%H%M%SZ}".encode()
    return re.sub(rb"\r\n(DTSTAMP|LAST-MODIFIED):\w+(?=\r\n)", rb"\r\n\1:" + moment, event, count=2)


def _head(name: str, description: str, refresh_hours: int, language: str) -> bytes:
    """NAME and DESCRIPTION (RFC 7986 §5.1, §5.2), REFRESH-INTERVAL (§5.7), and what older readers call them."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN"]
    lines += [_text("NAME", name, language), _text("X-WR-CALNAME", name)]
    if description:
        lines += [_text("DESCRIPTION", description, language), _text("X-WR-CALDESC", description)]
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_hours}H", f"X-PUBLISHED-TTL:PT{refresh_hours}H"]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _text(name: str, value: str, language: str = "") -> str:
    params = Parameters({"LANGUAGE": language} if language else {})
    return str(Contentline.from_parts(name, params, vText(value)).to_ical().decode())
