"""What a person who settles a received mail may choose from."""

from backend.delegations.models import Attendee
from backend.domain.invitations import State

from .models import InboundMessage

MOST = 300


def invited(message: InboundMessage) -> list[Attendee]:
    """The mailboxes of the invitation that the mail is about, else of every issued invitation of the party in scope."""
    found = Attendee.objects.filter(removed_at=None, invitation__state=State.ISSUED.value)
    if message.invitation_id:
        found = found.filter(invitation_id=message.invitation_id)
    return list(found.select_related("invitation__meeting").order_by("-invitation_id", "pk")[:MOST])
