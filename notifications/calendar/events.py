"""One event as plain values, and its VEVENT. RFC 5545 section 3.6.1."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

from backend.domain.plaintext import clean

PRODUCT = "-//Article Six//Observer invitations//EN"


@dataclass(frozen=True, slots=True)
class Event:
    """`starts` and `ends` are naive wall times in `time_zone`, or dates (the last day inclusive). `stamp` is UTC."""

    uid: str
    sequence: int
    stamp: datetime
    summary: str
    starts: datetime | date
    ends: datetime | date
    time_zone: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    status: str = "CONFIRMED"
    categories: tuple[str, ...] = ()

    @property
    def timed(self) -> bool:
        return isinstance(self.starts, datetime)


@dataclass(frozen=True, slots=True)
class Organizer:
    """A mailbox that we read. RFC 5545 section 3.8.4.3."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """The one recipient. RFC 5545 section 3.8.4.1."""

    address: str
    name: str
    partstat: str = "NEEDS-ACTION"
    group: bool = True

    @property
    def cutype(self) -> str:
        return "GROUP" if self.group else "INDIVIDUAL"


def vevent(event: Event) -> icalendar.Event:
    """The VEVENT without ORGANIZER and ATTENDEE. All-day events block nobody's time (TRANSP:TRANSPARENT)."""
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.stamp.astimezone(UTC).replace(microsecond=0))
    component.add("summary", clean(event.summary))
    _add_times(component, event)
    component.add("status", event.status)
    for name, text in (("description", clean(event.description, multiline=True)), ("location", clean(event.location))):
        if text:
            component.add(name, text)
    if event.url:
        component.add("url", event.url)
    if event.categories:
        component.add("categories", [clean(category) for category in event.categories])
    return component


def _add_times(component: icalendar.Event, event: Event) -> None:
    if isinstance(event.starts, datetime) and isinstance(event.ends, datetime):
        zone = ZoneInfo(event.time_zone)
        component.add("dtstart", event.starts.replace(tzinfo=zone))
        component.add("dtend", event.ends.replace(tzinfo=zone))
        component.add("transp", "OPAQUE")
        return
    component.add("dtstart", event.starts)
    component.add("dtend", event.ends + timedelta(days=1))
    component.add("transp", "TRANSPARENT")
    component.add("x-microsoft-cdo-busystatus", "FREE")
