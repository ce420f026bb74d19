"""Calendars to subscribe to (RFC 5545 §3.6, RFC 7986 §5): no METHOD, no ORGANIZER, no ATTENDEE."""

from collections.abc import Iterable

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
    zones: Iterable[str],
    years: tuple[int, int],
    refresh_hours: int = 1,
    language: str = "en",
    description: str = "",
) -> bytes:
    """A VCALENDAR of VEVENTs that `render_event` made; `zones` and `years` are those of the events.

    The same events give the same bytes in whatever order they come.
    """
    needed = sorted({zone for zone in zones if not is_utc(zone)})
    head = _head(clean(name), clean(description), refresh_hours, language)
    parts = [head, *(vtimezone(zone, *years) for zone in needed), *sorted(events)]
    return b"".join((*parts, b"END:VCALENDAR\r\n"))


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
