"""Text that may travel in calendars and mail headers."""

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Controls but for tab and line feed, lone surrogates, and bidirectional overrides."""


def clean(text: str, *, multiline: bool = False) -> str:
    """The text without control characters and bidirectional overrides, in NFC, ends trimmed.

    Every kind of line break becomes a line feed, or a space unless `multiline`.
    """
    if text.isascii() and text.isprintable():
        return text.strip() if multiline else " ".join(text.split())
    lines = _BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    kept = _UNSAFE.sub("", lines)
    if multiline:
        return kept.strip()
    return " ".join(kept.split())
