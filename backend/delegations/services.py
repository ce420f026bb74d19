"""Recording answers. They are appended; the newest counts."""

from datetime import datetime, timedelta

from django.db import transaction

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.invitations import State
from backend.domain.participation import Channel, Partstat
from backend.domain.plaintext import clean
from backend.invitations.models import Form, Invitation
from backend.outbox.services import post

from .models import Reply

RECORDED = "reply.recorded"
"""Outbox topic: the reply with this row id was recorded."""


class NotAnswerable(DomainError):
    """This invitation cannot be answered any more: it is {state}. Write to the organiser if that is not right."""

    code = "not_answerable"


@transaction.atomic
def record_reply(
    invitation: Invitation,
    *,
    attendee: str,
    partstat: Partstat,
    comment: str = "",
    by: str,
    channel: Channel,
    now: datetime,
) -> Reply:
    """Append the answer to the invitation's current sequence. Raises NotAnswerable unless it is issued."""
    if invitation.state != State.ISSUED or invitation.form != Form.INVITATION:
        raise NotAnswerable(state=invitation.state)
    newest = invitation.revisions.first()
    sequence = newest.sequence if newest else 0
    last = Reply.objects.filter(invitation=invitation, attendee=attendee.lower(), sequence=sequence).first()
    reply = Reply.objects.create(
        owner=invitation.owner,
        invitation=invitation,
        attendee=attendee.lower(),
        partstat=partstat.value,
        comment=clean(comment, multiline=True),
        sequence=sequence,
        stamp=max(now, last.stamp + timedelta(seconds=1)) if last else now,
        channel=channel.value,
        by=by,
        received_at=now,
    )
    record(
        party=invitation.owner,
        actor=by,
        action=f"reply.{partstat.value.lower()}",
        subject=f"invitation:{invitation.pk}",
        detail={"channel": channel.value, "sequence": sequence},
    )
    post(RECORDED, reply.pk, party=invitation.owner)
    return reply
