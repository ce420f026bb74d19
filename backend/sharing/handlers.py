"""What sharing does when the outbox tells it something."""

from django.utils import timezone

from backend.meetings.models import Meeting
from backend.meetings.services import CHANGED
from backend.outbox.services import handles

from .announcements import announce


@handles(CHANGED)
def announce_meeting(meeting_id: int) -> None:
    announce(Meeting.objects.select_related("body").get(pk=meeting_id), now=timezone.now())
