"""Calendar feeds: rendered once per change, stored as bytes, answered from there."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.utils import timezone
from django_scopes import scope

from backend.accounts.models import FeedToken
from backend.accounts.services import digest
from backend.domain.languages import worded
from backend.sharing.models import SharedCopy
from backend.sharing.projection import SharedMeeting
from backend.sharing.selectors import received, shared_meeting
from notifications.calendar.events import Event, render_event
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
    shown = [event for meeting in meetings for event in events(meeting, token.language)]
    years = [year for event in shown for year in event.years] or [1997]
    return calendar(
        token.name,
        [render_event(event) for event in shown],
        zones={event.time_zone for event in shown if event.zoned},
        years=(min(years), max(years)),
        language=token.language,
    )


def events(meeting: SharedMeeting, language: str) -> Iterator[Event]:
    """The meeting as a whole, and its sittings where there are several."""
    whole = banner(meeting, language)
    yield whole
    for sitting in meeting.sittings if len(meeting.sittings) > 1 else ():
        if sitting.open:
            yield replace(
                whole,
                uid=sitting.uid,
                sequence=sitting.sequence,
                stamp=datetime.fromisoformat(sitting.stamp),
                last_modified=datetime.fromisoformat(sitting.stamp),
                summary=f"{whole.summary} – {sitting.number}",
                start=aware(sitting.starts, meeting.time_zone),
                end=aware(sitting.ends, meeting.time_zone),
                time_zone=meeting.time_zone,
                transparent=False,
            )


def banner(meeting: SharedMeeting, language: str) -> Event:
    """The event of the meeting as a whole: timed, or all-day over its days and then in nobody's way."""
    stamp = datetime.fromisoformat(meeting.stamp)
    start, end = meeting.starts, meeting.ends
    timed = isinstance(start, datetime) and isinstance(end, datetime)
    return Event(
        uid=meeting.uid,
        sequence=meeting.sequence,
        stamp=stamp,
        last_modified=stamp,
        summary=worded(meeting.titles, language).text,
        start=aware(start.isoformat(), meeting.time_zone) if timed else start,
        end=aware(end.isoformat(), meeting.time_zone) if timed else end + timedelta(days=1),
        time_zone=meeting.time_zone if timed else "",
        transparent=not timed,
        description=description(meeting, language),
        location=meeting.place,
        status=CALENDAR_STATUS.get(meeting.status, "CONFIRMED"),
        categories=(meeting.body,) if meeting.body else (),
    )


def aware(wall: str, zone: str) -> datetime:
    """The wall time in its zone."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))


def description(meeting: SharedMeeting, language: str) -> str:
    """The agenda as the guest may see it, one item a line."""
    lines = [f"{item.number}. {worded(item.titles, language).text}" for item in meeting.items if item.open]
    return "\n".join([meeting.identifier, *lines])
