"""Telling the guest: the invitation once, then each material change; a machine never tells the same thing twice."""

from datetime import datetime, timedelta

from django.db import transaction

from backend.accounts.selectors import mailbox_of
from backend.delegations.services import keep_offices
from backend.domain.invitations import State
from backend.domain.meetings import Status
from backend.invitations.models import Form, Invitation, Revision
from backend.invitations.services import amend, issue, lapse
from backend.meetings.selectors import opened
from backend.sharing.nominations import uninvite
from backend.sharing.project import project
from backend.sharing.projection import SharedMeeting, entry_shapes, from_document, material_changes
from backend.sharing.services import rewrite


@transaction.atomic
def tell(invitation_id: int, *, now: datetime, by: str = "article6", approved: bool = False) -> Revision | None:
    """Issue what is due, or tell the material changes since the last revision. Run again, it does nothing."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("meeting", "meeting__body")
        .get(pk=invitation_id)
    )
    meeting = invitation.meeting
    if not meeting.issue or meeting.status == Status.DRAFT:
        return None
    if invitation.state == State.PROPOSED:
        return _first(invitation, now=now, by=by, approved=approved)
    if invitation.state == State.ISSUED:
        return _change(invitation, now=now, by=by)
    return None


def _first(invitation: Invitation, *, now: datetime, by: str, approved: bool) -> Revision | None:
    meeting = invitation.meeting
    if meeting.status != Status.PUBLISHED:
        return None
    if opened(meeting, now=now):
        lapse(invitation)
        return None
    if meeting.body and not meeting.body.issue_automatically and not approved:
        return None
    notice = timedelta(weeks=meeting.body.notice_weeks if meeting.body else 6)
    late = now.date() > meeting.starts_on - notice
    keep_offices(invitation, now=now)
    shared = project(invitation)
    revision = issue(
        invitation,
        shared=shared.document(),
        shapes=entry_shapes(shared),
        short_notice=late,
        by=by,
        sent_by=mailbox_of(by),
        now=now,
    )
    return refreeze(revision, invitation, now=now)


def _change(invitation: Invitation, *, now: datetime, by: str) -> Revision | None:
    last = invitation.revisions.filter(attendee=None).first()
    if last is None:
        return None
    shared = project(invitation)
    changes = material_changes(from_document(last.shared), shared)
    if not changes:
        return None
    copies_left = keep_offices(invitation, now=now)
    revision = amend(
        invitation,
        purpose=_purpose(invitation, shared),
        shared=shared.document(),
        shapes=None if shared.status == Status.POSTPONED else entry_shapes(shared),
        changes=changes,
        concluded=shared.status == Status.CANCELLED,
        by=by,
        sent_by=mailbox_of(by),
        now=now,
    )
    refreeze(revision, invitation, now=now)
    for copy in copies_left:
        uninvite(copy, by=by, now=now)
    return revision


def _purpose(invitation: Invitation, shared: SharedMeeting) -> str:
    """Standing rights and co-hosting are told by notices; a postponement moves no calendar entry."""
    if invitation.form == Form.NOTICE or shared.status == Status.POSTPONED:
        return Revision.Purpose.NOTICE
    return Revision.Purpose.CANCEL if shared.status == Status.CANCELLED else Revision.Purpose.UPDATE


def refreeze(revision: Revision, invitation: Invitation, *, now: datetime) -> Revision:
    """Freeze the projection as the revision itself made it: with its sequence, stamp and changes."""
    revision.shared = project(invitation).document()
    revision.save(update_fields=["shared"])
    rewrite(invitation, now=now)
    return revision
