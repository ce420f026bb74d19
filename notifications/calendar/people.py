"""Calendar users: ORGANIZER and ATTENDEE (RFC 5545 §3.3.3, §3.8.4.1, §3.8.4.3)."""

from dataclasses import dataclass

from icalendar import vCalAddress
from icalendar.parser import Contentline

from backend.domain.mailboxes import UnmailableAddress, mailbox
from backend.domain.plaintext import clean

__all__ = ["Attendee", "Organizer", "UnmailableAddress", "attendee_line", "display_name", "mailbox", "organizer_line"]

_MISREAD_IN_NAMES = str.maketrans(dict.fromkeys('@:;,"<>\\()[]\n\t', " "))


@dataclass(frozen=True, slots=True)
class Organizer:
    """Whom the answers go to; `sent_by` is the desk officer who acts (RFC 5545 §3.2.18)."""

    address: str
    name: str = ""
    sent_by: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """The one recipient (RFC 5545 §3.2.3, §3.2.12, §3.2.16, §3.2.17)."""

    address: str
    name: str = ""
    cutype: str = "INDIVIDUAL"
    role: str = "OPT-PARTICIPANT"
    partstat: str = "NEEDS-ACTION"
    rsvp: bool = True


def display_name(name: str) -> str:
    """The name without controls and without the characters that clients misread in names."""
    return " ".join(clean(name).translate(_MISREAD_IN_NAMES).split())


def organizer_line(organizer: Organizer) -> bytes:
    """ORGANIZER (RFC 5545 §3.8.4.3), folded."""
    value = vCalAddress(f"mailto:{mailbox(organizer.address)}")
    if name := display_name(organizer.name):
        value.params["CN"] = name
    if organizer.sent_by:
        value.params["SENT-BY"] = f"mailto:{mailbox(organizer.sent_by)}"
    return _line("ORGANIZER", value)


def attendee_line(attendee: Attendee, *, ask: bool) -> bytes:
    """ATTENDEE (RFC 5545 §3.8.4.1), folded; `ask` adds RSVP, which only a REQUEST carries."""
    value = vCalAddress(f"mailto:{mailbox(attendee.address)}")
    if name := display_name(attendee.name):
        value.params["CN"] = name
    value.params["CUTYPE"] = attendee.cutype
    value.params["ROLE"] = attendee.role
    value.params["PARTSTAT"] = attendee.partstat
    if ask:
        value.params["RSVP"] = "TRUE" if attendee.rsvp else "FALSE"
    return _line("ATTENDEE", value)


def _line(name: str, value: vCalAddress) -> bytes:
    return bytes(Contentline.from_parts(name, value.params, value).to_ical()) + b"\r\n"
