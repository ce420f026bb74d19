"""Calendar feeds: rendered once per change, stored as bytes, answered from there."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256

from django.utils import timezone
from django_scopes import scope

from backend.accounts.models import FeedToken
from backend.accounts.services import digest
from backend.domain.languages import worded
from backend.sharing.models import SharedCopy
from backend.sharing.projection import SharedMeeting
from backend.sharing.selectors import received, shared_meeting
from notifications.calendar.events import Event
from notifications.calendar.feed import calendar

from .models import RenderedFeed

CALENDAR_STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}


def mark_stale(copy_id: int) -> int:
    """Ask for a new rendering of the feeds that show this copy. Returns how many there are."""
    copy = SharedCopy.objects.get(pk=copy_id)
    return RenderedFeed.objects.filter(token__party=copy.viewer).update(stale=True)


def token_with(secret: str) -> FeedToken | None:
    """The valid feed token with this secret, or None: unknown and revoked look the same."""
    return FeedToken.objects.filter(digest=digest(secret), revoked_at=None).first()


def rendered(token: FeedToken) -> RenderedFeed:
    """The feed's bytes as they stand now."""
    feed = RenderedFeed.objects.filter(token=token).first()
    if feed is not None and not feed.stale:
        return feed
    body = render(token)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    if feed is not None and feed.etag == etag:
        RenderedFeed.objects.filter(pk=feed.pk).update(stale=False)
        return feed
    content = {
        "body": body,
        "compressed": gzip.compress(body, mtime=0),
        "etag": etag,
        "modified_at": timezone.now().replace(microsecond=0),
        "stale": False,
    }
    feed, _ = RenderedFeed.objects.update_or_create(token=token, defaults=content)
    return feed


def render(token: FeedToken) -> bytes:
    """The calendar of everything that the token's party is told of, in the token's language."""
    with scope(party=token.party):
        meetings = [shared_meeting(copy) for copy in received()]
    return calendar(token.name, [event for meeting in meetings for event in events(meeting, token.language)])


def events(meeting: SharedMeeting, language: str) -> Iterator[Event]:
    """The meeting as a whole, and its sittings where there are several."""
    title = worded(meeting.titles, language).text
    status = CALENDAR_STATUS.get(meeting.status, "CONFIRMED")
    stamp = datetime.fromisoformat(meeting.stamp) if meeting.stamp else datetime(1997, 7, 8, tzinfo=UTC)
    yield Event(
        uid=meeting.uid,
        sequence=meeting.sequence,
        stamp=stamp,
        summary=title,
        starts=meeting.starts,
        ends=meeting.ends,
        time_zone=meeting.time_zone,
        description=description(meeting, language),
        location=meeting.place,
        status=status,
        categories=(meeting.body,) if meeting.body else (),
    )
    if len(meeting.sittings) < 2:
        return
    for sitting in meeting.sittings:
        if sitting.open:
            yield Event(
                uid=sitting.uid,
                sequence=sitting.sequence,
                stamp=datetime.fromisoformat(sitting.stamp) if sitting.stamp else stamp,
                summary=f"{title} – {sitting.number}",
                starts=datetime.fromisoformat(sitting.starts),
                ends=datetime.fromisoformat(sitting.ends),
                time_zone=meeting.time_zone,
                location=meeting.place,
                status=status,
            )


def description(meeting: SharedMeeting, language: str) -> str:
    """The agenda as the guest may see it, one item a line."""
    lines = [f"{item.number}. {worded(item.titles, language).text}" for item in meeting.items if item.open]
    return "\n".join([meeting.identifier, *lines])

