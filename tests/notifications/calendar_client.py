"""A small calendar program of somebody else's: it takes mails as RFC 5546 says, and knows nothing of our record."""

from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default


@dataclass(frozen=True)
class Held:
    """One event as the calendar shows it; `asked` is the SEQUENCE at which its answer was last asked for."""

    sequence: int
    stamp: str
    start: str
    end: str
    place: str
    reply_to: str
    asked: int

    @property
    def when(self) -> tuple[str, str]:
        return self.start, self.end


@dataclass(frozen=True)
class Said:
    """What one mail says: its METHOD and the properties of its one event, by name with their parameters' names cut."""

    method: str
    values: dict[str, str]

    @property
    def age(self) -> tuple[int, str]:
        return int(self.values["SEQUENCE"]), self.values["DTSTAMP"]

    @property
    def uid(self) -> str:
        return self.values["UID"]


def said(raw: bytes) -> Said | None:
    """The calendar of a mail; None where it has none."""
    for part in message_from_bytes(raw, policy=default).walk():
        if part.get_content_type() == "text/calendar":
            text = part.get_payload(decode=True).decode()
            return Said(str(part.get_param("method")), _values(text))
    return None


def _values(text: str) -> dict[str, str]:
    """The properties of the VEVENT, unfolded as RFC 5545 section 3.1 says."""
    lines = text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    found = {}
    for line in event:
        head, _, value = line.partition(":")
        found[head.partition(";")[0]] = line if head.startswith("DT") and ";" in head else value
    return found


@dataclass
class Calendar:
    """What one person sees. `last` is the SEQUENCE and DTSTAMP of the newest mail about each event.

    `released` are events of which only this person's part was cancelled (RFC 5546 section 3.2.5): without STATUS.
    """

    released: dict[str, Held] = field(default_factory=dict)
    events: dict[str, Held] = field(default_factory=dict)
    last: dict[str, tuple[int, str]] = field(default_factory=dict)
    taken: list[tuple[str, Held]] = field(default_factory=list)

    def take(self, raw: bytes) -> None:
        """RFC 5546 section 2.1.5: by SEQUENCE, then DTSTAMP; what is older than the last is not taken."""
        mail = said(raw)
        if mail is None or mail.method == "DECLINECOUNTER" or mail.age < self.last.get(mail.uid, (0, "")):
            return
        self.last[mail.uid] = mail.age
        if mail.method == "CANCEL":
            gone = self.events.pop(mail.uid, None) or self.released.pop(mail.uid, None)
            if gone and "STATUS" not in mail.values:
                self.released[mail.uid] = gone
        elif mail.method == "REQUEST":
            before = self.events.get(mail.uid) or self.released.get(mail.uid)
            self.events[mail.uid] = held = self._held(mail, before)
            self.taken.append((mail.uid, held))

    def _held(self, mail: Said, before: Held | None) -> Held:
        values, sequence = mail.values, mail.age[0]
        when = values["DTSTART"].partition("DTSTART")[2], values["DTEND"].partition("DTEND")[2]
        organizer = values["ORGANIZER"].rpartition("mailto:")[2]
        same = before and (before.when, before.reply_to) == (when, organizer)
        asked = before.asked if before and same else sequence
        return Held(sequence, mail.age[1], *when, values.get("LOCATION", ""), organizer, asked)
