"""Mail addresses as calendars and mail servers can carry them. Pure."""

from functools import lru_cache

from .errors import DomainError
from .plaintext import clean


class UnmailableAddress(DomainError):
    """“{address}” is not a mail address that calendars and mail servers can carry. Write it like “name@example.org”."""

    code = "unmailable_address"


def mailbox(address: str, *, where: str = "address") -> str:
    """The address with its domain in lower-case ASCII (RFC 5890). Raises UnmailableAddress."""
    local, _, domain = address.strip().rpartition("@")
    ascii_domain = _ascii(domain)
    whole = f"{local}@{ascii_domain}"
    if not local or not ascii_domain or not whole.isascii() or _has_specials(whole) or len(whole) > 254:
        raise UnmailableAddress(where=where, address=clean(address))
    return whole


@lru_cache(maxsize=1024)
def _ascii(domain: str) -> str:
    """The domain in lower-case ASCII, empty where it cannot be."""
    try:
        return domain.encode("idna").decode().lower()
    except UnicodeError:
        return ""


def _has_specials(address: str) -> bool:
    return any(character <= " " or character in '()<>[]:;,\\"\x7f' for character in address)
