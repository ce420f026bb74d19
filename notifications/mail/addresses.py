"""Reply addresses that prove that our mail was received: `rsvp-<id>-<mark>@domain`, no plus sign."""

import hmac
from base64 import b32encode
from hashlib import sha256

_MARK_OCTETS = 10


def sign(key: str, invitation: int, recipient: str, domain: str) -> str:
    """The address under which this recipient answers this invitation. The mark is an HMAC of 80 bits."""
    return f"rsvp-{invitation}-{_mark(key, invitation, recipient)}@{domain}"


def verify(key: str, address: str, recipient: str) -> int | None:
    """The invitation that the address speaks of, or None where it was not made for this recipient."""
    local = address.partition("@")[0].lower()
    word, _, rest = local.partition("-")
    number, _, mark = rest.partition("-")
    if word != "rsvp" or not (number.isascii() and number.isdigit()):
        return None
    expected = _mark(key, int(number), recipient)
    return int(number) if hmac.compare_digest(mark.encode(), expected.encode()) else None


def _mark(key: str, invitation: int, recipient: str) -> str:
    digest = hmac.new(key.encode(), f"article6.rsvp\n{invitation}\n{recipient.lower()}".encode(), sha256).digest()
    return b32encode(digest[:_MARK_OCTETS]).decode().lower()
