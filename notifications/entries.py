"""What a shared meeting looks like in calendars: the same events, with the same UIDs, in mails and in feeds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypedDict
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, override

from backend.domain.languages import interface_code, worded
from backend.domain.moments import promised
from backend.sharing.projection import SharedItem, SharedMeeting, SharedSitting
from notifications.calendar.events import Event
from notifications.letters.places import place_words

CALENDAR_STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
"""RFC 5545 §3.8.1.11: what the status of a meeting is called in calendars."""


def banner(meeting: SharedMeeting, language: str, *, words: str = "") -> Event:
    """The event of the meeting as a whole: timed, or all-day over its days and then in nobody's way.

    It is described by these words, else by its agenda.
    """
    stamp = datetime.fromisoformat(meeting.stamp)
    return Event(
        uid=meeting.uid,
        sequence=meeting.sequence,
        stamp=stamp,
        last_modified=stamp,
        summary=worded(meeting.titles, language).text,
        description=words or description(meeting, language),
        location=place_words(meeting.place, language),
        status=CALENDAR_STATUS.get(meeting.status, "CONFIRMED"),
        categories=(meeting.body,) if meeting.body else (),
        **lasting(meeting.starts.isoformat(), meeting.ends.isoformat(), meeting.time_zone),
    )


def sittings(meeting: SharedMeeting, language: str) -> Iterator[tuple[str, Event]]:
    """The number and the event of each sitting that the viewer may attend, where the meeting has several."""
    whole = banner(meeting, language)
    for sitting in meeting.sittings if len(meeting.sittings) > 1 else ():
        if sitting.open and sitting.uid:
            yield sitting.number, _sitting(sitting, whole, meeting, language)


def _sitting(sitting: SharedSitting, whole: Event, meeting: SharedMeeting, language: str) -> Event:
    stamp = datetime.fromisoformat(sitting.stamp or meeting.stamp)
    taken = tuple(item for item in meeting.items if item.number in sitting.items)
    return replace(
        whole,
        uid=sitting.uid,
        sequence=sitting.sequence,
        stamp=stamp,
        last_modified=stamp,
        summary=f"{whole.summary} – {sitting.number}",
        description="\n".join([meeting.identifier, *_agenda(taken, language)]),
        **lasting(sitting.starts, sitting.ends, meeting.time_zone),
    )


class Lasting(TypedDict):
    """When an event is, as `Event` takes it."""

    start: datetime | date
    end: datetime | date
    time_zone: str
    transparent: bool


def lasting(starts: str, ends: str, zone: str) -> Lasting:
    """Wall times in their zone; whole days in nobody's way, the end exclusive (RFC 5545 §3.6.1)."""
    first, last = promised(starts), promised(ends)
    if isinstance(first, datetime) and isinstance(last, datetime):
        tz = ZoneInfo(zone)
        return Lasting(start=first.replace(tzinfo=tz), end=last.replace(tzinfo=tz), time_zone=zone, transparent=False)
    return Lasting(start=first, end=last + timedelta(days=1), time_zone="", transparent=True)


def description(meeting: SharedMeeting, language: str) -> str:
    """The identifier and the agenda as the guest may see it, one item a line."""
    return "\n".join([meeting.identifier, *_agenda(meeting.items, language)])


def _agenda(items: tuple[SharedItem, ...], language: str) -> Iterator[str]:
    """A closed or classified item shows its number only. Art. 3."""
    with override(interface_code(language)):
        closed = gettext("(closed)")
    for item in items:
        yield f"{item.number}. {worded(item.titles, language).text if item.open else closed}"
