"""Who is invited, and recording answers. They are appended; the newest counts."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.invitations import State
from backend.domain.mailboxes import mailbox
from backend.domain.participation import ANSWERS, Channel, Partstat
from backend.domain.plaintext import clean
from backend.invitations.models import CalendarEntry, Form, Invitation
from backend.organisations.models import Office
from backend.organisations.selectors import office_of
from backend.outbox.services import post

from .models import Attendee, Reply

RECORDED = "reply.recorded"
"""Outbox topic: the reply with this row id was recorded."""


class NotAnswerable(DomainError):
    """This invitation cannot be answered any more: it is {state}. Write to the organiser if that is not right."""

    code = "not_answerable"


class NotAnAnswer(DomainError):
    """“{partstat}” is not an answer. Choose ACCEPTED, TENTATIVE or DECLINED."""

    code = "not_an_answer"


class UnknownSitting(DomainError):
    """There is no sitting “{sitting}” to answer: it was closed or moved meanwhile, or is another person's."""

    code = "unknown_sitting"


@transaction.atomic
def keep_offices(invitation: Invitation, *, now: datetime) -> list[Attendee]:
    """Invite the guest's office and those it copies for this place. Returns the copies that are so no longer."""
    office = office_of(invitation.guest)
    _keep_office(invitation, office, now=now)
    wanted = {address.lower(): address for address in _copies(office, invitation.meeting.place)}
    left = []
    for copy in invitation.attendees.filter(kind=Attendee.Kind.COPY, removed_at=None):
        if wanted.pop(copy.address.lower(), None) is None:
            copy.removed_at = now
            copy.save(update_fields=["removed_at"])
            left.append(copy)
    for address in wanted.values():
        if not invitation.attendees.filter(address__iexact=address, removed_at=None).exists():
            _invite(invitation, Attendee.Kind.COPY, address, now=now)
    return left


def _keep_office(invitation: Invitation, office: Office, *, now: datetime) -> None:
    """The office keeps its row when its mailbox is corrected: what it answered stays its answer."""
    row = invitation.attendees.filter(kind=Attendee.Kind.OFFICE).first()
    if row is None:
        _invite(invitation, Attendee.Kind.OFFICE, office.mailbox, now=now)
    elif row.address != office.mailbox:
        row.address = office.mailbox
        row.save(update_fields=["address"])


def _copies(office: Office, place: str) -> Iterator[str]:
    for copy in office.copies:
        if copy["place"].casefold() in place.casefold():
            yield copy["mailbox"]


def _invite(invitation: Invitation, kind: str, address: str, *, now: datetime) -> Attendee:
    return Attendee.objects.create(
        owner=invitation.owner, invitation=invitation, kind=kind, address=mailbox(address), invited_at=now
    )


@transaction.atomic
def record_reply(
    attendee: Attendee,
    *,
    partstat: Partstat,
    by: str,
    channel: Channel,
    now: datetime,
    comment: str = "",
    sitting: str = "",
    sequence: int | None = None,
    stamp: datetime | None = None,
    delegated_to: str = "",
) -> Reply:
    """Append what this mailbox answers, to the meeting or to one sitting; recorded again it is the same row.

    Without `sequence` it answers what stands now, without `stamp` it is later than every answer before. A reply to an
    older SEQUENCE is kept and does not count. Raises NotAnswerable unless the invitation is issued, NotAnAnswer,
    UnknownSitting where what it answers stands in no calendar.
    """
    invitation = attendee.invitation
    if invitation.state != State.ISSUED or invitation.form != Form.INVITATION or attendee.removed_at:
        raise NotAnswerable(state="removed" if attendee.removed_at else invitation.state)
    if partstat not in ANSWERS and not (partstat is Partstat.DELEGATED and delegated_to):
        raise NotAnAnswer(where="partstat", partstat=partstat.value)
    if sequence is None:
        sequence = _standing(invitation, sitting).sequence
    reply, new = Reply.objects.get_or_create(
        attendee=attendee,
        sitting=sitting,
        sequence=sequence,
        stamp=stamp or _next_stamp(attendee, sitting, sequence, now),
        partstat=partstat.value,
        defaults={
            "owner": invitation.owner,
            "invitation": invitation,
            "delegated_to": mailbox(delegated_to) if delegated_to else "",
            "comment": clean(comment, multiline=True),
            "channel": channel.value,
            "by": by,
            "received_at": now,
        },
    )
    if new:
        _tell(reply)
    return reply


def _standing(invitation: Invitation, sitting: str) -> CalendarEntry:
    entry = CalendarEntry.objects.filter(invitation=invitation, sitting=sitting, cancelled=False).first()
    if entry is None or (sitting and not entry.shape):
        raise UnknownSitting(where="sitting", sitting=clean(sitting))
    return entry


def _next_stamp(attendee: Attendee, sitting: str, sequence: int, now: datetime) -> datetime:
    last = Reply.objects.filter(attendee=attendee, sitting=sitting, sequence=sequence).first()
    return max(now, last.stamp + timedelta(seconds=1)) if last else now


def _tell(reply: Reply) -> None:
    record(
        party=reply.owner,
        actor=reply.by,
        action=f"reply.{reply.partstat.lower()}",
        subject=f"invitation:{reply.invitation_id}",
        detail={
            "channel": reply.channel,
            "sequence": reply.sequence,
            "attendee": reply.attendee_id,
            "sitting": reply.sitting,
        },
    )
    post(RECORDED, reply.pk, party=reply.owner)
