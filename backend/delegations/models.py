"""What the guest answers. Answers are appended, never overwritten."""

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from backend.domain.participation import Channel, Partstat
from backend.invitations.models import Invitation
from backend.organisations.models import PARTY_CHOICES


class Reply(models.Model):
    """One answer to an invitation. The newest by sequence, then stamp, counts (RFC 5546 section 2.1.5)."""

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="replies")
    attendee = models.EmailField()
    partstat = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Partstat])
    comment = models.TextField(blank=True)
    sequence = models.PositiveIntegerField()
    stamp = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Channel])
    by = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()

    objects: ClassVar["models.Manager[Reply]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("-sequence", "-stamp", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("invitation", "attendee", "sequence", "stamp", "partstat", "channel"),
                name="reply_recorded_once",
            ),
        )
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"{self.attendee}: {self.partstat}"
