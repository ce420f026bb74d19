"""Who answers: calendar addresses (RFC 5545 §3.3.3) compared as addresses, never as names."""

import re
from collections.abc import Collection, Sequence
from urllib.parse import unquote

from .contentlines import Property

_ADDRESS = re.compile(r"[^\s<>@\"]+@[^\s<>@\"]+")
_SCHEME = re.compile(r"(?:mailto|smtp):\s*/*\s*")
_LONGEST = 320


def plain(value: str) -> str:
    """The address in small letters without `mailto:`, or an empty text where there is none."""
    text = value[: 4 * _LONGEST].strip().strip("<>\"'").strip().lower()
    while scheme := _SCHEME.match(text):
        text = text[scheme.end() :]
    if "%" in text:
        text = unquote(text, errors="replace").strip().lower()
    found = _ADDRESS.search(text.partition("?")[0])
    return found[0].strip("'") if found else ""


def address(attendee: Property) -> str:
    """The address of the property: its value, else EMAIL (RFC 7986 §6.2), else a name that is an address."""
    candidates = (attendee.value, attendee.param("EMAIL"), attendee.param("X-EMAIL"), attendee.param("CN"))
    return next((found for one in candidates if (found := plain(one))), "")


def comparable(text: str) -> str:
    """The address with its domain in ASCII (RFC 5890), for comparing."""
    local, _, domain = text.strip().lower().rpartition("@")
    if domain.isascii() or len(domain) > _LONGEST:
        return f"{local}@{domain}"
    try:
        return f"{local}@{domain.encode('idna').decode().lower()}"
    except UnicodeError:
        return f"{local}@{domain}"


def answering(attendees: Sequence[Property], senders: Collection[str], *, last: bool) -> Property | None:
    """The attendee who sent the mail, by address or SENT-BY; else the first, or the last where a REFRESH lists all."""
    ours = {comparable(one) for one in senders}
    for names in (("",), ("EMAIL",), ("SENT-BY",)):
        for one in attendees if ours else ():
            written = [plain(one.param(name)) if name else address(one) for name in names]
            if any(text and comparable(text) in ours for text in written):
                return one
    if not attendees:
        return None
    return attendees[-1] if last else attendees[0]
