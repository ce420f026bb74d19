"""Text that may travel in calendars and mail headers."""

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str, *, multiline: bool = False) -> str:
    """The text without control characters and bidirectional overrides, in NFC, ends trimmed.

    Every kind of line break becomes a line feed, or a space unless `multiline`.
    """
    if text.isascii() and text.isprintable():
        return text.strip() if multiline else " ".join(text.split())
    lines = _BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    kept = "".join(c for c in lines if c in "\n\t" or not _is_unsafe(c))
    if multiline:
        return kept.strip()
    return " ".join(kept.split())


def _is_unsafe(character: str) -> bool:
    return character in _OVERRIDES or unicodedata.category(character) in {"Cc", "Cs"}
