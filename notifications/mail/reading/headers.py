"""Header fields as text, whatever stands in them (RFC 5322). Nothing here fails on broken fields."""

import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import collapse_rfc2231_value, getaddresses
from typing import TypeAlias

from .people import plain

Mail: TypeAlias = "Message[str, str]"

LONGEST = 20_000
"""Characters of a field that are looked at."""

LONGEST_TYPE = 4_000
"""Characters of a Content-* field that are looked at: many parameters take long."""

_SPACE = re.compile(r"\s+")


class Bounded(Compat32):
    """Fields are cut at their longest, so that no field can keep the parser busy."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name and the value of a field, on its lines."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[: LONGEST_TYPE if name.lower().startswith("content-") else LONGEST]


def header(mail: Mail, name: str) -> str:
    """The first field of this name on one line, or an empty text."""
    values = fields(mail, name)
    return values[0] if values else ""


def fields(mail: Mail, name: str) -> list[str]:
    """Every field of this name, the topmost first, each on one line."""
    wanted = name.lower()
    return [_SPACE.sub(" ", _letters(str(value))).strip() for key, value in mail.raw_items() if key.lower() == wanted]


def _letters(value: str) -> str:
    """The value with its raw bytes read as UTF-8 (RFC 6532)."""
    return value[:LONGEST].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def words(mail: Mail, name: str) -> str:
    """The field with its encoded words read."""
    return encoded_words(header(mail, name)[:2000])


def encoded_words(text: str) -> str:
    """The text with its encoded words read (RFC 2047); as it stands where they are broken."""
    try:
        return str(make_header(decode_header(text)))
    except (MessageError, LookupError, ValueError):
        return text


def addresses(mail: Mail, *names: str) -> tuple[str, ...]:
    """The addresses in these fields, in small letters, each once."""
    values = [value for name in names for value in fields(mail, name)]
    try:
        written = [found for _, one in getaddresses(values) if (found := plain(one))]
    except RecursionError:
        written = []
    return tuple(dict.fromkeys(written or (found for value in values if (found := plain(value)))))


def parameter(part: Mail, name: str) -> str:
    """A parameter of Content-Type (RFC 2231), or an empty text."""
    try:
        return collapse_rfc2231_value(part.get_param(name, "")).strip().strip("\"'")
    except (ValueError, LookupError, TypeError):
        return ""
