"""Content lines as they really arrive (RFC 5545 §3.1, RFC 6868): broken folding, lost quotes, any line ending."""

import codecs
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator, Mapping
from quopri import decodestring
from typing import NamedTuple

from icalendar.parser import rfc_6868_unescape

_FOLD = re.compile(rb"(?<![\r\n])[\r\n]*\n[ \t]")
_FOLD_OF_RETURNS = re.compile(rb"(?<!\r)\r+[ \t]")
_LINE_ENDS = re.compile(r"[\r\n]+")
_NAME = re.compile(r"\s*([A-Za-z0-9-]+)\s*(?=[;:])")
_LOST_PARAMETER = re.compile(r"X-[A-Za-z0-9-]+=")
_HEAD = re.compile(r'((?:"[^"]*"|[^":])*+):')
_PARAMETER = re.compile(r';([^;="]*+)=?((?:"[^"]*"|[^";])*+)')
_LISTED = re.compile(r'"([^"]*)"|([^",]+)')
_ESCAPE = re.compile(r"\\([nN\\;,:\"])")
_MAILTO = re.compile(r".*(:)mailto:", re.IGNORECASE | re.DOTALL)
_LONGEST_HEAD = 100_000
_AT_THE_END = re.compile(r":(\d{4}-?\d\d-?\d\d(?!\d)[^;,\"]*)\Z")
_LONGEST_TIME = 60
_TIMES = frozenset({"DTSTART", "DTEND", "DTSTAMP", "RECURRENCE-ID", "X-MS-OLK-ORIGINALSTART"})
_ADDRESSED = frozenset({"ATTENDEE", "ORGANIZER"})
_SCHEMES = frozenset({"MAILTO", "HTTP", "HTTPS", "URN", "CID", "TEL", "SIP"})
_SINGLE_BYTE = re.compile(r"us-?ascii|ascii|latin|l1|iso.?8859|cp125|windows.?125", re.IGNORECASE)
_NOT_FOR_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})

KNOWN = frozenset({
    "BEGIN", "END", "METHOD", "UID", "ATTENDEE", "ORGANIZER", "SEQUENCE", "DTSTAMP", "RECURRENCE-ID", "COMMENT",
    "DTSTART", "DTEND", "DURATION", "TZID", "TZOFFSETTO", "TZOFFSETFROM", "RRULE", "RDATE", "SUMMARY", "DESCRIPTION",
    "LOCATION", "STATUS", "CLASS", "PRIORITY", "TRANSP", "CREATED", "LAST-MODIFIED", "PRODID", "VERSION", "CALSCALE",
    "EXDATE", "CATEGORIES", "URL", "REQUEST-STATUS", "ATTACH", "CONTACT", "TRIGGER", "ACTION", "TZNAME", "DUE", "GEO",
    "RELATED-TO", "RESOURCES", "REPEAT", "COMPLETED",
})  # fmt: skip


MOST_LINES = 300_000
"""What comes after so many lines is not read: it is no answer that a calendar wrote."""


class Property(NamedTuple):
    """One content line: name in capitals, parameters by their names in capitals, the value as written."""

    name: str
    params: Mapping[str, tuple[str, ...]]
    value: str

    def param(self, name: str) -> str:
        """The first value of the parameter, or an empty text."""
        return next(iter(self.params.get(name, ())), "")

    @property
    def text(self) -> str:
        """The value as TEXT (RFC 5545 §3.3.11)."""
        return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value).strip()


def escaped(text: str) -> str:
    """The text as a value of type TEXT (RFC 5545 §3.3.11), on one line."""
    return "\\n".join(re.sub(r"([\\;,])", r"\\\1", text).splitlines())


def unencoded(found: Property) -> str:
    """The text of a property whose value some write as vCalendar 1.0 did, in quoted-printable or base64."""
    encoding, charset = found.param("ENCODING").upper(), found.param("CHARSET")
    if encoding not in {"QUOTED-PRINTABLE", "BASE64", "B"}:
        return found.text
    try:
        raw = found.value.encode("ascii")
        raw = decodestring(raw) if encoding == "QUOTED-PRINTABLE" else b64decode(raw + b"==")
    except (NotBase64, ValueError):
        return found.text
    return _narrow(raw, charset).strip()


def decoded(raw: bytes, charset: str = "") -> str:
    """The calendar as unfolded text. A wrong or unknown charset costs letters, never the reading."""
    if wide := _wide(raw, charset):
        raw, charset = raw.decode(wide, "replace").encode(errors="replace"), "utf-8"
    raw = raw.removeprefix(codecs.BOM_UTF8)
    raw = (_FOLD if b"\n" in raw else _FOLD_OF_RETURNS).sub(b"", raw)
    return _narrow(raw, charset).replace("\0", "")


def _wide(raw: bytes, charset: str) -> str:
    """The name of a 16 or 32 bit encoding, by its byte order mark, its zeros, or what the mail says."""
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for name, start in (("utf-16-le", b"B\0E\0"), ("utf-16-be", b"\0B\0E"), ("utf-32-le", b"B\0\0\0E")):
        if raw.lstrip(b" \r\n\t")[:8].upper().startswith(start):
            return name
    return ""


def _narrow(raw: bytes, charset: str) -> str:
    """What is valid UTF-8 is UTF-8, unless the mail names an encoding of several bytes that fits."""
    declared = codec_named(charset)
    names = ("utf-8", declared, "cp1252") if _SINGLE_BYTE.match(charset) or not declared else (declared, "utf-8")
    for name in filter(None, names):
        try:
            return raw.decode(name)
        except (UnicodeError, ValueError):
            continue
    return raw.decode("latin-1")


def codec_named(charset: str) -> str:
    """The codec for text of this name, or an empty text where nobody knows it."""
    try:
        name = codecs.lookup(charset.strip("\"' ")[:40]).name.replace("-", "_")
    except (LookupError, ValueError):
        return ""
    is_text = getattr(codecs.lookup(name), "_is_text_encoding", True)
    wide = name.startswith(("utf_16", "utf_32"))
    return name if is_text and not wide and name not in _NOT_FOR_TEXT else ""


def lines(text: str) -> Iterator[str]:
    """The logical lines; what is no property of its own belongs to the line before it."""
    pieces: list[str] = []
    complete = True
    for line in _LINE_ENDS.split(text, maxsplit=MOST_LINES):
        if not line or line.isspace():
            continue
        if pieces and not _starts(line, complete):
            pieces.append(line)
            complete = complete or ":" in line
            continue
        if pieces:
            yield "".join(pieces)
        pieces, complete = [line], ":" in line
    if pieces:
        yield "".join(pieces)


def _starts(line: str, complete: bool) -> bool:
    found = _NAME.match(line)
    if found is None:
        return complete and bool(_LOST_PARAMETER.match(line))
    name = found[1].upper()
    if name in KNOWN or name.startswith("X-"):
        return True
    return complete and found[1].isupper() and name not in _SCHEMES


def property_of(line: str) -> Property | None:
    """The line taken apart, or None where it has no name or no value."""
    named = _NAME.match(line)
    if named is None:
        return None
    name, rest = named[1].upper(), line[named.end() :]
    head, value = _addressed(rest) if name in _ADDRESSED else _timed(rest) if name in _TIMES else _split(rest)
    return Property(name, _parameters(head), value.strip())


def _addressed(rest: str) -> tuple[str, str]:
    """The address begins after the last `:mailto:`, whatever colons the parameters forgot to quote."""
    found = _MAILTO.match(rest)
    return (rest[: found.start(1)], rest[found.end(1) :]) if found else _split(rest)


def _timed(rest: str) -> tuple[str, str]:
    """The time stands at the end, whatever colons the name of its zone has."""
    found = _AT_THE_END.search(rest[-_LONGEST_TIME:])
    return (rest[: -len(found[0])], found[1]) if found else _split(rest)


def _split(rest: str) -> tuple[str, str]:
    found = _HEAD.match(rest)
    if found:
        return found[1], rest[found.end() :]
    head, _, value = rest.partition(":")
    return head.replace('"', ""), value


def _parameters(head: str) -> dict[str, tuple[str, ...]]:
    if not head.startswith(";"):
        return {}
    head = head[:_LONGEST_HEAD]
    if head.count('"') % 2:
        head = head.replace('"', "")
    found: dict[str, tuple[str, ...]] = {}
    for name, value in _PARAMETER.findall(head):
        found.setdefault(name.strip().upper(), _listed(value))
    return found


def _listed(value: str) -> tuple[str, ...]:
    values = (quoted or bare.strip() for quoted, bare in _LISTED.findall(value))
    return tuple(str(rfc_6868_unescape(one)) for one in values)
