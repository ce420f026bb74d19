"""Names of events that last as long as the event (RFC 5545 §3.8.4.7, RFC 7986 §5.3)."""

from uuid import NAMESPACE_URL, uuid5


def uid(domain: str, *parts: str) -> str:
    """The UID of what `parts` identify (a meeting, or a meeting and its sitting): opaque, always the same.

    RFC 7986 §5.3 asks for a UUID and for nothing that tells where the event comes from or whom it is about.
    """
    name = "\x1f".join((domain, *parts))
    return f"{uuid5(NAMESPACE_URL, name)}@{domain}"
