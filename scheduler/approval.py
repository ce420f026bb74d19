"""Issuing an invitation at a person's word, where the body does not issue by itself."""

from datetime import datetime

from django.db import transaction

from backend.domain.errors import DomainError
from backend.domain.invitations import Action, State, after
from backend.invitations.models import Invitation, Revision

from .services import tell


class NotIssuable(DomainError):
    """Nothing can be issued for this meeting: it is not published, is only recorded, or has already opened."""

    code = "not_issuable"


@transaction.atomic
def approve(invitation: Invitation, *, by: str, now: datetime) -> Revision:
    """Issue the invitation now. Raises ForbiddenTransition unless it is proposed, NotIssuable where nothing leaves."""
    stored = Invitation.objects.select_for_update().get(pk=invitation.pk)
    after(State(stored.state), Action.ISSUE)
    revision = tell(stored.pk, now=now, by=by, approved=True)
    if revision is None:
        raise NotIssuable
    return revision
