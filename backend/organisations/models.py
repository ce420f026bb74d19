"""The register: bodies that convene, their rule on observers, and the offices that receive invitations."""

from datetime import date

from django.db import models
from django.db.models import Q

from backend.domain.meetings import Openness
from backend.domain.parties import Party

PARTY_CHOICES = [(party.value, party.value) for party in Party]


class Confidence(models.TextChoices):
    """`assumed` is a cautious default that a person has still to confirm."""

    SOURCED = "sourced"
    ASSUMED = "assumed"


class Body(models.Model):
    """A body that convenes meetings. Owned by its organisation."""

    code = models.CharField(max_length=40, unique=True)
    organisation = models.CharField(max_length=200)
    family = models.CharField(max_length=40)
    crime_prevention = models.BooleanField(default=False)
    names = models.JSONField(default=dict)
    aliases = models.JSONField(default=list)
    place = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    notice_weeks = models.PositiveSmallIntegerField(default=6)
    collect_seconds = models.PositiveSmallIntegerField(default=2)
    hold_minutes = models.PositiveIntegerField(default=0)
    issue_automatically = models.BooleanField(default=True)

    class Meta:
        ordering = ("organisation", "code")
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.code


class ObserverPolicy(models.Model):
    """Whether a body admits observers: Art. 6 (2) and (3), “where observers are allowed”.

    Never edited: a correction is a new row, and the row that it replaces says since when it is superseded.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="policies")
    observers = models.CharField(max_length=20, choices=[(o.value, o.value) for o in Openness])
    conditions = models.JSONField(default=dict)
    source = models.TextField()
    confidence = models.CharField(max_length=20, choices=Confidence)
    valid_from = models.DateField(default=date(1997, 7, 8))
    valid_until = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-valid_from", "-pk")
        verbose_name_plural = "observer policies"
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="policy_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body}: {self.observers}"


class Office(models.Model):
    """The formal addressee of a party's invitations. One per party."""

    party = models.CharField(max_length=20, choices=PARTY_CHOICES, unique=True)
    names = models.JSONField(default=dict)
    addressees = models.JSONField(default=dict)
    place = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64)
    mailbox = models.EmailField()
    languages = models.JSONField(default=list)
    copies = models.JSONField(default=list)
    placeholder = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(party__in=[p.value for p in Party]), name="office_of_a_party"),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.mailbox}"


class AgreementDate(models.Model):
    """A sourced date in the life of the Agreement: Art. 10. Until one is recorded, force since signature is assumed."""

    class Event(models.TextChoices):
        IN_FORCE = "in_force"
        NOTICE_RECEIVED = "notice_received"

    event = models.CharField(max_length=20, choices=Event)
    on = models.DateField()
    source = models.TextField()
    party = models.CharField(max_length=20, choices=PARTY_CHOICES)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("event", "-recorded_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("event",), condition=Q(superseded_at__isnull=True), name="one_valid_date_per_event"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.on}"
