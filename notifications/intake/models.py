"""The bytes received, and what became of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from backend.organisations.models import PARTY_CHOICES


class InboundMessage(models.Model):
    """One received mail. `party` is the organiser whose invitation it is about; empty = nobody's yet. Moments are UTC.

    A mailbox shows the same mail under a new number after UIDVALIDITY changed (RFC 3501 section 2.3.1.1): `digest` is
    what a mail is known by, the number only spares fetching it again.
    """

    class State(models.TextChoices):
        """`kept` needs nobody, `set_aside` needs a person, `settled` had one."""

        RECEIVED = "received"
        APPLIED = "applied"
        KEPT = "kept"
        SET_ASIDE = "set_aside"
        SETTLED = "settled"

    party = models.CharField(max_length=20, choices=PARTY_CHOICES, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=300, blank=True, db_index=True)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=998, blank=True)
    recipients = models.JSONField(default=list)
    raw = models.BinaryField()
    source = models.CharField(max_length=10, choices=[("imap", "imap"), ("lmtp", "lmtp"), ("smtp", "smtp")])
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    kind = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    detail = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    invitation_id = models.BigIntegerField(null=True, db_index=True)
    attendee_id = models.BigIntegerField(null=True)
    delivery_id = models.BigIntegerField(null=True)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    discard_after = models.DateTimeField()

    objects: ClassVar["models.Manager[InboundMessage]"] = ScopedManager(party="party")

    class Meta:
        ordering = ("-received_at", "-pk")
        indexes = (
            models.Index(fields=("party", "received_at"), condition=Q(state="set_aside"), name="inbound_set_aside"),
        )

    def __str__(self) -> str:
        return f"{self.sender}: {self.subject}"


class Fetched(models.Model):
    """Under which number a mailbox held a stored mail (RFC 3501 section 2.3.1.1)."""

    message = models.ForeignKey(InboundMessage, models.CASCADE, related_name="fetched")
    mailbox = models.CharField(max_length=300)
    uidvalidity = models.BigIntegerField()
    uid = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("mailbox", "uidvalidity", "uid"), name="mail_fetched_once"),)

    def __str__(self) -> str:
        return f"{self.mailbox} {self.uidvalidity}/{self.uid}"
