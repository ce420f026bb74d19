"""Whom the guest sends and what each invited mailbox answers. Answers are appended, never overwritten."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django_scopes import ScopedManager

from backend.domain.participation import Capacity, Channel, Partstat, Wanted
from backend.invitations.models import Invitation
from backend.organisations.models import PARTY_CHOICES


class Attendee(models.Model):
    """One invited mailbox of an invitation. Its row id is what reply addresses and answer links are signed for.

    `link_version` is what the valid answer links carry: one more makes those sent before void. `corrections` counts
    how often the person's record was corrected: whoever keeps something made from it compares.
    """

    class Kind(models.TextChoices):
        """The office and those it copies speak for the organisation; a representative for himself or herself."""

        OFFICE = "office"
        COPY = "copy"
        REPRESENTATIVE = "representative"

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="attendees")
    kind = models.CharField(max_length=20, choices=Kind)
    address = models.EmailField()
    invited_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    link_version = models.PositiveIntegerField(default=0)
    corrections = models.PositiveIntegerField(default=0)

    objects: ClassVar["models.Manager[Attendee]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                "invitation", Lower("address"), condition=Q(removed_at=None), name="mailbox_invited_once"
            ),
            models.UniqueConstraint(
                fields=("invitation",), condition=Q(kind="office", removed_at=None), name="one_office_per_invitation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.address}"


class Delegation(models.Model):
    """Those whom the guest sends to one meeting. `seats` is what the body grants; null = not limited."""

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="delegation")
    seats = models.PositiveSmallIntegerField(null=True)
    created_at = models.DateTimeField()

    objects: ClassVar["models.Manager[Delegation]"] = ScopedManager(party="owner")

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.seats}"


class Representative(models.Model):
    """A person nominated by the guest. A row is never renamed: who is substituted keeps the old row and its name."""

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="representatives")
    attendee = models.OneToOneField(Attendee, models.PROTECT, related_name="representative")
    family_name = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=20, choices=[(c.value, c.value) for c in Capacity])
    language = models.CharField(max_length=10)
    time_zone = models.CharField(max_length=64)
    sittings = models.JSONField(default=list)
    wants = models.CharField(max_length=10, choices=[(w.value, w.value) for w in Wanted], default=Wanted.BANNER.value)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    nominated_by = models.CharField(max_length=200)
    nominated_at = models.DateTimeField()
    removed_by = models.CharField(max_length=200, blank=True)
    removal_reason = models.TextField(blank=True)

    objects: ClassVar["models.Manager[Representative]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As people say it; the list of participants writes FAMILY NAME, First name."""
        return f"{self.given_name} {self.family_name}".strip()


class Reply(models.Model):
    """One answer of one mailbox, to the meeting (`sitting` empty) or one sitting of it.

    The newest by sequence, then stamp, counts (RFC 5546 section 2.1.5).
    """

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="replies")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="replies")
    sitting = models.CharField(max_length=40, blank=True)
    partstat = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Partstat])
    delegated_to = models.EmailField(blank=True)
    comment = models.TextField(blank=True)
    sequence = models.PositiveIntegerField()
    stamp = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Channel])
    by = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()

    objects: ClassVar["models.Manager[Reply]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("-sequence", "-stamp", "partstat", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("attendee", "sitting", "sequence", "stamp", "partstat"), name="answer_recorded_once"
            ),
        )
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"{self.attendee_id}: {self.partstat}"
