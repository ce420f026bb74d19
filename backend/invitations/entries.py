"""The entries in the guest's calendars. RFC 5546 section 2.1.4: SEQUENCE rises only where an entry itself changes."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings

from .models import CalendarEntry, Invitation

Shape = Mapping[str, str]
"""What was told of one entry: `starts`, `ends`, `zone` … as texts. An entry that has no shape is in no calendar."""

WHEN = frozenset({"starts", "ends", "zone", "starts_at", "ends_at"})
"""After a change of these an answer given before counts no longer."""


def keep_entries(invitation: Invitation, *, now: datetime) -> None:
    """One entry for the meeting as a whole (`sitting` empty) and one for each sitting, for as long as there are any."""
    wanted = ["", *invitation.meeting.sittings.values_list("number", flat=True)]
    known = set(invitation.entries.values_list("sitting", flat=True))
    CalendarEntry.objects.bulk_create(
        CalendarEntry(invitation=invitation, sitting=number, uid=_uid(invitation, number), stamp=now)
        for number in wanted
        if number not in known
    )


def _uid(invitation: Invitation, sitting: str) -> str:
    tail = "" if not sitting else "-" + "".join(c if c.isascii() and c.isalnum() else f"{ord(c):x}" for c in sitting)
    return f"{invitation.key}{tail}@{settings.MAIL_DOMAIN}"


def standing_entries(invitation: Invitation) -> list[dict[str, object]]:
    """Every entry as it stands: nothing becomes of it."""
    return [_told(entry, "", ()) for entry in invitation.entries.all()]


def reshape(
    invitation: Invitation, shapes: Mapping[str, Shape], *, ask_again: bool = False, now: datetime
) -> list[dict[str, object]]:
    """Bring the entries to these shapes by sitting, and say what becomes of each: `act` request, cancel or nothing.

    An entry without a shape is cancelled where it was in calendars. SEQUENCE is one higher and the stamp later than
    before where an entry changed; a clock that steps back does not turn the stamp back.
    """
    entries = list(CalendarEntry.objects.select_for_update().filter(invitation=invitation))
    closed = any(entry.sitting and _live(entry) and entry.sitting not in shapes for entry in entries)
    return [
        _reshape(entry, shapes.get(entry.sitting), explained=closed, asked=ask_again and not entry.sitting, now=now)
        for entry in entries
    ]


def _live(entry: CalendarEntry) -> bool:
    return bool(entry.shape) and not entry.cancelled


def _reshape(
    entry: CalendarEntry, shape: Shape | None, *, explained: bool, asked: bool, now: datetime
) -> dict[str, object]:
    """`explained`: sittings leave the calendars, which says all there is to say of items that closed with them.

    `asked`: an answer is asked for once more, whatever moved.
    """
    if shape is None:
        return _leave(entry, now=now)
    new, back = not entry.shape, entry.cancelled
    changed = sorted(name for name in {*shape, *entry.shape} if shape.get(name, "") != entry.shape.get(name, ""))
    entry.shape, entry.cancelled = dict(shape), False
    told = [name for name in changed if not (explained and name == "closed")]
    if not new and (told or back or asked):
        _raise(entry, now=now)
        if back or asked or WHEN.intersection(told):
            entry.asked_at = entry.sequence
    entry.save()
    return _told(entry, "request" if new or told or back or asked else "", told)


def _leave(entry: CalendarEntry, *, now: datetime) -> dict[str, object]:
    if not _live(entry):
        return _told(entry, "", ())
    entry.cancelled = True
    _raise(entry, now=now)
    entry.save()
    return _told(entry, "cancel", ())


def _raise(entry: CalendarEntry, *, now: datetime) -> None:
    entry.sequence += 1
    entry.stamp = max(entry.stamp + timedelta(seconds=1), now)


def _told(entry: CalendarEntry, act: str, changed: list[str] | tuple[str, ...]) -> dict[str, object]:
    return {
        "sitting": entry.sitting,
        "uid": entry.uid,
        "sequence": entry.sequence,
        "act": act,
        "live": _live(entry),
        "starts": entry.shape.get("starts", ""),
        "ends": entry.shape.get("ends", ""),
        "zone": entry.shape.get("zone", ""),
        "changed": list(changed),
        "again": entry.asked_at == entry.sequence and act == "request",
    }


def keep_later(invitation: Invitation, sittings: tuple[str, ...], *, now: datetime) -> None:
    """Raise the SEQUENCE of these entries without asking anybody again: a mailbox holds a cancelled copy of them."""
    for entry in CalendarEntry.objects.select_for_update().filter(invitation=invitation, sitting__in=sittings):
        _raise(entry, now=now)
        entry.save(update_fields=["sequence", "stamp"])
