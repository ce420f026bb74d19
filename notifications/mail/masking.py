"""Mails as the inviting side may read them: the keys in them answer for the invited, so they are hidden.

Pure. The stored bytes stay as they were sent or received; what is shown is a copy.
"""

import re
from base64 import encodebytes
from collections.abc import Iterator
from quopri import encodestring

from .reading.headers import Mail, header, parameter
from .reading.parts import inside, payload
from .reading.reader import parsed

HIDDEN = "***"

_COLON = r"(?::|%(?:25)*3A|&#(?:58|x3A);)"
_SIGNED = re.compile(rf"({_COLON}[0-9A-Za-z]{{6}}{_COLON})[\w-]{{43}}(?![\w-])", re.ASCII | re.IGNORECASE)
"""The end of a signed token (moment, signature), also where a mail program escaped it in a link of its own."""

_FOLD = r"(?:\r?\n[ \t])?"
"""RFC 5545 section 3.1: a content line may be broken anywhere."""

_WIDE = ("utf-16", "utf-32")


def hidden(text: str) -> str:
    """The text without the signatures of answer links, also where a folded calendar line breaks them."""
    shown = _SIGNED.sub(rf"\1{HIDDEN}", text)
    for broken in {found[0] for found in _SIGNED.finditer(_unfolded(shown))}:
        shown = re.sub(_FOLD.join(map(re.escape, broken)), broken[:8] + HIDDEN, shown)
    return shown


def _unfolded(text: str) -> str:
    return re.sub(r"\r?\n[ \t]", "", text)


def masked(raw: bytes) -> bytes:
    """The mail with every such signature hidden, in whatever part and encoding; every other byte stays as it is."""
    for part in _single_parts(parsed(raw)):
        raw = _mask(part, raw)
    return hidden(raw.decode("ascii", "surrogateescape")).encode("ascii", "surrogateescape")


def _single_parts(mail: Mail) -> Iterator[Mail]:
    """Every part that holds words, those of the messages that the mail carries too."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        held = inside(part)
        waiting.extend(held)
        if not held:
            yield part


def _mask(part: Mail, raw: bytes) -> bytes:
    """The mail with this part written anew, in its own encoding, where a signature is hidden by the encoding."""
    encoding = header(part, "Content-Transfer-Encoding").lower()
    held, body = vars(part)["_payload"], payload(part)  # as it came: get_payload() would read stray 8-bit letters
    if not isinstance(held, str) or encoding not in {"base64", "quoted-printable"}:
        return raw
    charset = _charset(part)
    shown = hidden(body.decode(charset, "surrogateescape")).encode(charset, "surrogateescape")
    if shown == body:
        return raw
    written = encodebytes(shown) if encoding == "base64" else encodestring(shown).replace(b"\r\n", b"\n")
    line, tail = "\r\n" if "\r\n" in held else "\n", held[len(held.rstrip("\r\n")) :]
    ours = written.decode("ascii").rstrip("\n").replace("\n", line) + tail
    return raw.replace(held.encode("ascii", "surrogateescape"), ours.encode("ascii"))


def _charset(part: Mail) -> str:
    """How to read the signatures of this part: they are ASCII in every charset but the wide ones."""
    named = parameter(part, "charset").lower()
    return next((wide for wide in _WIDE if named.startswith(wide)), "ascii")
