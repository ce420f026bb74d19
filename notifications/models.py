"""The bytes sent, with all that is known of each attempt."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from backend.organisations.models import PARTY_CHOICES

from .feeds.models import Feed, FeedEvent, FeedMeeting, FeedToken, RenderedFeed
from .intake.models import Fetched, InboundMessage

__all__ = [
    "Content", "Delivery", "Feed", "FeedEvent", "FeedMeeting", "FeedToken", "Fetched", "InboundMessage", "Quarantine",
    "RenderedFeed",
]  # fmt: skip


class Delivery(models.Model):
    """One mail to one recipient, with finished bytes that every attempt repeats. Moments are UTC."""

    class State(models.TextChoices):
        PENDING = "pending"
        SENDING = "sending"
        SENT = "sent"
        UNCERTAIN = "uncertain"
        FAILED = "failed"
        SUPERSEDED = "superseded"
        ABORTED = "aborted"
        BOUNCED = "bounced"
        HELD = "held"

    key = models.CharField(max_length=300, unique=True)
    group_key = models.CharField(max_length=300)
    revision = models.PositiveIntegerField()
    method = models.CharField(max_length=20)
    party = models.CharField(max_length=20, choices=PARTY_CHOICES)
    invitation_id = models.BigIntegerField(db_index=True, null=True)
    recipient = models.EmailField()
    envelope_from = models.EmailField()
    message_id = models.CharField(max_length=300, unique=True)
    subject = models.CharField(max_length=998)
    state = models.CharField(max_length=20, choices=State, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    journaled = models.BooleanField(default=False)
    smtp_reply = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects: ClassVar["models.Manager[Delivery]"] = ScopedManager(party="party")

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name_plural = "deliveries"
        indexes = (
            models.Index(fields=("state", "next_at"), name="delivery_by_state"),
            models.Index(fields=("group_key", "revision"), name="delivery_in_its_group"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(state="sending") | Q(lease__isnull=False), name="sending_has_a_lease"),
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_has_its_moment"),
        )

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"

    @property
    def mime(self) -> bytes:
        """The whole mail."""
        return bytes(self.content.mime)

    @mime.setter
    def mime(self, finished: bytes) -> None:
        self.content = Content(delivery=self, mime=finished)


class Content(models.Model):
    """The bytes of a delivery, apart from what each attempt changes: SQLite writes a changed row whole."""

    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, primary_key=True)
    mime = models.BinaryField()

    def __str__(self) -> str:
        return str(self.delivery_id)


class Quarantine(models.Model):
    """A time in which no mail leaves: a copy was restored, and nobody knows what was sent since it was made.

    It holds for the whole installation, whoever's the mails are. Moments are UTC.
    """

    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint("ended_by", condition=Q(ended_at=None), name="one_quarantine_at_a_time"),
        )

    def __str__(self) -> str:
        return f"{self.begun_at} – {self.ended_at or ''}"
