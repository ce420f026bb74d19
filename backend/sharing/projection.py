"""Art. 3: the one frozen, allow-listed value that letters, calendars, feeds and the other party are built from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from backend.domain.moments import promised


@dataclass(frozen=True, slots=True)
class SharedItem:
    """One agenda item as the guest may see it. A closed or classified item shows its number only.

    `documents` are the symbols of its documents that are not classified.
    """

    number: str
    parent: str
    titles: Mapping[str, str]
    open: bool
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedSitting:
    """One sitting as the guest may see it: wall times in the meeting's zone (`YYYY-MM-DDTHH:MM`), and the instants.

    Where no hour is known `starts` and `ends` are its first and its last day (`YYYY-MM-DD`).
    `answer` is what the guest's office answered to it alone, empty where it did not.
    """

    number: str
    uid: str
    starts: str
    ends: str
    items: tuple[str, ...]
    open: bool
    sequence: int = 0
    stamp: str = ""
    starts_at: str = ""
    ends_at: str = ""
    answer: str = ""

    @property
    def timed(self) -> bool:
        """Whether its hours are known."""
        return "T" in self.starts


@dataclass(frozen=True, slots=True)
class SharedMeeting:
    """Everything that the other party may know of a meeting, and nothing else. Dates are ISO 8601, times local."""

    key: str
    uid: str
    identifier: str
    host: str
    guest: str
    body: str
    body_names: Mapping[str, str]
    titles: Mapping[str, str]
    starts_on: str
    ends_on: str
    starts_time: str
    ends_time: str
    time_zone: str
    place: str
    mode: str
    status: str
    agenda_stage: str
    agenda_symbol: str
    items: tuple[SharedItem, ...]
    sittings: tuple[SharedSitting, ...]
    form: str
    state: str
    outcome: str
    priority: bool
    partial: bool
    clauses: tuple[str, ...]
    reasons: tuple[Mapping[str, object], ...]
    matches: tuple[Mapping[str, object], ...]
    conditions: Mapping[str, object]
    notes: tuple[Mapping[str, object], ...]
    reply_by: str
    short_notice: bool
    answer: str
    answer_comment: str
    sequence: int
    stamp: str
    revision: int
    changes: tuple[Mapping[str, str], ...]
    status_reason: str = ""
    starts_at: str = ""
    ends_at: str = ""

    def document(self) -> dict[str, object]:
        """The value as JSON types."""
        loaded: dict[str, object] = json.loads(json.dumps(asdict(self)))
        return loaded

    @property
    def timed(self) -> bool:
        """Whether the invitation is a timed event: a start time, or exactly one timed sitting."""
        return bool(self.starts_time) or (len(self.sittings) == 1 and self.sittings[0].timed)

    @property
    def starts(self) -> datetime | date:
        """The naive local start, or the first day of an all-day event."""
        return self._edge(self.starts_on, self.starts_time, 0)

    @property
    def ends(self) -> datetime | date:
        """The naive local end, or the last day (inclusive) of an all-day event."""
        return self._edge(self.ends_on, self.ends_time, -1)

    def _edge(self, day: str, time: str, sitting: int) -> datetime | date:
        if time:
            return datetime.fromisoformat(f"{day}T{time}")
        if len(self.sittings) == 1:
            return promised(self.sittings[0].starts if sitting == 0 else self.sittings[0].ends)
        return date.fromisoformat(day)


def from_document(document: Mapping[str, object]) -> SharedMeeting:
    """The inverse of `SharedMeeting.document`."""
    values = dict(document)
    values["items"] = tuple(_shared_item(item) for item in values["items"])  # type: ignore[attr-defined]
    values["sittings"] = tuple(
        SharedSitting(**{**sitting, "items": tuple(sitting["items"])})
        for sitting in values["sittings"]  # type: ignore[attr-defined]
    )
    for name in ("clauses", "reasons", "matches", "notes", "changes"):
        values[name] = tuple(values[name])  # type: ignore[arg-type]
    return SharedMeeting(**values)  # type: ignore[arg-type]


def _shared_item(stored: Mapping[str, object]) -> SharedItem:
    documents: list[str] = stored.get("documents") or []  # type: ignore[assignment]
    return SharedItem(**{**stored, "documents": tuple(documents)})  # type: ignore[arg-type]


def digest(document: Mapping[str, object]) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal: the same where nothing changed."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


MATERIAL = ("starts_on", "ends_on", "starts_time", "ends_time", "time_zone", "place", "mode", "status")
"""The one list of changes that are told (with openness and sittings, compared apart); all else is editorial."""

ANSWER_AGAIN = frozenset({"starts_on", "ends_on", "starts_time", "ends_time", "time_zone"})
"""After these an answer given before counts no longer: RFC 5546 section 2.1.4."""


INSTANTS = ("starts_at", "ends_at")
"""The UTC instants. They move alone only where the rules of the zone have changed after the promise."""


def material_changes(before: SharedMeeting, after: SharedMeeting) -> tuple[Mapping[str, str], ...]:
    """Old and new of each material difference, in the order of the list."""
    changes = [
        {"field": name, "old": getattr(before, name), "new": getattr(after, name)}
        for name in MATERIAL
        if getattr(before, name) != getattr(after, name)
    ]
    if not ANSWER_AGAIN.intersection(change["field"] for change in changes):
        changes += [
            {"field": name, "old": getattr(before, name), "new": getattr(after, name)}
            for name in INSTANTS
            if getattr(before, name) and getattr(after, name) and getattr(before, name) != getattr(after, name)
        ]
    if _slots(before) != _slots(after):
        changes.append({"field": "sittings", "old": _slots(before), "new": _slots(after)})
    elif "" not in (old := _slot_instants(before), new := _slot_instants(after)) and old != new:
        changes.append({"field": "sitting_instants", "old": old, "new": new})
    if _closed(before) != _closed(after):
        changes.append({"field": "closed_items", "old": _closed(before), "new": _closed(after)})
    return tuple(changes)


def _slots(meeting: SharedMeeting) -> str:
    return "; ".join(f"{s.number} {s.starts}–{s.ends}{'' if s.open else ' (closed)'}" for s in meeting.sittings)


def _slot_instants(meeting: SharedMeeting) -> str:
    return "; ".join(f"{s.number} {s.starts_at}–{s.ends_at}" for s in meeting.sittings if s.starts_at and s.timed)


def _closed(meeting: SharedMeeting) -> str:
    return ", ".join(item.number for item in meeting.items if not item.open)


def entry_shapes(meeting: SharedMeeting) -> dict[str, dict[str, str]]:
    """What the guest's calendars should hold: the meeting as a whole (“”), and each open sitting of several.

    A change of any of these is material for that entry and for no other.
    """
    if meeting.status == "cancelled":
        return {}
    common = {"zone": meeting.time_zone, "place": meeting.place, "mode": meeting.mode}
    whole = {
        "starts": meeting.starts.isoformat(),
        "ends": meeting.ends.isoformat(),
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "slots": "; ".join(f"{s.number} {s.starts}–{s.ends}" for s in meeting.sittings),
        "closed": _closed(meeting),
    }
    shapes = {"": common | whole}
    for sitting in meeting.sittings if len(meeting.sittings) > 1 else ():
        if sitting.open:
            times = {"starts": sitting.starts, "ends": sitting.ends}
            instants = {"starts_at": sitting.starts_at, "ends_at": sitting.ends_at} if sitting.timed else {}
            shapes[sitting.number] = common | times | instants
    return shapes
