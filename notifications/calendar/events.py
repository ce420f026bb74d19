"""One VEVENT (RFC 5545 §3.6.1), rendered once and joined into mails and feeds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import vCategory, vDate, vDatetime, vText

from backend.domain.errors import DomainError
from backend.domain.moments import zone_named
from backend.domain.plaintext import clean

from .timezones import is_utc

_URL_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"


class UnsoundEvent(DomainError):
    """The event cannot be written to a calendar: {why}."""

    code = "unsound_event"


@dataclass(frozen=True, slots=True)
class Event:
    """What a calendar entry says.

    Timed: `start` and `end` are aware and `time_zone` names the IANA zone of the wall time that was promised.
    All-day: both are dates, `end` is the first day after (RFC 5545 §3.6.1), and there is no zone.
    """

    uid: str
    sequence: int
    stamp: datetime
    summary: str
    start: datetime | date
    end: datetime | date
    time_zone: str = ""
    created: datetime | None = None
    last_modified: datetime | None = None
    description: str = ""
    location: str = ""
    url: str = ""
    status: str = "CONFIRMED"
    transparent: bool = False
    categories: tuple[str, ...] = ()
    classification: str = ""

    def __post_init__(self) -> None:
        _check_times(self)
        if not self.uid or clean(self.uid) != self.uid:
            raise UnsoundEvent(where="uid", why="its UID is empty or has control characters")
        if self.sequence < 0:
            raise UnsoundEvent(where="sequence", why="its SEQUENCE is negative")

    @property
    def all_day(self) -> bool:
        return not isinstance(self.start, datetime)

    @property
    def zoned(self) -> bool:
        """The event needs a VTIMEZONE beside it."""
        return not self.all_day and not is_utc(self.time_zone)

    @property
    def years(self) -> tuple[int, int]:
        """The years that its VTIMEZONE must cover."""
        return self.start.year, self.end.year


def _check_times(event: Event) -> None:
    start, end = event.start, event.end
    stamps = [stamp for stamp in (event.stamp, event.created, event.last_modified) if stamp]
    if any(stamp.utcoffset() != timedelta(0) for stamp in stamps):
        raise UnsoundEvent(where="stamp", why="its stamps are not in UTC")
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise UnsoundEvent(where="end", why="one end is a date and the other a time")
    if isinstance(start, datetime) and isinstance(end, datetime):
        if start.utcoffset() is None or end.utcoffset() is None:
            raise UnsoundEvent(where="start", why="its times float: they have no zone")
        zone_named(event.time_zone)
    elif event.time_zone:
        raise UnsoundEvent(where="time_zone", why="an all-day event has no zone")
    if end < start or (end == start and event.all_day):
        raise UnsoundEvent(where="end", why="it ends before it starts")


@lru_cache(maxsize=4096)
def render_event(event: Event) -> bytes:
    """BEGIN:VEVENT … END:VEVENT, CRLF, folded at 75 octets (RFC 5545 §3.1), the same bytes for the same event."""
    lines = ["BEGIN:VEVENT", *_lines(event), "END:VEVENT"]
    return "".join(f"{line}\r\n" for line in lines).encode()


@lru_cache(maxsize=4096)
def halves(event: Event) -> tuple[bytes, bytes]:
    """The event's bytes up to the end of its DESCRIPTION's text, and from there to before its END line.

    What is put between the two continues the DESCRIPTION; without one the first half is empty.
    """
    body = render_event(event).removesuffix(b"END:VEVENT\r\n")
    begins = body.find(b"\r\nDESCRIPTION:")
    if begins < 0:
        return b"", body
    ends = body.index(b"\r\n", begins + 2)
    while body[ends + 2 : ends + 3] == b" ":
        ends = body.index(b"\r\n", ends + 2)
    return body[:ends], body[ends:]


def folded(line: bytes, *, first: int = 75) -> bytes:
    """The line in pieces of at most 75 octets, cut between characters (RFC 5545 §3.1).

    `first` is the room on the line it starts on.
    """
    pieces, start, end = [], 0, first
    while end < len(line):
        while line[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(line[start:end])
        start, end = end, end + 74
    return b"\r\n ".join([*pieces, line[start:]])


def content_line(line: bytes) -> bytes:
    """A line in UTF-8 in pieces of at most 75 octets, cut between characters and outside escapes (RFC 5545 §3.1)."""
    pieces, begins = [], 0
    while len(line) - begins > 74:
        ends = begins + 74
        while line[ends] & 0xC0 == 0x80:
            ends -= 1
        if line[ends - 1] in b"\\^":
            ends -= 1
        pieces.append(line[begins:ends])
        begins = ends
    return b"\r\n ".join([*pieces, line[begins:]])


def web_address(url: str) -> bytes:
    """The URL in ASCII without controls (RFC 3986 §2.1)."""
    return quote(clean(url), safe=_URL_CHARACTERS).encode()


def _lines(event: Event) -> Iterator[str]:
    yield _text("UID", event.uid)
    yield f"SEQUENCE:{event.sequence}"
    for name, stamp in (("DTSTAMP", event.stamp), ("CREATED", event.created), ("LAST-MODIFIED", event.last_modified)):
        if stamp:
            yield f"{name}:{stamp:%Y%m%dT%H%M%SZ}"
    yield _time("DTSTART", event.start, event.time_zone)
    if event.end != event.start:
        yield _time("DTEND", event.end, event.time_zone)
    yield _text("SUMMARY", clean(event.summary))
    yield from _optional(event)


def _optional(event: Event) -> Iterator[str]:
    """The rest; a property without a value is left out, as libical drops it with an error."""
    texts = {
        "DESCRIPTION": clean(event.description, multiline=True),
        "LOCATION": clean(event.location),
        "STATUS": event.status,
        "CLASS": event.classification,
    }
    yield from (_text(name, value) for name, value in texts.items() if value)
    if url := web_address(event.url):
        yield folded(b"URL:" + url).decode()
    if categories := [name for name in map(clean, event.categories) if name]:
        yield _folded("CATEGORIES", vCategory(categories))
    yield f"TRANSP:{'TRANSPARENT' if event.transparent else 'OPAQUE'}"
    if event.transparent:
        yield "X-MICROSOFT-CDO-BUSYSTATUS:FREE"
    if event.all_day:
        yield "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"


def _time(name: str, value: datetime | date, zone: str) -> str:
    """RFC 5545 §3.3.4 and §3.3.5: a date, UTC, or local time with TZID; never floating."""
    if not isinstance(value, datetime):
        return _folded(f"{name};VALUE=DATE", vDate(value))
    if is_utc(zone):
        return _folded(name, vDatetime(value.astimezone(UTC)))
    wall = value.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return _folded(f"{name};TZID={zone}", vDatetime(wall))


def _text(name: str, value: str) -> str:
    return _folded(name, vText(value))


def _folded(name: str, value: vText | vDate | vDatetime | vCategory) -> str:
    return content_line(name.encode() + b":" + value.to_ical()).decode()
