"""The events of one meeting as feeds show them: the meeting, its sittings, its deadlines."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from backend.domain.languages import interface_code, worded
from backend.domain.participation import Partstat
from backend.sharing.projection import SharedMeeting
from notifications.calendar.events import Event
from notifications.entries import banner, sittings

from .models import Audience, FeedEvent

Shape = FeedEvent.Shape
WITHDRAWN, ISSUED, INVITATION = "withdrawn", "issued", "invitation"
NOMINATION_LEAD = timedelta(days=14)
"""Before the opening, where nobody stated until when representatives are to be named."""

TopicNames = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class View:
    """From where and in which language a meeting is looked at; `path` is the page of the meeting for this viewer."""

    audience: str
    language: str
    path: str
    topics: TopicNames


@dataclass(frozen=True, slots=True)
class Part:
    """One event of a meeting and the name under which its bytes are kept."""

    name: str
    shape: str
    event: Event


def page_of(audience: str, *, copy_key: object, meeting_key: object) -> str:
    """Where this viewer reads more, after signing in. Nobody else has a page to read."""
    if audience == Audience.IN:
        return reverse("invitation", args=[copy_key])
    return reverse("meeting", args=[meeting_key]) if audience == Audience.OUT else ""


def parts(meeting: SharedMeeting, view: View) -> Iterator[Part]:
    """Every event that some feed may show of this meeting."""
    whole = _dressed(banner(meeting, view.language), meeting, view)
    single = {number: _dressed(event, meeting, view) for number, event in sittings(meeting, view.language)}
    yield Part("", Shape.BANNER if single else Shape.MEETING, whole)
    for number, event in single.items():
        yield Part(sitting_part(number), Shape.SITTING, event)
    if view.audience != Audience.PUBLIC:
        yield from _deadlines(meeting, whole, view)


def sitting_part(number: str) -> str:
    """The name under which the event of this sitting is kept."""
    return f"sitting {number}"


def _dressed(event: Event, meeting: SharedMeeting, view: View) -> Event:
    """With where to read more, and under what a calendar program may sort it."""
    codes = dict.fromkeys(str(match["topic"]) for match in meeting.matches)
    names = [worded(view.topics.get(code, {}), view.language).text or code for code in codes]
    status = "CANCELLED" if meeting.state == WITHDRAWN else event.status
    url = settings.PUBLIC_URL + view.path if view.path else ""
    return replace(event, status=status, url=url, categories=(*event.categories, *names))


def _deadlines(meeting: SharedMeeting, whole: Event, view: View) -> Iterator[Part]:
    """Days by which something is due, as all-day events in nobody's way. What is done is due no longer."""
    if meeting.state != ISSUED or meeting.form != INVITATION or meeting.status == "cancelled":
        return
    with override(interface_code(view.language)):
        if meeting.reply_by and meeting.answer == Partstat.NEEDS_ACTION:
            summary = gettext("Reply due: %(title)s") % {"title": whole.summary}
            yield _due(whole, "reply due", date.fromisoformat(meeting.reply_by), summary)
        if meeting.answer == Partstat.ACCEPTED:
            summary = gettext("Nomination due: %(title)s") % {"title": whole.summary}
            yield _due(whole, "nomination due", nomination_due(meeting), summary)


def nomination_due(meeting: SharedMeeting) -> date:
    """By when the guest names its representatives: as the body's conditions state it, else NOMINATION_LEAD before."""
    opens = date.fromisoformat(meeting.starts_on)
    for name in ("prior_registration", "prior_notification"):
        stated = meeting.conditions.get(name)
        if isinstance(stated, int) and not isinstance(stated, bool):
            return opens - timedelta(days=stated)
        if isinstance(stated, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", stated):
            return date.fromisoformat(stated)
    return opens - NOMINATION_LEAD


def _due(whole: Event, name: str, day: date, summary: str) -> Part:
    local, _, domain = whole.uid.partition("@")
    event = replace(
        whole,
        uid=f"{local}-{name.replace(' ', '-')}@{domain}",
        summary=summary,
        start=day,
        end=day + timedelta(days=1),
        time_zone="",
        transparent=True,
        location="",
        status="CONFIRMED",
    )
    return Part(name, Shape.DEADLINE, event)


def stamped(event: Event, moment: datetime) -> Event:
    """The event as last changed at this moment: without METHOD, DTSTAMP says so too (RFC 5545 §3.8.7.2)."""
    return replace(event, stamp=moment, last_modified=moment)
