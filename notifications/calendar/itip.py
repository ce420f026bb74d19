"""Scheduling messages from the organiser to one attendee. RFC 5546."""

import icalendar
from icalendar import vCalAddress, vText

from backend.domain.plaintext import clean

from .events import PRODUCT, Attendee, Event, Organizer, vevent
from .timezones import vtimezone

_UNSAFE_IN_NAMES = str.maketrans(dict.fromkeys('@:,;"', " "))


def request(event: Event, *, organizer: Organizer, attendee: Attendee) -> bytes:
    """METHOD:REQUEST, new or an update with a higher SEQUENCE. RFC 5546 section 3.2.2."""
    component = _addressed(event, organizer, attendee)
    return _message("REQUEST", event, component)


def cancel(event: Event, *, organizer: Organizer, attendee: Attendee, whole: bool) -> bytes:
    """METHOD:CANCEL: STATUS:CANCELLED where the whole event falls, none where one guest leaves. RFC 5546 section 3.2.5."""
    component = _addressed(event, organizer, attendee)
    component.pop("status")
    if whole:
        component.add("status", "CANCELLED")
    return _message("CANCEL", event, component)


def _addressed(event: Event, organizer: Organizer, attendee: Attendee) -> icalendar.Event:
    component = vevent(event)
    convener = vCalAddress(f"mailto:{organizer.address.lower()}")
    convener.params["CN"] = vText(display_name(organizer.name))
    component.add("organizer", convener)
    guest = vCalAddress(f"mailto:{attendee.address}")
    guest.params["CN"] = vText(display_name(attendee.name))
    guest.params["CUTYPE"] = vText(attendee.cutype)
    guest.params["ROLE"] = vText("OPT-PARTICIPANT")
    guest.params["PARTSTAT"] = vText(attendee.partstat)
    guest.params["RSVP"] = vText("TRUE")
    component.add("attendee", guest)
    return component


def _message(method: str, event: Event, component: icalendar.Event) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if event.timed:
        calendar.add_component(icalendar.Timezone.from_ical(vtimezone(event.time_zone, event.starts.year)))
    calendar.add_component(component)
    return calendar.to_ical()


def display_name(name: str) -> str:
    """The name without what mail programs misread in names."""
    return " ".join(clean(name).translate(_UNSAFE_IN_NAMES).split())
