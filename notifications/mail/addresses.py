"""Reply addresses that prove that a mail of ours was received: `rsvp-<id>-<signature>@domain`.

Lower case, letters, digits and hyphens only: local parts get case-folded and `+` gets lost on the way.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from email.headerregistry import Address
from functools import lru_cache

from backend.domain.errors import DomainError
from notifications.calendar.people import display_name, mailbox

__all__ = ["ReplyKey", "UnsignableIdentifier", "address_of", "display_name", "mailbox", "sign", "verify"]

_IDENTIFIER = re.compile(r"[a-z0-9]{1,40}")
_SIGNED = re.compile(r"rsvp-([a-z0-9]{1,40})-([a-z2-7]{16})@(.+)")


class UnsignableIdentifier(DomainError):
    """“{identifier}” cannot stand in a reply address: it takes 1 to 40 small letters and digits."""

    code = "unsignable_identifier"


@dataclass(frozen=True, slots=True)
class ReplyKey:
    """A secret, and the version of the way in which it signs; two secrets are valid while keys are changed."""

    version: int
    secret: bytes


def sign(identifier: str, *, domain: str, key: ReplyKey) -> str:
    """The reply address of one invitation to one recipient."""
    if not _IDENTIFIER.fullmatch(identifier):
        raise UnsignableIdentifier(where="identifier", identifier=identifier)
    return f"rsvp-{identifier}-{_signature(identifier, key)}@{domain.lower()}"


def verify(address: str, *, domain: str, keys: Iterable[ReplyKey]) -> str | None:
    """The identifier in an address that `sign` made with one of these keys, or None."""
    found = _SIGNED.fullmatch(address.strip().lower())
    if found is None or found[3] != domain.lower():
        return None
    genuine = [hmac.compare_digest(_signature(found[1], key), found[2]) for key in keys]
    return found[1] if any(genuine) else None


def _signature(identifier: str, key: ReplyKey) -> str:
    digest = hmac.digest(key.secret, f"rsvp\0{key.version}\0{identifier}".encode(), "sha256")
    return b32encode(digest[:10]).decode().lower()


@lru_cache(maxsize=1024)
def address_of(name: str, address: str) -> Address:
    """A mailbox for a header (RFC 5322 §3.4). Raises UnmailableAddress."""
    local, _, domain = mailbox(address).rpartition("@")
    return Address(display_name(name), local, domain)
