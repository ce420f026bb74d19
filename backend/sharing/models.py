"""The viewer's own copy of what it may see of the other party's meeting. Art. 3."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django_scopes import ScopedManager

from backend.organisations.models import PARTY_CHOICES


class SharedCopy(models.Model):
    """One allow-listed projection, owned by the party that may read it, rewritten only when it changes."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    viewer = models.CharField(max_length=20, choices=PARTY_CHOICES)
    host = models.CharField(max_length=20, choices=PARTY_CHOICES)
    meeting_key = models.UUIDField()
    invitation_id = models.BigIntegerField(unique=True)
    document = models.JSONField()
    delegation = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    starts_on = models.DateField()
    state = models.CharField(max_length=20)
    answer = models.CharField(max_length=20)
    changed_at = models.DateTimeField()

    objects: ClassVar["models.Manager[SharedCopy]"] = ScopedManager(party="viewer")

    class Meta:
        ordering = ("starts_on",)
        verbose_name_plural = "shared copies"
        constraints = (models.UniqueConstraint(fields=("viewer", "meeting_key"), name="one_copy_per_viewer"),)

    def __str__(self) -> str:
        return f"{self.viewer}: {self.meeting_key}"


class PublicNotice(models.Model):
    """What anybody may know of a meeting: its name, days, place and open sittings. Nothing of whom it concerns.

    It stands for every public meeting of its host, invited or not, under a UID of its own: neither its presence nor
    its name tells whether somebody was invited.
    """

    host = models.CharField(max_length=20, choices=PARTY_CHOICES)
    meeting_key = models.UUIDField(unique=True)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects: ClassVar["models.Manager[PublicNotice]"] = ScopedManager(party="host")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.host}: {self.meeting_key}"
