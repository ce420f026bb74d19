"""What the scheduler does when the outbox tells it something."""

from django.utils import timezone

from backend.invitations.services import DECIDED
from backend.meetings.models import Meeting
from backend.meetings.services import CHANGED
from backend.outbox.services import handles

from . import services


@handles(CHANGED)
def assess_changed_meeting(meeting_id: int) -> None:
    services.assess(Meeting.objects.get(pk=meeting_id), now=timezone.now())


@handles(DECIDED)
def assess_determined_meeting(meeting_id: int) -> None:
    services.assess(Meeting.objects.get(pk=meeting_id), now=timezone.now())


@handles(services.DUE)
def tell_guest(invitation_id: int) -> None:
    services.tell(invitation_id, now=timezone.now())
