"""The parts of a mail that can hold a calendar (RFC 2045, 2046, 6047), however they are announced."""

import re
from binascii import Error as NotBase64
from binascii import a2b_uu
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from quopri import decodestring

from . import jcal, meetings
from .contentlines import decoded
from .headers import Bounded, Mail, encoded_words, header, parameter
from .signed import content_of
from .values import CalendarPart
from .wrappings import unbase64

_BEGINS = re.compile(rb"[\s\xef\xbb\xbf\xff\xfe\0]*B\0{0,3}E\0{0,3}G\0{0,3}I\0{0,3}N\0{0,3}:", re.IGNORECASE)
_ANYWHERE = re.compile(rb"(?:\A|[\r\n])[ \t]*BEGIN:V(?:CALENDAR|EVENT)", re.IGNORECASE)
_JOINED = re.compile(rb"(?:=|(?<![\r=]))\r*\n[ \t]|=\r*\n")
_SIGN = rb"(?:PARTSTAT|VALUE|TZID|CN|ROLE|RSVP|CUTYPE)="
_PLAIN_SIGN = re.compile(_SIGN + rb"(?!3D)[\w\"]", re.IGNORECASE)
_QUOTED_SIGN = re.compile(_SIGN + rb"3D", re.IGNORECASE)
_CALENDAR_TYPES = frozenset({
    "text/calendar", "text/x-vcalendar", "text/ics", "text/ical", "text/x-icalendar", "application/calendar",
    "application/ics", "application/x-ics", "application/ical", "application/x-ical",
})  # fmt: skip
_CALENDAR_NAMES = (".ics", ".ical", ".ifb", ".vcs", ".icalendar")
_FORWARDS = frozenset({"message/rfc822", "message/global"})
_NOT_ENTERED = _FORWARDS | {"message/delivery-status", "message/global-delivery-status"}
_WINMAIL = frozenset({"winmail.dat", "win.dat"})
_SIGNED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_BOUNDARY = re.compile(rb"^--([^\r\n]{1,70}?)[ \t]{0,20}\r?\n(?=[A-Za-z-]+:)", re.MULTILINE)
_BOUNDARY_OF_PARTS = re.compile(rb"^--([^\s-][^\r\n]{0,70}?)[ \t]{0,20}\r?\n(?=Content-[A-Za-z-]+:)", re.MULTILINE)
_UUENCODED = re.compile(rb"^begin [0-7]{3,4} [^\r\n]+\r?\n((?:[!-`][ -`]*\r?\n)+)", re.MULTILINE)
_LONGEST_SNIFF = 4_000_000
MOST_PARTS = 5000
MOST_RESCUED = 200
MOST_RESCUES = 3
DEEPEST_SIGNATURE = 3
_LONGEST_SIGNED = 1_000_000


@dataclass(slots=True)
class Contents:
    """What a mail holds; the numbers count the parts that cannot be read."""

    calendars: list[CalendarPart] = field(default_factory=list)
    unreadable: int = 0
    forwarded: int = 0
    encrypted: int = 0
    tnef: int = 0


def contents(mail: Mail) -> Contents:
    """Every calendar of the mail itself; messages inside are only counted."""
    found = Contents()
    for part in own_parts(mail):
        _take(part, found)
    return found


def own_parts(mail: Mail) -> Iterator[Mail]:
    """The parts in the order of the mail, without entering the messages that it carries."""
    waiting, rescues = [mail], MOST_RESCUES
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        yield part
        if part.get_content_type() in _NOT_ENTERED:
            continue
        held = inside(part) or (_rescued(part) if rescues else [])
        rescues -= bool(held) and not part.is_multipart()
        waiting.extend(reversed(held))


def inside(part: Mail) -> list[Mail]:
    """The parts of a multipart, the message of a forward, the groups of a report; none of a single part."""
    held = part.get_payload() if part.is_multipart() else None
    return [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []


def _rescued(part: Mail) -> list[Mail]:
    """The parts of a single part whose boundary is another one than announced, or is announced by no field."""
    announced = part.get_content_maintype() == "multipart"
    if part.is_multipart() or not (announced or part.get_content_type() == "text/plain"):
        return []
    body = _undecoded(part)
    found = (_BOUNDARY if announced else _BOUNDARY_OF_PARTS).search(body[:_LONGEST_SNIFF])
    if found is None or body.count(b"--" + found[1]) > MOST_RESCUED:
        return []
    head = b'Content-Type: multipart/mixed; boundary="' + found[1].replace(b'"', b"") + b'"\n\n'
    return inside(message_from_bytes(head + body, policy=Bounded()))


def _take(part: Mail, found: Contents, depth: int = 0) -> None:
    kind, name = part.get_content_type(), filename(part)
    if kind in _FORWARDS:
        found.forwarded += _carries_calendar(part)
    elif kind in _SIGNED or name.endswith(".p7m"):
        _take_signed(part, found, depth)
    elif kind == "multipart/encrypted":
        found.encrypted += 1
    elif kind.endswith("ms-tnef") or name in _WINMAIL:
        _take_winmail(part, found)
    elif not part.is_multipart():
        _take_calendar(part, kind, name, found)


def _take_signed(part: Mail, found: Contents, depth: int) -> None:
    """What a signature encloses; what is encrypted cannot be read."""
    raw = payload(part)[:_LONGEST_SIGNED]
    content = content_of(raw) if depth < DEEPEST_SIGNATURE else b""
    for one in own_parts(message_from_bytes(content, policy=Bounded())) if content else ():
        _take(one, found, depth + 1)
    found.encrypted += not content


def _take_winmail(part: Mail, found: Contents) -> None:
    text = meetings.calendar_of(payload(part))
    if text:
        found.calendars.append(CalendarPart(text, rank=1))
    found.tnef += not text


def _take_calendar(part: Mail, kind: str, name: str, found: Contents) -> None:
    announced = kind in _CALENDAR_TYPES or name.endswith(_CALENDAR_NAMES)
    text = _calendar_text(part, kind, announced=announced)
    if text:
        found.calendars.append(CalendarPart(text, parameter(part, "method"), _rank(part, kind)))
    elif announced and payload(part).strip():
        found.unreadable += 1


def _calendar_text(part: Mail, kind: str, *, announced: bool) -> str:
    """The content lines in the part; an empty text where it holds no calendar."""
    if kind == "application/calendar+json":
        return jcal.calendar_of(payload(part))
    if not (announced or kind.startswith("text/") or kind in {"application/octet-stream", "application/text"}):
        return ""
    raw = calendar_bytes(part)
    if kind == "text/plain" and (enclosed := _uudecoded(raw)):
        raw = enclosed
    raw = raw if raw.strip() else _among_fields(part)
    if _BEGINS.match(raw[:200]) or (announced and _ANYWHERE.search(raw)):
        return decoded(raw, parameter(part, "charset"))
    return ""


def _among_fields(part: Mail) -> bytes:
    """The content lines that were taken for header fields, because no empty line stands before them."""
    lines = [f"{name}:{value}" for name, value in part.raw_items()]
    begins = next((at for at, line in enumerate(lines) if line.upper().startswith("BEGIN:")), len(lines))
    return "\r\n".join(lines[begins:]).encode("utf-8", "surrogateescape")


def _rank(part: Mail, kind: str) -> int:
    """A text/calendar with a method is the likeliest answer, then one without, then a file."""
    if kind != "text/calendar":
        return 2
    return 0 if parameter(part, "method") else 1


def _carries_calendar(part: Mail) -> int:
    return int(any(_has_calendar(one) for one in inside(part)))


def _has_calendar(mail: Mail) -> bool:
    """At any depth, also of the messages inside."""
    waiting = [mail]
    for _ in range(MOST_PARTS):
        if not waiting:
            return False
        part = waiting.pop()
        if part.get_content_type() in _CALENDAR_TYPES or filename(part).endswith((*_CALENDAR_NAMES, "winmail.dat")):
            return True
        waiting.extend(inside(part))
    return False


def filename(part: Mail) -> str:
    """The name of the file that a part is, in small letters."""
    disposition = header(part, "Content-Disposition")
    found = re.search(r'filename\*?\d*\*?\s*=\s*"?([^";]+)', disposition[:2000], re.IGNORECASE)
    name = (found[1] if found else parameter(part, "name")).strip()
    return (encoded_words(name) if "=?" in name else name).strip().lower()


def payload(part: Mail) -> bytes:
    """The decoded bytes of a part; what cannot be decoded is taken as it stands."""
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return _undecoded(part)
    return raw if isinstance(raw, bytes) else b""


def calendar_bytes(part: Mail) -> bytes:
    """The calendar of a part, also where its transfer encoding is missing or wrong (RFC 2045 §6)."""
    raw, written = payload(part), _as_written(part)
    if _ANYWHERE.search(written[:_LONGEST_SNIFF]) and not (_says_quoted(part) and not _is_plain(written)):
        return written
    if not _BEGINS.match(raw[:200]) and len(raw) < _LONGEST_SNIFF:
        raw = unbase64(raw)
    return unquoted(raw) if b"BEGIN:" in raw[:2000].upper() else raw


def _says_quoted(part: Mail) -> bool:
    return header(part, "Content-Transfer-Encoding").lower().startswith("quoted")


def _as_written(part: Mail) -> bytes:
    """The undecoded body of a part that says that it is encoded."""
    if header(part, "Content-Transfer-Encoding").lower() in {"", "7bit", "8bit", "binary"}:
        return b""
    return _undecoded(part)


def _undecoded(part: Mail) -> bytes:
    """The body as it was written; the library stumbles over a charset in the form of RFC 2231."""
    try:
        text = part.get_payload()
    except (ValueError, TypeError, LookupError):
        return b""
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else b""


def _is_plain(raw: bytes) -> bool:
    """Whether a parameter stands plain in these lines, wherever they are folded."""
    return bool(_PLAIN_SIGN.search(_JOINED.sub(b"", raw[:_LONGEST_SNIFF])))


def unquoted(raw: bytes) -> bytes:
    """A calendar that was saved while it was still quoted-printable, decoded."""
    joined = _JOINED.sub(b"", raw)
    return decodestring(raw) if _QUOTED_SIGN.search(joined) and not _PLAIN_SIGN.search(joined) else raw


def _uudecoded(raw: bytes) -> bytes:
    """The first uuencoded file in a text, or nothing."""
    found = _UUENCODED.search(raw[:_LONGEST_SNIFF])
    try:
        return b"".join(a2b_uu(line) for line in found[1].splitlines() if line != b"end") if found else b""
    except NotBase64:
        return b""
