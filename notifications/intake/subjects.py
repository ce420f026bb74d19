"""What a received mail is about: the signed address it came to, the mail it answers, the mailbox it speaks of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings

from backend.delegations.models import Attendee, Reply
from backend.delegations.selectors import attendee_signed, entry_with, sequence_of
from backend.domain.errors import DomainError
from backend.domain.moments import instant
from backend.domain.parties import Party
from backend.organisations.selectors import office_of
from backend.sharing.models import SharedCopy
from backend.sharing.projection import SharedMeeting
from backend.sharing.selectors import shared_meeting
from notifications.mail.addresses import ReplyKey, verify
from notifications.mail.reading.headers import Mail, fields
from notifications.mail.reading.people import comparable
from notifications.mail.reading.values import Item
from notifications.models import Delivery
from notifications.reply_keys import retired_keys, valid_keys

from .ladder import Age, Who, age

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,298}>")


@dataclass(frozen=True, slots=True)
class About:
    """`signed`: whose reply address the mail came to. `answered`: the mail of ours that it refers to.

    `retired`: whose address it came to, where that was signed with a key that proves nothing any more.
    """

    signed: Attendee | None
    answered: Delivery | None
    retired: Attendee | None = None


def about(mail: Mail, recipients: Sequence[str]) -> About:
    """What the addresses and the thread of the mail prove."""
    known = _signed(recipients, valid_keys())
    retired = None if known else _signed(recipients, retired_keys())
    return About(known, delivery_named(_referred(mail)), retired)


def _signed(recipients: Sequence[str], keys: Sequence[ReplyKey]) -> Attendee | None:
    for address in recipients:
        identifier = verify(address, domain=settings.MAIL_DOMAIN, keys=keys)
        if identifier and (attendee := attendee_signed(identifier)):
            return attendee
    return None


def _referred(mail: Mail) -> list[str]:
    values = fields(mail, "In-Reply-To") + fields(mail, "References")
    return [one for value in values for one in _MESSAGE_ID.findall(value)][:50]


def meant_for(sender: str) -> str:
    """The organiser that a mail from this domain concerns: the counterpart of the office whose domain it is, or ""."""
    domain = sender.rpartition("@")[2]
    ours = next((one for one in Party if office_of(one.value).mailbox.rpartition("@")[2] == domain), None)
    return ours.counterpart.value if domain and ours else ""


def delivery_named(message_ids: Iterable[str]) -> Delivery | None:
    """The newest mail of ours with one of these Message-IDs."""
    return Delivery.objects.filter(message_id__in=list(message_ids)).first()


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who speaks of which invited mailbox and sitting, and how the answer stands beside the newest one.

    `sequence` is that of the sitting's own entry, also where the mail named the sitting by its time.
    """

    attendee: Attendee | None
    who: Who
    known: bool
    sitting: str
    sequence: int
    ahead: bool
    age: Age
    invitation_id: int | None = None


def spoken(item: Item, signed: Attendee | None, sender: str, now: datetime) -> Spoken:
    """The item beside the record. An item of another invitation than the signed address is not known."""
    entry = entry_with(item.uid)
    if entry is None or (signed is not None and signed.invitation_id != entry.invitation_id):
        return Spoken(signed, Who.OTHER, False, "", item.sequence, False, Age.NEWER)
    invited = {comparable(one.address): one for one in _invited(entry.invitation_id)}
    own, named = invited.get(comparable(sender)), invited.get(comparable(item.attendee or sender))
    who = Who.OTHER if own is None else Who.INVITEE if named == own else Who.PROXY
    sitting = _sitting(entry.invitation_id, entry.sitting, item.recurrence_id)
    about_whom = signed if signed and _nominated_anew(signed, own) else own or named or signed
    newest = _newest(about_whom, sitting) if about_whom and sitting is not None else None
    sequence = sequence_of(sitting, item.sequence, told_of=entry) if sitting else item.sequence
    said = (sequence, stamp_of(item, now), item.partstat)
    known, ahead = sitting is not None, item.sequence > entry.sequence
    return Spoken(about_whom, who, known, sitting or "", sequence, ahead, age(said, newest), entry.invitation_id)


def _invited(invitation_id: int) -> Iterable[Attendee]:
    return Attendee.objects.filter(invitation_id=invitation_id, removed_at=None).select_related("invitation")


def _nominated_anew(signed: Attendee, own: Attendee | None) -> bool:
    """The mail answers an invitation that was taken back before this mailbox was invited once more."""
    return bool(own and signed.removed_at and comparable(own.address) == comparable(signed.address))


def _newest(attendee: Attendee, sitting: str) -> tuple[int, datetime, str] | None:
    newest = Reply.objects.filter(attendee=attendee, sitting=sitting).first()
    return (newest.sequence, newest.stamp, newest.partstat) if newest else None


def stamp_of(item: Item, now: datetime) -> datetime:
    """DTSTAMP (RFC 5545 section 3.8.7.2); a mail without one is as old as its arrival."""
    return datetime.fromisoformat(item.dtstamp).astimezone(UTC) if item.dtstamp else now


def _sitting(invitation_id: int, sitting: str, recurrence_id: str | None) -> str | None:
    """The sitting of the UID, or the one that begins at RECURRENCE-ID; None where no sitting does."""
    if recurrence_id is None or sitting:
        return sitting
    copy = SharedCopy.objects.filter(invitation_id=invitation_id).first()
    return _beginning(shared_meeting(copy), recurrence_id) if copy else None


def _beginning(meeting: SharedMeeting, moment: str) -> str | None:
    """The one sitting that begins at this instant, or on this day; “” where the meeting as a whole does."""
    zone = meeting.time_zone
    at_the_time = [one.number for one in meeting.sittings if one.timed and _instant(one.starts, zone) == moment]
    on_the_day = [one.number for one in meeting.sittings if one.starts[:10] == moment]
    for named in (at_the_time, on_the_day):
        if len(named) == 1:
            return named[0]
    whole = f"{meeting.starts_on}T{meeting.starts_time}" if meeting.starts_time else ""
    return "" if moment in {meeting.starts_on, _instant(whole, zone)} else None


def _instant(wall: str, zone: str) -> str:
    try:
        return instant(datetime.fromisoformat(wall), zone).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (DomainError, ValueError):
        return ""
