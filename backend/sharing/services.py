"""Writing the viewer's copy, and taking the viewer's answer across to the host."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django_scopes import scope

from backend.audit.services import record
from backend.delegations.models import Attendee, Reply
from backend.delegations.services import record_reply
from backend.domain.meetings import Status
from backend.domain.participation import Channel, Partstat
from backend.invitations.models import Invitation
from backend.outbox.services import post

from .models import SharedCopy
from .people import delegation_document
from .project import project
from .projection import digest

COPY_CHANGED = "sharing.changed"
"""Outbox topic: the shared copy with this row id has new content."""


@transaction.atomic
def rewrite(invitation: Invitation, *, now: datetime) -> SharedCopy | None:
    """Bring the guest's copy up to date. Nothing exists for the guest before the invitation was issued."""
    if invitation.issued_at is None:
        return None
    if invitation.meeting.status == Status.DRAFT:
        return _kept(invitation)
    shared = project(invitation)
    document = shared.document()
    seal, people = digest(document), delegation_document(invitation)
    with scope(party=invitation.guest):
        copy = SharedCopy.objects.select_for_update().filter(invitation_id=invitation.pk).first()
        if copy is None:
            copy = SharedCopy(
                viewer=invitation.guest,
                host=invitation.owner,
                meeting_key=invitation.meeting.key,
                invitation_id=invitation.pk,
                revision=0,
            )
        if (copy.digest, copy.delegation) == (seal, people):
            return copy
        told = copy.digest != seal
        copy.delegation = people
        copy.document, copy.digest, copy.revision = document, seal, copy.revision + 1
        copy.starts_on, copy.state = invitation.meeting.starts_on, shared.state
        copy.answer, copy.changed_at = shared.answer, now
        copy.save()
        if told:
            post(COPY_CHANGED, copy.pk, party=invitation.guest)
    return copy


def _kept(invitation: Invitation) -> SharedCopy | None:
    """What the guest was told last stands while the host drafts something else."""
    with scope(party=invitation.guest):
        return SharedCopy.objects.filter(invitation_id=invitation.pk).first()


@transaction.atomic
def answer(
    copy: SharedCopy,
    *,
    partstat: Partstat,
    comment: str,
    by: str,
    channel: Channel,
    now: datetime,
    sitting: str = "",
) -> SharedCopy:
    """Record what the guest's office answers, to the meeting or one sitting of it, and show it in the guest's copy.

    Raises NotAnswerable, UnknownSitting.
    """
    with scope(party=copy.host):
        attendee = Attendee.objects.select_related("invitation").get(
            invitation_id=copy.invitation_id, kind=Attendee.Kind.OFFICE
        )
        by_office = spokesman(copy)
        take_answer(
            attendee, partstat=partstat, comment=comment, sitting=sitting, by=by_office, channel=channel, now=now
        )
    detail = {"channel": channel.value, "sitting": sitting}
    sign(copy, f"received.{partstat.value.lower()}", by=by, detail=detail)
    with scope(party=copy.viewer):
        copy.refresh_from_db()
    return copy


def spokesman(copy: SharedCopy) -> str:
    """Who acts in the eyes of the host. Which of its people typed it is the guest's own affair: Art. 3."""
    return f"office of {copy.viewer}"


def sign(copy: SharedCopy, action: str, *, by: str, detail: Mapping[str, object]) -> None:
    """Write into the guest's own history who acted."""
    record(party=copy.viewer, actor=by, action=action, subject=f"received:{copy.pk}", detail=detail)


@transaction.atomic
def take_answer(
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
    """Record what an invited mailbox answers and bring the guest's copy up to date. Raises as `record_reply` does."""
    with scope(party=attendee.owner):
        attendee.invitation = (
            Invitation.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=attendee.invitation_id)
        )
        reply = record_reply(
            attendee,
            partstat=partstat,
            comment=comment,
            sitting=sitting,
            sequence=sequence,
            stamp=stamp,
            delegated_to=delegated_to,
            by=by,
            channel=channel,
            now=now,
        )
        rewrite(attendee.invitation, now=now)
    return reply
