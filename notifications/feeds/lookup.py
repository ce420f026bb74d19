"""One look-up by the hash of the secret: is the address alive, are the stored bytes fresh, and the bytes if needed."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from time import time
from typing import NamedTuple

Moment = str | datetime
Value = str | int | datetime
Row = tuple[int, int, object, object, str | None, int, int, bytes | None]
Fetch = Callable[[str, Sequence[Value]], Row | None]
"""Runs a statement whose values are marked `%s` and returns its only row, or None."""

NOTED_EVERY = timedelta(minutes=1)
"""So often at most it is noted when an address was used last."""

ROOM_FOR_TAGS = 4
"""More tags than this are compared after the look-up, at the price of bytes that may be read in vain."""


class Asked(NamedTuple):
    """Which bytes are wanted. They are left where they are if `without`, or if one of the tags is theirs."""

    compressed: bool
    tags: tuple[str, ...] = ()
    without: bool = False


class Found(NamedTuple):
    """A living address. `unnoted`: its use should be. `etag` is empty where nothing was rendered yet."""

    token: int
    feed: int
    unnoted: bool
    fresh: bool
    etag: str
    modified: int
    size: int
    content: bytes | None


NOMINATED = """delegations_attendee a WHERE a.kind = 'representative' AND a.removed_at IS NULL
                AND LOWER(a.address) = f.person AND a.owner <> f.party"""
NOMINATED_SUM = "COUNT(*) || '/' || COALESCE(SUM(a.id), 0) || '/' || COALESCE(SUM(a.corrections), 0)"
NOMINATIONS = f"SELECT (SELECT {NOMINATED_SUM} FROM {NOMINATED}) FROM notifications_feed f WHERE f.id = %s"  # noqa: S608
"""How many nominations the person of a feed has, which, and how often their records were corrected."""


@lru_cache(maxsize=2)
def _sql(compressed: bool) -> str:
    """Dead are: revoked, expired and ended ones, and those whose owner has lost the mandate under which it was made.

    An observer's mandate is a nomination: the first one wakes the feed, the last one's removal ends it.
    """
    size, content = ("compressed_size", "compressed") if compressed else ("size", "body")
    tags = ", ".join(["%s"] * ROOM_FOR_TAGS)
    return f"""
        SELECT t.id, f.id, t.last_used_at IS NULL OR t.last_used_at <= %s,
               f.built = f.wanted AND (f.changes_at IS NULL OR f.changes_at > %s)
               AND (f.kind <> 'observer' OR f.nominations = (SELECT {NOMINATED_SUM} FROM {NOMINATED})),
               r.etag, r.modified, r.{size},
               CASE WHEN %s = 1 OR r.etag IN ({tags}) THEN NULL ELSE r.{content} END
        FROM notifications_feedtoken t
        JOIN notifications_feed f ON f.id = t.feed_id
        LEFT JOIN notifications_renderedfeed r ON r.feed_id = f.id
        LEFT JOIN accounts_user u ON u.id = f.owner_id
        LEFT JOIN accounts_membership m ON m.user_id = f.owner_id
        WHERE t.digest = %s AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > %s)
          AND f.ended_at IS NULL
          AND (f.owner_id IS NULL OR (u.is_active AND m.party = f.party
               AND CAST(m.roles AS text) LIKE '%%"' || f.role || '"%%'))
          AND (f.kind <> 'observer' OR EXISTS (SELECT 1 FROM {NOMINATED}))
    """  # noqa: S608 - the parts are the constants above


def look_up(fetch: Fetch, secret: str, asked: Asked, *, vendor: str) -> Found | None:
    """The living address with this secret, or None: unknown, revoked, expired and without a mandate look the same."""
    tags = asked.tags[:ROOM_FOR_TAGS]
    room = (*tags, *("",) * (ROOM_FOR_TAGS - len(tags)))
    now, earlier = _moments(int(time()), vendor)
    digest = sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
    row = fetch(_sql(asked.compressed), (earlier, now, int(asked.without), *room, digest, now))
    if row is None:
        return None
    token, feed, unnoted, fresh, etag, modified, size, content = row
    return Found(token, feed, bool(unnoted), bool(fresh and etag), etag or "", modified or 0, size or 0, content)


@lru_cache(maxsize=2)
def _moments(second: int, vendor: str) -> tuple[Moment, Moment]:
    """This second, and NOTED_EVERY earlier, in the database's own form: SQLite keeps moments as text in UTC."""
    now = datetime.fromtimestamp(second, UTC)
    moments = (now, now - NOTED_EVERY)
    if vendor == "sqlite":
        return tuple(str(moment.replace(tzinfo=None)) for moment in moments)  # type: ignore[return-value]
    return moments
