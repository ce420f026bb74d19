"""From the projection to the event of one mail."""

from dataclasses import replace

from backend.sharing.projection import SharedMeeting
from backend.sharing.selectors import Told
from notifications.calendar.events import Event
from notifications.errands import Errand
from notifications.letters.mailing import Wording

from .entries import banner, lasting


def event_of(revision: Told, meeting: SharedMeeting, errand: Errand, wording: Wording) -> Event:
    """The meeting as a whole, or the sitting that the errand is about, as it was when the revision was cut.

    Raises UnsoundEvent. One person's part is cancelled with a SEQUENCE of its own (RFC 5546 section 3.2.5).
    """
    entry = errand.entry
    whole = banner(meeting, wording.language, words=wording.calendar_text)
    if entry is None:
        return whole
    own = errand.method == "CANCEL" and not errand.whole
    event = replace(
        whole,
        uid=entry.uid,
        sequence=entry.sequence + 1 if own else entry.sequence,
        stamp=revision.stamp,
        last_modified=None,
        status="CONFIRMED",
    )
    if not entry.sitting:
        return event
    return replace(
        event,
        summary=f"{whole.summary} – {entry.sitting}",
        **lasting(entry.starts, entry.ends, entry.zone),
    )
