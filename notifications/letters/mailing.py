"""The words of one revision's mails: written once for each language, errand and person, and given to each recipient."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.template.loader import render_to_string

from backend.domain.languages import AUTHENTIC, LANGUAGES, direction, worded
from backend.domain.moments import promised
from backend.organisations.models import Office
from backend.organisations.selectors import office_of
from backend.sharing.projection import SharedMeeting
from backend.sharing.selectors import Recipient, Told
from backend.topics.selectors import topic_names
from notifications.errands import Errand

from .letter import ASKING, Correspondent, Letter, Slot, calendar_text, letter
from .words import SUBJECTS


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one mail; `languages` are those of its letters (RFC 3282).

    `mark` stands where each recipient's own answer link goes.
    """

    language: str
    languages: str
    sender: str
    recipient: str
    subject: str
    text: str
    html: str
    calendar_text: str
    mark: str
    files: tuple[tuple[str, bytes], ...] = ()

    def with_link(self, link: str) -> tuple[str, str]:
        """Text and HTML with the recipient's own link."""
        return self.text.replace(self.mark, link), self.html.replace(self.mark, link)


class Correspondence:
    """The words of a revision, made when they are first needed."""

    def __init__(self, revision: Told, meeting: SharedMeeting, *, dated: date) -> None:
        self._revision, self._meeting, self._dated = revision, meeting, dated
        self._mark = f"{settings.PUBLIC_URL}/answer/{revision.invitation_key}/"
        self._made: dict[tuple[object, ...], Wording] = {}

    @cached_property
    def _host(self) -> Office:
        return office_of(self._meeting.host)

    @cached_property
    def _guest(self) -> Office:
        return office_of(self._meeting.guest)

    def wording(self, errand: Errand, recipient: Recipient) -> Wording:
        """The words of this errand for this recipient: offices share theirs."""
        person = recipient.person
        key = (errand.sitting, errand.words, errand.changes, person.id if person else 0)
        if key not in self._made:
            self._made[key] = self._worded(errand, self.letters(errand, recipient))
        return self._made[key]

    def letters(self, errand: Errand, recipient: Recipient) -> list[tuple[Letter, str]]:
        """The letters of one mail with their plain texts, the correspondence language first."""
        person = recipient.person
        languages = [person.language] if person else self._official_languages()
        folder = "letters/person." if person else "letters/"
        written = [self._letter(errand, code, recipient) for code in languages]
        return [(one, tidy(render_to_string(f"{folder}{one.language}.txt", {"letter": one}))) for one in written]

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
            topic_names=topic_names(),
            dated=self._dated,
            answer_url=self._mark,
            changes=self._changes(errand),
            slot=_slot(errand),
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
        parts = [
            {"language": one.language, "direction": direction(one.language), "text": text} for one, text in letters
        ]
        return Wording(
            language=first.language,
            languages=", ".join(one.language for one, _ in letters),
            sender=first.sender.office,
            recipient=first.person.name if first.person else first.recipient.office,
            subject=f"{SUBJECTS[first.language][errand.words]}: {first.title} ({first.reference})",
            text="\n\n\n".join(text for _, text in letters) + "\n",
            html=render_to_string("letters/letter.html", {"letter": first, "parts": parts}),
            calendar_text=calendar_text(first, ask=errand.words in ASKING),
            mark=self._mark,
        )


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
        place=office.place,
        mailbox=office.mailbox,
    )


def tidy(text: str) -> str:
    """The text without the empty lines that sentences left out leave behind."""
    lines: list[str] = []
    for line in (line.rstrip() for line in text.strip().splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines)
