"""What a person decides after the issue: keep what is no longer required, or leave a refusal as it is."""

from django.db import transaction

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.plaintext import clean

from .models import Decision, Invitation

NO_LONGER_REQUIRED = "no_longer_required"
INVITE_AGAIN = "invite_again"


class NothingToDecide(DomainError):
    """Nobody has to decide about this invitation at the moment: it was decided meanwhile."""

    code = "nothing_to_decide"


@transaction.atomic
def keep_issued(invitation: Invitation, *, reason: str, by: str) -> None:
    """The invitation stands although the newest decision does not require it. Raises NothingToDecide."""
    stored = _asking(invitation, NO_LONGER_REQUIRED)
    newest = Decision.objects.filter(meeting=stored.meeting, guest=stored.guest).first()
    stored.kept_despite = newest
    stored.attention = ""
    stored.save(update_fields=["kept_despite", "attention"])
    _sign(stored, "invitation.kept", reason=reason, by=by)


@transaction.atomic
def leave_declined(invitation: Invitation, *, reason: str, by: str) -> None:
    """The guest's “no” stands although a new matter came. Raises NothingToDecide."""
    stored = _asking(invitation, INVITE_AGAIN)
    stored.attention = ""
    stored.save(update_fields=["attention"])
    _sign(stored, "invitation.left_declined", reason=reason, by=by)


@transaction.atomic
def ask_whether_again(invitation: Invitation) -> None:
    """A new matter came after the guest declined: a person decides whether to invite again."""
    Invitation.objects.filter(pk=invitation.pk).update(attention=INVITE_AGAIN)
    invitation.attention = INVITE_AGAIN


def _asking(invitation: Invitation, attention: str) -> Invitation:
    stored = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if stored.attention != attention:
        raise NothingToDecide
    return stored


def _sign(invitation: Invitation, action: str, *, reason: str, by: str) -> None:
    detail = {"reason": clean(reason, multiline=True)}
    record(party=invitation.owner, actor=by, action=action, subject=f"invitation:{invitation.pk}", detail=detail)
