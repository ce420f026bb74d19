"""Which answer counts."""

from backend.domain.participation import Partstat
from backend.invitations.models import Invitation, Revision

from .models import Reply


def counted_reply(invitation: Invitation) -> Reply | None:
    """The newest answer by sequence, then stamp, unless the time changed after it: then nobody has answered yet."""
    reply = Reply.objects.filter(invitation=invitation).first()
    if reply is None:
        return None
    asked_again = Revision.objects.filter(invitation=invitation, answer_again=True, sequence__gt=reply.sequence)
    return None if asked_again.exists() else reply


def answer_of(invitation: Invitation) -> Partstat:
    """What the guest's office answered; NEEDS-ACTION where no answer counts."""
    reply = counted_reply(invitation)
    return Partstat(reply.partstat) if reply else Partstat.NEEDS_ACTION
