"""A feed is joined from stored events when it is asked for and something that concerns it has changed."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from threading import Lock

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from backend.delegations.selectors import nominated
from backend.domain.participation import Partstat
from backend.domain.parties import Party
from notifications.calendar.feed import calendar

from .events import sitting_part
from .keeping import Shelf, audiences, bring_up_to_date
from .lookup import NOMINATIONS
from .models import Feed, FeedEvent, Kind, RenderedFeed, Show
from .numbers import FEEDS_JOINED

Shape = FeedEvent.Shape
SHAPES = {
    Show.BOTH: (Shape.MEETING, Shape.BANNER, Shape.SITTING),
    Show.BANNER: (Shape.MEETING, Shape.BANNER),
    Show.SITTINGS: (Shape.MEETING, Shape.SITTING),
}
COMPRESSION = 6

_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Joined:
    """A calendar as bytes, and when time alone will change it."""

    body: bytes
    changes_at: datetime | None


def refresh(feed_id: int) -> None:
    """Bring the stored bytes up to what the feed should show now. Joining is work: one at a time in each process."""
    with _one_at_a_time:
        with scopes_disabled():
            feed = Feed.objects.get(pk=feed_id)
        with scope(party=feed.party):
            _refresh(feed, now=timezone.now())


def _refresh(feed: Feed, *, now: datetime) -> None:
    if is_fresh(feed, now=now) and feed.nominations == nominations_of(feed):
        return
    for audience in audiences(feed.kind, feed.direction):
        bring_up_to_date(Shelf(Party(feed.party), audience, feed.language))
    feed.refresh_from_db()
    feed.nominations = nominations_of(feed)
    _store(feed, join(feed, now=now), now=now)


def is_fresh(feed: Feed, *, now: datetime) -> bool:
    """Whether the stored bytes are what the feed should show."""
    return feed.built == feed.wanted and (feed.changes_at is None or feed.changes_at > now)


def nominations_of(feed: Feed) -> str:
    """What the look-up compares to see that nominations came or went; empty for feeds of no one person."""
    if feed.kind != Kind.OBSERVER:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(NOMINATIONS, [feed.pk])
        return str(cursor.fetchone()[0])


def join(feed: Feed, *, now: datetime) -> Joined:
    """The calendar of everything that the feed shows. Its party must be in scope and its events up to date."""
    FEEDS_JOINED.inc()
    rows = list(shown(feed, now=now).values_list("content", "time_zone", "first_year", "last_year", "shown_until"))
    body = calendar(
        feed.name,
        (bytes(row[0]) for row in rows),
        zones=_zones((zone, first, last) for _, zone, first, last, _ in rows),
        language=feed.language,
    )
    return Joined(body, min((row[4] for row in rows if row[4]), default=None))


def _zones(used: Iterable[tuple[str, int, int]]) -> dict[str, tuple[int, int]]:
    zones: dict[str, tuple[int, int]] = {}
    for zone, first, last in used:
        if zone:
            low, high = zones.get(zone, (first, last))
            zones[zone] = min(low, first), max(high, last)
    return zones


def shown(feed: Feed, *, now: datetime) -> QuerySet[FeedEvent]:
    """The stored events that the feed shows now: exactly these, whatever they are called in its filters."""
    shapes = [*SHAPES[Show(feed.show)], *((Shape.DEADLINE,) if feed.deadlines else ())]
    chosen = Q(shape__in=shapes) & (Q(shown_until=None) | Q(shown_until__gt=now))
    for name, value in _conditions(feed):
        chosen &= Q(**{f"meeting__{name}": value})
    if feed.kind == Kind.OBSERVER:
        chosen &= _nominated(feed)
    return FeedEvent.objects.filter(chosen)


def _nominated(feed: Feed) -> Q:
    """The meetings to which the person is nominated, and of their sittings those that were named."""
    nominations = nominated(feed.person, guest=Party(feed.party))
    chosen = Q(meeting__invitation_id__in=nominations)
    for invitation, numbers in nominations.items():
        if numbers:
            named = [sitting_part(number) for number in numbers]
            chosen &= ~Q(meeting__invitation_id=invitation, shape=Shape.SITTING) | Q(part__in=named)
    return chosen


def _conditions(feed: Feed) -> Iterator[tuple[str, object]]:
    yield "party", feed.party
    yield "language", feed.language
    yield "audience__in", audiences(feed.kind, feed.direction)
    if feed.body:
        yield "body", feed.body
    if feed.topic:
        yield "topics__contains", f"|{feed.topic}|"
    if feed.state:
        yield "state", feed.state
    if feed.accepted_only:
        yield "answer", Partstat.ACCEPTED.value


@transaction.atomic
def _store(feed: Feed, joined: Joined, *, now: datetime) -> None:
    """Keep the bytes where they differ from those that are kept; either way the feed is fresh."""
    Feed.objects.filter(pk=feed.pk).update(
        built=feed.wanted, changes_at=joined.changes_at, nominations=feed.nominations
    )
    etag = sha256(joined.body).hexdigest()[:32]
    before = RenderedFeed.objects.filter(feed=feed).values_list("etag", "modified").first()
    if before and before[0] == etag:
        return
    compressed = gzip.compress(joined.body, COMPRESSION, mtime=0)
    content = {
        "etag": etag,
        "modified": max(int(now.timestamp()), before[1] + 1) if before else int(now.timestamp()),
        "size": len(joined.body),
        "compressed_size": len(compressed),
        "compressed": compressed,
        "body": joined.body,
    }
    RenderedFeed.objects.update_or_create(feed=feed, defaults=content)
