"""What a subscriber sees, read back from the very bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from icalendar import Event

from backend.domain.parties import Party

from .joining import shown
from .keeping import Shelf, audiences, bring_up_to_date
from .models import Feed

MOST = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """One event as a calendar program shows it. `ends` is the last day where it has no times."""

    summary: str
    starts: datetime | date
    ends: datetime | date
    zone: str
    place: str
    status: str
    categories: tuple[str, ...]
    description: str

    @property
    def timed(self) -> bool:
        return isinstance(self.starts, datetime)


def preview(feed: Feed) -> list[Seen]:
    """The next MOST events of the feed, or the last ones where none is to come. Its party must be in scope."""
    now = timezone.now()
    for audience in audiences(feed.kind, feed.direction):
        bring_up_to_date(Shelf(Party(feed.party), audience, feed.language))
    events = shown(feed, now=now).order_by("starts_on", "pk")
    coming = events.filter(starts_on__gte=now.date())[:MOST]
    rows = list(coming) or list(events.reverse()[:MOST])
    return list(_seen(bytes(row.content) for row in rows))


def _seen(contents: Iterator[bytes]) -> Iterator[Seen]:
    for content in contents:
        event = Event.from_ical(content)
        starts, ends = event.decoded("DTSTART"), event.decoded("DTEND")
        yield Seen(
            summary=str(event["SUMMARY"]),
            starts=starts,
            ends=ends if isinstance(ends, datetime) else ends - timedelta(days=1),
            zone=str(event["DTSTART"].params.get("TZID", "")),
            place=str(event.get("LOCATION", "")),
            status=str(event["STATUS"]),
            categories=tuple(map(str, event.categories)) if isinstance(event, Event) else (),
            description=str(event.get("DESCRIPTION", "")),
        )
