"""Which keys sign and prove reply addresses: the new one signs, the one before it still proves."""

from django.conf import settings

from notifications.mail.addresses import ReplyKey


def reply_key() -> ReplyKey:
    """The key under which reply addresses are signed."""
    return _key(settings.SECRET_KEY)


def valid_keys() -> list[ReplyKey]:
    """Those that prove an address: this one and the one before it."""
    return [reply_key(), *map(_key, settings.SECRET_KEY_FALLBACKS)]


def retired_keys() -> list[ReplyKey]:
    """Those that prove nothing any more; an address of theirs was ours once."""
    return [_key(secret) for secret in settings.RETIRED_KEYS]


def _key(secret: str) -> ReplyKey:
    return ReplyKey(version=1, secret=secret.encode())
