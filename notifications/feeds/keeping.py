"""Each meeting's events are rendered once for each change and kept; the feeds that show them are told to join anew."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django_scopes import scope, scopes_disabled

from backend.domain.parties import Party
from backend.sharing.models import PublicNotice, SharedCopy
from backend.sharing.projection import SharedMeeting, from_document
from backend.sharing.selectors import announced, issued, received
from backend.topics.selectors import topic_names
from notifications.calendar.events import render_event
from notifications.calendar.feed import cancelled

from .events import Part, TopicNames, View, page_of, parts, stamped
from .models import Audience, Feed, FeedEvent, FeedMeeting, Kind
from .numbers import EVENTS_RENDERED

CANCELLED_STAYS = timedelta(days=90)
AT_ONCE = 200
SIGNED = datetime(1997, 7, 8, tzinfo=UTC)

Copy = SharedCopy | PublicNotice


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the events of one party, audience and language are kept."""

    party: Party
    audience: str
    language: str

    @property
    def copies(self) -> "QuerySet[SharedCopy] | QuerySet[PublicNotice]":
        """What is shown here. The party must be in scope."""
        if self.audience == Audience.IN:
            return received()
        return issued(self.party) if self.audience == Audience.OUT else announced()

    @property
    def kept(self) -> QuerySet[FeedMeeting]:
        return FeedMeeting.objects.filter(party=self.party, audience=self.audience, language=self.language)


def shelves(party: Party) -> Iterator[Shelf]:
    """Those that some living feed of the party is joined from."""
    living = Feed.objects.filter(ended_at=None).order_by()
    for language, kind in living.values_list("language", "kind").distinct():
        for audience in audiences(kind):
            yield Shelf(party, audience, language)


def audiences(kind: str, direction: str = "") -> tuple[str, ...]:
    """From where a feed of this kind looks at meetings."""
    if kind == Kind.PUBLIC:
        return (Audience.PUBLIC,)
    both = (Audience.IN, Audience.OUT)
    return tuple(audience for audience in both if direction in {"", audience})


def copy_changed(copy_id: int) -> None:
    """Render what this shared copy says now for its viewer's feeds and for its host's."""
    with scopes_disabled():
        copy = SharedCopy.objects.get(pk=copy_id)
    _changed(Party(copy.viewer), Audience.IN, copy_id)
    _changed(Party(copy.host), Audience.OUT, copy_id)


def notice_changed(notice_id: int) -> None:
    """Render what this notice says now for its host's public feeds."""
    with scopes_disabled():
        notice = PublicNotice.objects.get(pk=notice_id)
    _changed(Party(notice.host), Audience.PUBLIC, notice_id)


def _changed(party: Party, audience: str, source: int) -> None:
    with scope(party=party):
        for shelf in set(shelves(party)):
            if shelf.audience == audience:
                bring_up_to_date(shelf, only=source)


def bring_up_to_date(shelf: Shelf, *, only: int | None = None) -> int:
    """Render what changed since it was rendered last. Returns how many meetings that were.

    The party must be in scope. Twice is the same as once; so is never, for the next joining does it too.
    """
    narrowed = {} if only is None else {"pk": only}
    kept = shelf.kept if only is None else shelf.kept.filter(source=only)
    known = dict(kept.values_list("source", "revision"))
    current = shelf.copies.filter(**narrowed).order_by("pk").values_list("pk", "revision")
    outdated = [pk for pk, revision in current if known.get(pk) != revision]
    names = topic_names() if outdated else {}
    for first in range(0, len(outdated), AT_ONCE):
        _keep_some(shelf, outdated[first : first + AT_ONCE], names)
    return len(outdated)


def _keep_some(shelf: Shelf, keys: Iterable[int], names: TopicNames) -> None:
    """Where somebody else renders the same at the same time, look again once that is done."""
    try:
        with transaction.atomic():
            _keep_all(shelf, keys, names)
    except IntegrityError:
        with transaction.atomic():
            _keep_all(shelf, keys, names)


def _keep_all(shelf: Shelf, keys: Iterable[int], names: TopicNames) -> None:
    copies: dict[int, Copy] = {copy.pk: copy for copy in shelf.copies.filter(pk__in=keys)}
    known = {row.source: row for row in shelf.kept.filter(source__in=copies).prefetch_related("events")}
    fresh: list[FeedMeeting] = []
    events: list[FeedEvent] = []
    for source, copy in copies.items():
        meeting = from_document(copy.document)
        wanted = list(parts(meeting, _view(shelf, copy, meeting, names)))
        row = known.get(source)
        if row is None:
            row = _row(shelf, copy, meeting)
            fresh.append(row)
            events += [_rendered(row, part, copy.changed_at) for part in wanted]
        else:
            _update(shelf, row, _row(shelf, copy, meeting), wanted, copy.changed_at)
    FeedMeeting.objects.bulk_create(fresh)
    FeedEvent.objects.bulk_create(events)
    for row in fresh:
        mark(shelf, row)


def _view(shelf: Shelf, copy: Copy, meeting: SharedMeeting, names: TopicNames) -> View:
    path = page_of(shelf.audience, copy_key=getattr(copy, "key", None), meeting_key=meeting.key)
    return View(shelf.audience, shelf.language, path, names)


def _row(shelf: Shelf, copy: Copy, meeting: SharedMeeting) -> FeedMeeting:
    topics = sorted({str(match["topic"]) for match in meeting.matches})
    return FeedMeeting(
        party=shelf.party,
        audience=shelf.audience,
        language=shelf.language,
        source=copy.pk,
        revision=copy.revision,
        invitation_id=getattr(copy, "invitation_id", 0),
        body=meeting.body,
        topics=f"|{'|'.join(topics)}|",
        state=meeting.state,
        answer=meeting.answer,
    )


_FOUND_BY = ("body", "topics", "state", "answer")


def _update(shelf: Shelf, old: FeedMeeting, new: FeedMeeting, wanted: list[Part], changed_at: datetime) -> None:
    """Render what changed, and tell the feeds that showed the meeting before or show it now."""
    changed = _keep_events(old, wanted, changed_at)
    moved = any(getattr(old, name) != getattr(new, name) for name in _FOUND_BY)
    if changed or moved:
        mark(shelf, old, new)
    new.pk = old.pk
    new.save()


def _keep_events(row: FeedMeeting, wanted: list[Part], changed_at: datetime) -> bool:
    stored = {event.part: event for event in row.events.all()}
    changed = [part for part in wanted if _says_more(part, stored.get(part.name))]
    for part in changed:
        event = _rendered(row, part, changed_at, stored.get(part.name))
        event.save()
    gone = [event for name, event in stored.items() if name not in {part.name for part in wanted}]
    vanished = [event for event in gone if _let_go(event, changed_at)]
    return bool(changed or vanished)


def _says_more(part: Part, stored: FeedEvent | None) -> bool:
    return stored is None or stored.digest != _digest(part) or stored.shape != part.shape


def _digest(part: Part) -> str:
    """SHA-256 of all that the event says except when it was said."""
    silent = replace(part.event, stamp=SIGNED, last_modified=None)
    return sha256(repr(silent).encode()).hexdigest()


def _rendered(row: FeedMeeting, part: Part, changed_at: datetime, before: FeedEvent | None = None) -> FeedEvent:
    """The event as bytes; a cancelled one is shown for a while, counted from when that was told."""
    EVENTS_RENDERED.inc()
    event, moment = part.event, _moment(part.event.stamp, changed_at, before)
    first_year, last_year = event.years
    ends = (before and before.shown_until) or moment + CANCELLED_STAYS
    return FeedEvent(
        pk=before.pk if before else None,
        meeting=row,
        part=part.name,
        shape=part.shape,
        digest=_digest(part),
        modified_at=moment,
        sequence=event.sequence,
        shown_until=ends if event.status == "CANCELLED" else None,
        time_zone=event.time_zone if event.zoned else "",
        starts_on=event.start.date() if isinstance(event.start, datetime) else event.start,
        first_year=first_year,
        last_year=last_year,
        content=render_event(stamped(event, moment)),
    )


def _moment(told: datetime, changed_at: datetime, before: FeedEvent | None) -> datetime:
    """When the event came to say this: whole seconds, later than every moment before."""
    moment = max(told, changed_at).replace(microsecond=0)
    return max(moment, before.modified_at + timedelta(seconds=1)) if before else moment


def _let_go(event: FeedEvent, changed_at: datetime) -> bool:
    """A sitting that is no longer held, or no longer open, stays as cancelled; a deadline that is met just goes."""
    if event.shape == FeedEvent.Shape.DEADLINE:
        event.delete()
        return True
    if event.shown_until is not None:
        return False
    moment = _moment(changed_at, changed_at, event)
    event.digest, event.sequence, event.modified_at = "", event.sequence + 1, moment
    event.shown_until = moment + CANCELLED_STAYS
    event.content = cancelled(bytes(event.content), sequence=event.sequence, stamp=moment)
    event.save()
    return True


def mark(shelf: Shelf, *rows: FeedMeeting) -> None:
    """Ask the feeds that show, or showed, this meeting to join anew. One statement, however many they are."""
    concerned = Q()
    for row in rows:
        topics = row.topics.strip("|").split("|")
        concerned |= Q(body__in=("", row.body), topic__in=("", *topics))
    kinds = [kind for kind in Kind.values if shelf.audience in audiences(kind)]
    directions = ("",) if shelf.audience == Audience.PUBLIC else ("", shelf.audience)
    living = Feed.objects.filter(concerned, ended_at=None, language=shelf.language, kind__in=kinds)
    living.filter(party=shelf.party, direction__in=directions).update(wanted=F("wanted") + 1)
