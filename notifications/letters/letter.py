"""What a letter says, computed from the projection alone. The words stand in one template per language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from backend.domain.languages import worded
from backend.sharing.projection import SharedItem, SharedMeeting

LANGUAGES = ("en", "fr")
"""The languages with a whole letter; both are authentic texts of the Agreement."""

LOCALES = {"en": "en_GB", "fr": "fr_FR"}
"""How each writes its dates: the United Nations spell English the British way."""


@dataclass(frozen=True, slots=True)
class Correspondent:
    """An office as a letter names it."""

    office: str
    addressee: str
    place: str
    mailbox: str


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the enclosed agenda; `title` is None where it is not open to the guest."""

    number: str
    title: str | None
    language: str
    matter: str
    depth: int


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter in one language."""

    purpose: str
    language: str
    reference: str
    dated: str
    sender: Correspondent
    recipient: Correspondent
    title: str
    title_language: str
    body: str
    when: str
    place: str
    clauses: str
    agenda: tuple[Line, ...]
    agenda_symbol: str
    sittings: tuple[str, ...]
    conditions: Mapping[str, object]
    reply_by: str
    short_notice: bool
    priority: bool
    partial: bool
    changes: tuple[Mapping[str, str], ...]
    answer_url: str
    outcome: str

    @property
    def withdrawn(self) -> str:
        """Why a person took the invitation back, or an empty text where the meeting itself is cancelled."""
        return next((change["new"] for change in self.changes if change["field"] == "withdrawn"), "")

    @property
    def differences(self) -> tuple[Mapping[str, str], ...]:
        """What changed of the meeting itself, old and new."""
        return tuple(change for change in self.changes if change["field"] != "withdrawn")

    @property
    def matters(self) -> tuple[Line, ...]:
        """The items for which the guest is invited."""
        return tuple(line for line in self.agenda if line.matter)


def letter(
    meeting: SharedMeeting,
    *,
    purpose: str,
    language: str,
    sender: Correspondent,
    recipient: Correspondent,
    topic_names: Mapping[str, Mapping[str, str]],
    dated: date,
    answer_url: str,
) -> Letter:
    """The letter about this meeting, for this purpose, in this language."""
    title = worded(meeting.titles, language)
    return Letter(
        purpose=purpose,
        language=language,
        reference=reference(meeting),
        dated=format_date(dated, "long", locale=LOCALES[language]),
        sender=sender,
        recipient=recipient,
        title=title.text,
        title_language=title.language,
        body=worded(meeting.body_names, language).text or meeting.body,
        when=when(meeting, language),
        place=meeting.place,
        clauses=_clauses(meeting.clauses, language),
        agenda=_agenda(meeting, language, topic_names),
        agenda_symbol=meeting.agenda_symbol,
        sittings=tuple(_sitting(s.number, s.starts, s.ends, language) for s in meeting.sittings if s.open),
        conditions=meeting.conditions,
        reply_by=format_date(date.fromisoformat(meeting.reply_by), "long", locale=LOCALES[language])
        if meeting.reply_by
        else "",
        short_notice=meeting.short_notice,
        priority=meeting.priority,
        partial=meeting.partial,
        changes=tuple(_change(change, meeting, language) for change in meeting.changes),
        answer_url=answer_url,
        outcome=meeting.outcome,
    )


def reference(meeting: SharedMeeting) -> str:
    """The reference under which the letter is filed, on the letter and in the subject."""
    return f"A6/{meeting.host}/{meeting.identifier}/{meeting.revision}"


def when(meeting: SharedMeeting, language: str) -> str:
    """“Monday, 18 May 2026, 10:00 – 13:00 Vienna (UTC+02:00)”, or the days where no hour is known."""
    starts, ends = meeting.starts, meeting.ends
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        first = f"{_day(starts, language)}, {starts:%H:%M}"
        last = f"{ends:%H:%M}" if starts.date() == ends.date() else f"{_day(ends, language)}, {ends:%H:%M}"
        return f"{first} – {last} {zone_words(meeting.time_zone, starts)}"
    return _day(starts, language) if starts == ends else f"{_day(starts, language)} – {_day(ends, language)}"


def zone_words(zone: str, wall: datetime) -> str:
    """The city of the zone and its offset at this wall time: “Vienna (UTC+02:00)”."""
    offset = wall.replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    minutes = int(offset.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{zone.rsplit('/', 1)[-1].replace('_', ' ')} (UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02})"


def _day(day: date, language: str) -> str:
    return format_date(day, "full", locale=LOCALES[language])


def _sitting(number: str, starts: str, ends: str, language: str) -> str:
    first, last = datetime.fromisoformat(starts), datetime.fromisoformat(ends)
    return f"{number}. {_day(first, language)}, {first:%H:%M} – {last:%H:%M}"


def _clauses(cites: tuple[str, ...], language: str) -> str:
    names = [cite.replace("(", " (") for cite in cites]
    return f" {'et' if language == 'fr' else 'and'} ".join(names)


def _agenda(meeting: SharedMeeting, language: str, topic_names: Mapping[str, Mapping[str, str]]) -> tuple[Line, ...]:
    matters = {
        str(match["item"]): worded(topic_names.get(str(match["topic"]), {}), language).text
        for match in reversed(meeting.matches)
    }
    return tuple(_line(item, language, matters.get(item.number, "")) for item in meeting.items)


def _line(item: SharedItem, language: str, matter: str) -> Line:
    title = worded(item.titles, language)
    return Line(item.number, title.text if item.open else None, title.language, matter, 1 if item.parent else 0)


def _change(change: Mapping[str, str], meeting: SharedMeeting, language: str) -> Mapping[str, str]:
    return {
        "field": change["field"],
        "old": _shown(change["old"], language),
        "new": _shown(change["new"], language),
    }


def _shown(value: str, language: str) -> str:
    try:
        return format_date(date.fromisoformat(value), "full", locale=LOCALES[language])
    except ValueError:
        return value
