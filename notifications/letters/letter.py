"""What a letter says, computed from the projection alone. The words stand in one template per language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from backend.domain.languages import LANGUAGES as LANGUAGES
from backend.domain.languages import worded
from backend.domain.moments import promised
from backend.domain.written import date_words
from backend.sharing.people import SharedPerson
from backend.sharing.projection import SharedItem, SharedMeeting

from .changes import told
from .citing import paragraphs
from .dates import span
from .places import place_words
from .words import ANSWER, CAPACITIES, SITTING, VALUES

ASKING = frozenset({"invite", "update", "nominate", "repeat"})
"""After these an answer is asked for."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One sitting that a letter is about: naive wall times in the zone, or its first and last day."""

    number: str
    starts: date
    ends: date
    zone: str


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
    """One letter in one language, to an office or to a person; `sitting` where it concerns that one alone.

    `again`: an answer given before counts no longer. `copied_to`: whom the office copies, where this is their copy.
    """

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
    notes: tuple[str, ...]
    status: str
    status_reason: str
    again: bool = False
    withdrawn: str = ""
    sitting: str = ""
    copied_to: str = ""
    person: SharedPerson | None = None
    local: str = ""

    @property
    def asks(self) -> bool:
        """Whether an answer is asked for."""
        return self.purpose in ASKING

    @property
    def stands(self) -> bool:
        """Whether an answer that was given before still counts, and others are only awaited."""
        return self.purpose == "update" and not self.again

    @property
    def shut(self) -> bool:
        """Whether what has changed is that a sitting was closed, not that it is not held."""
        return any(change["new"] == VALUES[self.language]["closed"] for change in self.changes)

    @property
    def encloses(self) -> bool:
        """Whether the agenda comes with the letter: not with one that ends something or changes nothing."""
        held = self.purpose == "notice" and self.status == "published"
        return self.purpose in {"invite", "repeat", "update"} or held

    @property
    def capacity(self) -> str:
        """In which capacity the person was named."""
        return CAPACITIES[self.language].get(self.person.capacity, "") if self.person else ""

    @property
    def matters(self) -> tuple[Line, ...]:
        """The items for which the guest is invited."""
        return tuple(line for line in self.agenda if line.matter)


def letter(
    meeting: SharedMeeting,
    *,
    purpose: str,
    language: str,
    number: int,
    sender: Correspondent,
    recipient: Correspondent,
    topic_names: Mapping[str, Mapping[str, str]],
    dated: date,
    answer_url: str,
    changes: tuple[Mapping[str, str], ...] = (),
    again: bool = False,
    slot: Slot | None = None,
    copied_to: str = "",
    person: SharedPerson | None = None,
) -> Letter:
    """The letter about this meeting, or about this slot of it, for this purpose, in this language."""
    title = worded(meeting.titles, language)
    named = person.sittings if person else ()
    return Letter(
        purpose=purpose,
        language=language,
        reference=reference(meeting, number),
        dated=date_words(dated, language),
        sender=sender,
        recipient=recipient,
        title=f"{title.text} – {SITTING[language].format(slot.number)}" if slot else title.text,
        title_language=title.language,
        body=worded(meeting.body_names, language).text or meeting.body,
        when=span(slot.starts, slot.ends, slot.zone, language) if slot else when(meeting, language),
        place=place_words(meeting.place, language),
        clauses=paragraphs(meeting.clauses, language),
        agenda=_agenda(meeting, language, topic_names),
        agenda_symbol=meeting.agenda_symbol,
        sittings=tuple(
            _sitting(s.number, s.starts, s.ends, meeting.time_zone, language)
            for s in meeting.sittings
            if s.open and (not named or s.number in named)
        ),
        conditions=meeting.conditions,
        reply_by=_reply_by(meeting, dated, language),
        short_notice=meeting.short_notice,
        priority=meeting.priority,
        partial=meeting.partial,
        changes=told(changes, language, zone=meeting.time_zone, sittings=(slot.number,) if slot else named),
        answer_url=answer_url,
        outcome=meeting.outcome,
        notes=tuple(worded(one, language).text for one in meeting.notes),  # type: ignore[arg-type]
        status=meeting.status,
        status_reason=meeting.status_reason,
        again=again,
        withdrawn=next((change["new"] for change in meeting.changes if change["field"] == "withdrawn"), ""),
        sitting=slot.number if slot else "",
        copied_to=copied_to,
        person=person,
        local=_local(meeting, slot, person, language) if person else "",
    )


def calendar_text(letter: Letter, *, ask: bool) -> str:
    """What stands in the calendar entry: plain text, an item that is not open by its number only (Art. 3)."""
    times = [letter.when, *([letter.local] if letter.local else [])]
    sittings = () if letter.sitting else letter.sittings
    agenda = [f"{line.number}. {line.title}" if line.title else f"{line.number}." for line in letter.agenda]
    parts = [
        "\n".join(filter(None, (letter.reference, letter.body))),
        "\n".join(times),
        "\n".join(sittings),
        "\n".join(agenda),
    ]
    return "\n\n".join(part for part in [*parts, ANSWER[letter.language] if ask else ""] if part)


def reference(meeting: SharedMeeting, number: int) -> str:
    """The reference under which the letter is filed: one for each thing told, the same for ever."""
    return f"A6/{meeting.host}/{meeting.identifier}/{number}"


def when(meeting: SharedMeeting, language: str) -> str:
    """“Monday, 18 May 2026, 10:00 – 13:00 Vienna (UTC+02:00)”, or the days where no hour is known."""
    return span(meeting.starts, meeting.ends, meeting.time_zone, language)


def _reply_by(meeting: SharedMeeting, dated: date, language: str) -> str:
    """The day by which an answer is asked for; none where it has gone by when the letter is written."""
    day = date.fromisoformat(meeting.reply_by) if meeting.reply_by else None
    return date_words(day, language) if day and day >= dated else ""


def _local(meeting: SharedMeeting, slot: Slot | None, person: SharedPerson, language: str) -> str:
    """The same span in the person's own zone, where it differs from the meeting's at that time."""
    starts, ends = (slot.starts, slot.ends) if slot else (meeting.starts, meeting.ends)
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        return ""
    there, here = ZoneInfo(slot.zone if slot else meeting.time_zone), ZoneInfo(person.time_zone)
    moments = [wall.replace(tzinfo=there) for wall in (starts, ends)]
    local = [moment.astimezone(here) for moment in moments]
    if all(a.utcoffset() == b.utcoffset() for a, b in zip(moments, local, strict=True)):
        return ""
    walls = [moment.replace(tzinfo=None) for moment in local]
    return span(walls[0], walls[1], person.time_zone, language)


def _sitting(number: str, starts: str, ends: str, zone: str, language: str) -> str:
    """A time without its zone is no time: each sitting names it."""
    return f"{number}. {span(promised(starts), promised(ends), zone or 'UTC', language)}"


def _certainty(match: Mapping[str, object]) -> float:
    """How sure it is that the item is of this topic: the surest one is named."""
    return float(str(match.get("confidence", 0)))


def _agenda(meeting: SharedMeeting, language: str, topic_names: Mapping[str, Mapping[str, str]]) -> tuple[Line, ...]:
    matters = {
        str(match["item"]): worded(topic_names.get(str(match["topic"]), {}), language).text
        for match in sorted(meeting.matches, key=_certainty)
    }
    return tuple(_line(item, language, matters.get(item.number, "")) for item in meeting.items)


def _line(item: SharedItem, language: str, matter: str) -> Line:
    title = worded(item.titles, language)
    return Line(item.number, title.text if item.open else None, title.language, matter, 1 if item.parent else 0)
