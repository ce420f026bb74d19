"""A published calendar: no METHOD, no ORGANIZER, no ATTENDEE. RFC 5545, RFC 7986."""

from collections.abc import Sequence

import icalendar

from backend.domain.plaintext import clean

from .events import PRODUCT, Event, vevent
from .timezones import vtimezone

REFRESH = "PT1H"


def calendar(name: str, events: Sequence[Event]) -> bytes:
    """The calendar with these events in the order of their UIDs: the same bytes while nothing changed."""
    lines = icalendar.Calendar()
    lines.add("prodid", PRODUCT)
    lines.add("version", "2.0")
    lines.add("calscale", "GREGORIAN")
    lines.add("name", clean(name))
    lines.add("x-wr-calname", clean(name))
    lines.add("refresh-interval", icalendar.vDuration.from_ical(REFRESH), parameters={"VALUE": "DURATION"})
    lines.add("x-published-ttl", REFRESH)
    for zone, year in sorted(_first_years(events).items()):
        lines.add_component(icalendar.Timezone.from_ical(vtimezone(zone, year)))
    for event in sorted(events, key=lambda one: one.uid):
        component = vevent(event)
        component.add("last-modified", component.decoded("dtstamp"))
        lines.add_component(component)
    return lines.to_ical()


def _first_years(events: Sequence[Event]) -> dict[str, int]:
    years: dict[str, int] = {}
    for event in events:
        if event.timed:
            years[event.time_zone] = min(event.starts.year, years.get(event.time_zone, event.starts.year))
    return years
