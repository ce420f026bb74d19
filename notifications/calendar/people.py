"""Calendar users: ORGANIZER and ATTENDEE (RFC 5545 §3.3.3, §3.8.4.1, §3.8.4.3)."""

from dataclasses import dataclass

from backend.domain.mailboxes import UnmailableAddress, mailbox
from backend.domain.plaintext import clean

from .events import folded

__all__ = ["Attendee", "Organizer", "UnmailableAddress", "attendee_line", "display_name", "mailbox", "organizer_line"]

_MISREAD_IN_NAMES = str.maketrans(dict.fromkeys('@:;,"<>\\()[]^\n\t', " "))


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
    by = f';SENT-BY="mailto:{mailbox(organizer.sent_by)}"' if organizer.sent_by else ""
    return _line("ORGANIZER", organizer.name, by, organizer.address)


def attendee_line(attendee: Attendee, *, ask: bool) -> bytes:
    """ATTENDEE (RFC 5545 §3.8.4.1), folded; `ask` adds RSVP, which only a REQUEST carries."""
    stated = f";CUTYPE={attendee.cutype};ROLE={attendee.role};PARTSTAT={attendee.partstat}"
    asked = f";RSVP={'TRUE' if attendee.rsvp else 'FALSE'}" if ask else ""
    return _line("ATTENDEE", attendee.name, stated + asked, attendee.address)


def _line(property_name: str, name: str, params: str, address: str) -> bytes:
    """The name is quoted whatever it is: Outlook misreads some that stand bare."""
    named = f';CN="{shown}"' if (shown := display_name(name)) else ""
    return folded(f"{property_name}{named}{params}:mailto:{mailbox(address)}".encode()) + b"\r\n"
