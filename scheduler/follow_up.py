"""After the issue: inviting again after a refusal, and taking back what a person no longer wants to stand."""

from datetime import datetime

from django.db import transaction

from backend.invitations.follow_up import INVITE_AGAIN, NothingToDecide
from backend.invitations.models import Invitation, Revision
from backend.invitations.services import amend, withdraw
from backend.sharing.project import project
from backend.sharing.projection import entry_shapes

from .services import refreeze


@transaction.atomic
def invite_again(invitation: Invitation, *, by: str, now: datetime) -> Revision:
    """One more letter with the new agenda; the guest is asked again. Raises NothingToDecide."""
    stored = Invitation.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=invitation.pk)
    if stored.attention != INVITE_AGAIN:
        raise NothingToDecide
    stored.attention = ""
    shared = project(stored)
    revision = amend(
        stored,
        purpose=Revision.Purpose.UPDATE,
        shared=shared.document(),
        shapes=entry_shapes(shared),
        ask_again=True,
        changes=[{"field": "agenda", "old": "", "new": ", ".join(_new_items(stored))}],
        by=by,
        now=now,
    )
    return refreeze(revision, stored, now=now)


def _new_items(invitation: Invitation) -> list[str]:
    """The numbers of the items that matter now and were not told of in the last revision; all where none is new."""
    last = invitation.revisions.filter(attendee=None).first()
    before = {str(match["item"]) for match in last.shared["matches"]} if last else set()
    now = list(dict.fromkeys(str(match["item"]) for match in invitation.decision.document["matches"]))
    return [number for number in now if number not in before] or now


@transaction.atomic
def take_back(invitation: Invitation, *, reason: str, by: str, now: datetime) -> Revision:
    """A person withdraws what was issued; calendars are told by a CANCEL. Raises ForbiddenTransition."""
    stored = Invitation.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=invitation.pk)
    revision = withdraw(stored, shared=project(stored).document(), reason=reason, by=by, now=now)
    return refreeze(revision, stored, now=now)
