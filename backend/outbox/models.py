"""Promises: rows that say what has still to happen. The database is the queue."""

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """One promise to one handler. Moments are UTC; the lease says who is at work on it and until when."""

    class State(models.TextChoices):
        PENDING = "pending"
        DONE = "done"
        FAILED = "failed"

    topic = models.CharField(max_length=100)
    subject_id = models.BigIntegerField()
    party = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("next_at",), condition=Q(state="pending"), name="outbox_pending"),)

    def __str__(self) -> str:
        return f"{self.topic} {self.subject_id}"


class Canary(models.Model):
    """When a worker last did what beat asked of it."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "canaries"

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
