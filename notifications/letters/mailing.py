"""The words of one revision's mails: written once for each errand and kind of reader, and given to each recipient."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape

from backend.domain.languages import AUTHENTIC, LANGUAGES, direction, worded
from backend.domain.moments import promised
from backend.organisations.models import Office
from backend.organisations.selectors import office_of
from backend.sharing.projection import SharedMeeting
from backend.sharing.selectors import Recipient, Told
from backend.topics.selectors import topic_names
from notifications.errands import Errand

from .letter import ASKING, Correspondent, Letter, Slot, calendar_text, letter
from .places import place_words
from .words import SUBJECTS, subject_line


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one mail; `languages` are those of its letters (RFC 3282)."""

    language: str
    languages: str
    sender: str
    recipient: str
    subject: str
    text: str
    html: str
    calendar_text: str
    files: tuple[tuple[str, bytes], ...] = ()


class Registers:
    """The offices and topics that letters name, each read once."""

    def __init__(self) -> None:
        self._offices: dict[str, Office] = {}

    def office(self, party: str) -> Office:
        """As `office_of`."""
        if party not in self._offices:
            self._offices[party] = office_of(party)
        return self._offices[party]

    @cached_property
    def topics(self) -> Mapping[str, Mapping[str, str]]:
        """As `topic_names`."""
        return topic_names()


class Correspondence:
    """The words of a revision, made when they are first needed; marks stand where a person's name and link go."""

    def __init__(self, revision: Told, meeting: SharedMeeting, registers: Registers) -> None:
        self._revision, self._meeting, self._registers = revision, meeting, registers
        self._host, self._guest = registers.office(meeting.host), registers.office(meeting.guest)
        self._link = f"{settings.PUBLIC_URL}/answer/{revision.invitation_key}/"
        self._name = f"name-{revision.invitation_key}"
        self._made: dict[tuple[object, ...], Wording] = {}

    @cached_property
    def _dated(self) -> date:
        """The day on which the letter is written, where the inviting office is."""
        return self._revision.stamp.astimezone(ZoneInfo(self._host.time_zone)).date()

    def wording(self, errand: Errand, recipient: Recipient, *, link: str) -> Wording:
        """The words of this errand for this recipient, whose answer link it is. All share what is not their own."""
        person = recipient.person
        key = (errand.sitting, errand.words, errand.changes, errand.again, *_alike(recipient))
        if key not in self._made:
            anybody = replace(recipient, person=replace(person, name=self._name)) if person else recipient
            self._made[key] = self._worded(errand, self.letters(errand, anybody))
        return self._addressed(self._made[key], person.name if person else "", link)

    def _addressed(self, shared: Wording, name: str, link: str) -> Wording:
        text, html = shared.text.replace(self._link, link), shared.html.replace(self._link, link)
        if not name:
            return replace(shared, text=text, html=html)
        text, html = text.replace(self._name, name), html.replace(self._name, escape(name))
        return replace(shared, recipient=name, text=text, html=html)

    def letters(self, errand: Errand, recipient: Recipient) -> list[tuple[Letter, str]]:
        """The letters of one mail with their plain texts, the correspondence language first."""
        person = recipient.person
        languages = [person.language] if person else self._official_languages()
        folder = "letters/person." if person else "letters/"
        written = [self._letter(errand, code, recipient) for code in languages]
        return [(one, tidy(render_to_string(f"{folder}{one.language}.txt", {"letter": one}))) for one in written]

    def _copied(self, recipient: Recipient, language: str) -> str:
        """Whom the office copies at this mailbox; empty where it is no copy."""
        copies = {one["mailbox"].casefold(): one["name"] for one in self._guest.copies if recipient.kind == "copy"}
        return worded(copies.get(recipient.address.casefold(), {}), language).text

    def _official_languages(self) -> list[str]:
        """The correspondence language first, the second authentic one after it where the register names it."""
        first = next((code for code in self._guest.languages if code in LANGUAGES), AUTHENTIC[0])
        return [first, *(code for code in self._guest.languages if code in AUTHENTIC and code != first)]

    def _letter(self, errand: Errand, language: str, recipient: Recipient) -> Letter:
        return letter(
            self._meeting,
            purpose=errand.words,
            language=language,
            number=self._revision.number,
            sender=correspondent(self._host, language),
            recipient=correspondent(self._guest, language),
            topic_names=self._registers.topics,
            dated=self._dated,
            answer_url=self._link,
            changes=self._changes(errand),
            again=errand.again,
            slot=_slot(errand),
            copied_to=self._copied(recipient, language),
            person=recipient.person,
        )

    def _changes(self, errand: Errand) -> tuple[dict[str, str], ...]:
        """Old and new stand in what tells a change; an invitation tells the whole."""
        if errand.words not in {"update", "notice", "closed"}:
            return ()
        if errand.changes is not None:
            return tuple({"field": field, "old": old, "new": new} for field, old, new in errand.changes)
        return tuple(dict(change) for change in self._meeting.changes)

    def _worded(self, errand: Errand, letters: list[tuple[Letter, str]]) -> Wording:
        first = letters[0][0]
        about = SUBJECTS[first.language]["remove" if first.withdrawn else errand.words]
        parts = [
            {"language": one.language, "direction": direction(one.language), "text": text} for one, text in letters
        ]
        return Wording(
            language=first.language,
            languages=", ".join(one.language for one, _ in letters),
            sender=first.sender.office,
            recipient=first.copied_to or first.recipient.office,
            subject=subject_line(about, first.title, first.reference, language=first.language),
            text="\n\n\n".join(text for _, text in letters) + "\n",
            html=render_to_string("letters/letter.html", {"letter": first, "parts": parts}),
            calendar_text=calendar_text(first, ask=errand.words in ASKING),
        )


def _alike(recipient: Recipient) -> tuple[object, ...]:
    """What of a recipient the words depend on, but for the name."""
    if person := recipient.person:
        return person.language, person.time_zone, person.capacity, person.sittings
    return (recipient.address,) if recipient.kind == "copy" else ()


def _slot(errand: Errand) -> Slot | None:
    entry = errand.entry
    if entry is None or not entry.sitting:
        return None
    return Slot(entry.sitting, promised(entry.starts), promised(entry.ends), entry.zone)


def correspondent(office: Office, language: str) -> Correspondent:
    """The office as a letter in this language names it."""
    return Correspondent(
        office=worded(office.names, language).text,
        addressee=worded(office.addressees, language).text,
        place=place_words(office.place, language),
        mailbox=office.mailbox,
    )


def tidy(text: str) -> str:
    """The text without the empty lines that sentences left out leave behind."""
    lines: list[str] = []
    for line in (line.rstrip() for line in text.strip().splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines)
