"""What stands around a mail in a file: wide characters, doubled line ends, an mbox, Apple Mail's length and list."""

import codecs
import re
from base64 import b64decode
from binascii import Error as NotBase64

MOST_MAILS = 100
"""More mails of one mbox than this are not read."""

_WIDE = (("utf-32-le", b"\1\0\0\0"), ("utf-32-be", b"\0\0\0\1"), ("utf-16-le", b"\1\0"), ("utf-16-be", b"\0\1"))
_MARKS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_LENGTH = re.compile(rb"(\d{1,9})[ \t]*\r?\n(?=[!-9;-~]+:)")
_SEPARATOR = re.compile(
    rb"(?:(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{0,200}\d\d:\d\d[^\r\n]{0,40}\r?\n(?=[!-9;-~]+:|>From )"
)
_FROM = (b"From ", b">From ")
_BASE64_ONLY = re.compile(rb"[A-Za-z0-9+/=\s]{24,}\Z")
_BLANK = b"\r\n \t" + codecs.BOM_UTF8


def narrow(raw: bytes) -> bytes:
    """A file of characters of 16 or 32 bits as UTF-8, and line ends without a return too many."""
    wide = next((name for mark, name in _MARKS if raw.startswith(mark)), "") or _looks_wide(raw[:32])
    if wide:
        raw = raw.decode(wide, "replace").encode("utf-8", "replace")
    return raw.replace(b"\r\r\n", b"\r\n")


def _looks_wide(head: bytes) -> str:
    """The encoding in which these bytes would be letters of ASCII, told by where the zeros stand."""
    shape = bytes(0 if one == 0 else 1 for one in head)
    return next((name for name, unit in _WIDE if shape == unit * (32 // len(unit))), "")


def mails(raw: bytes) -> list[bytes]:
    """The mails of the file: those of an mbox (RFC 4155), the one of an .emlx, or the file itself."""
    start = raw.lstrip(_BLANK)
    if found := _LENGTH.match(start[:200]):
        return [start[found.end() :][: int(found[1])]]
    if not start.startswith(_FROM):
        return [start]
    while start.startswith(_FROM):
        start = start.partition(b"\n")[2]
    return [one for one in _SEPARATOR.split(start, maxsplit=MOST_MAILS)[:MOST_MAILS] if one.strip()]


def unbase64(raw: bytes) -> bytes:
    """A file that is nothing but base64, decoded; any other as it is."""
    try:
        return b64decode(b"".join(raw.split()) + b"==") if _BASE64_ONLY.match(raw) else raw
    except (NotBase64, ValueError):
        return raw
