"""Meetings, their sittings and their agendas. A row has one owner party; the other never queries it."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from backend.domain.languages import Wording, worded
from backend.domain.meetings import Classification, Effect, Kind, Mode, Openness, Scope, Stage, Status
from backend.domain.parties import Party
from backend.organisations.models import PARTY_CHOICES, Body


def choices(
    values: type[Kind | Mode | Openness | Scope | Stage | Status | Effect | Classification],
) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


class Meeting(models.Model):
    """What a body convenes. `identifier` is unique per host; `version` guards against lost edits."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    host = models.CharField(max_length=200)
    identifier = models.CharField(max_length=200)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True)
    body_name = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, choices=choices(Kind), null=True)  # noqa: DJ001 - null means “not stated”
    scope = models.CharField(max_length=20, choices=choices(Scope), null=True)  # noqa: DJ001 - null means “not stated”
    titles = models.JSONField()
    involved = models.JSONField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    starts_time = models.TimeField(null=True)
    ends_time = models.TimeField(null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    time_zone = models.CharField(max_length=64, blank=True)
    tzdata = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=300, blank=True)
    mode = models.CharField(max_length=20, choices=choices(Mode), null=True)  # noqa: DJ001 - null means “not stated”
    observers = models.CharField(max_length=20, choices=choices(Openness), null=True)  # noqa: DJ001 - null: the body's policy
    observer_conditions = models.JSONField(default=dict)
    crime_prevention = models.BooleanField(null=True)
    status = models.CharField(max_length=20, choices=choices(Status))
    status_reason = models.CharField(max_length=500, blank=True)
    agreement = models.JSONField(null=True)
    issue = models.BooleanField(default=True)
    sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects: ClassVar["models.Manager[Meeting]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("starts_on", "identifier")
        constraints = (
            models.UniqueConstraint(fields=("owner", "host", "identifier"), name="meeting_unique_per_host"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="meeting_ends_after_start"),
            models.CheckConstraint(condition=Q(owner__in=[p.value for p in Party]), name="meeting_owner_is_a_party"),
        )

    def __str__(self) -> str:
        return f"{self.identifier} {worded(self.titles, 'en')}"

    def title(self, language: str) -> Wording:
        return worded(self.titles, language)

    @property
    def convener(self) -> str:
        """The body's code, or its name where the register does not know it."""
        return self.body.code if self.body else self.body_name


class Sitting(models.Model):
    """One dated slot of a meeting (“5th meeting”) in the meeting's zone: wall times, or whole days (`YYYY-MM-DD`)."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sittings")
    number = models.CharField(max_length=40)
    starts = models.CharField(max_length=16)
    ends = models.CharField(max_length=16)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    items = models.JSONField(default=list)
    private = models.BooleanField(default=False)

    class Meta:
        ordering = ("starts_at", "number")
        constraints = (models.UniqueConstraint(fields=("meeting", "number"), name="sitting_unique_in_meeting"),)

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"

    @property
    def timed(self) -> bool:
        """Whether hours were promised."""
        return "T" in self.starts


class AgendaVersion(models.Model):
    """An agenda as it was published. Never edited: a change is a new version."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agendas")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=20, choices=choices(Stage), null=True)  # noqa: DJ001 - null means “not stated”
    symbol = models.CharField(max_length=100, blank=True)
    issued = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("meeting", "number"), name="agenda_unique_in_meeting"),)

    def __str__(self) -> str:
        return f"{self.meeting_id} agenda {self.number}"


class AgendaItem(models.Model):
    """One item of one agenda version."""

    agenda = models.ForeignKey(AgendaVersion, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    parent = models.CharField(max_length=40, blank=True)
    titles = models.JSONField()
    observers = models.CharField(max_length=20, choices=choices(Openness), null=True)  # noqa: DJ001 - null: the meeting's
    classification = models.CharField(max_length=20, choices=choices(Classification), default=Classification.GENERAL)
    topics = models.JSONField(default=list)
    committee = models.CharField(max_length=200, blank=True)
    documents = models.JSONField(default=list)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("agenda", "number"), name="item_unique_in_agenda"),)

    def __str__(self) -> str:
        return f"{self.number}. {worded(self.titles, 'en')}"


class BodyDecision(models.Model):
    """A competent body's decision on observers: Art. 6 (2), (3), “subject to the decisions of”."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    symbol = models.CharField(max_length=100, blank=True)
    effect = models.CharField(max_length=20, choices=choices(Effect))
    scope = models.CharField(max_length=100, default="meeting")
    guest = models.CharField(max_length=200, null=True)  # noqa: DJ001 - null means all observers
    conditions = models.JSONField(default=dict)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    recorded_by = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.effect} {self.symbol}"


class ClockChange(models.Model):
    """The rules of a zone changed after a time was promised: a person decides which stays, wall time or instant.

    `moments` says of the meeting and of each sitting concerned what was promised and what the new rules make of it.
    """

    class Keep(models.TextChoices):
        WALL = "wall"
        INSTANT = "instant"

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="clock_changes")
    tzdata_before = models.CharField(max_length=20, blank=True)
    tzdata_now = models.CharField(max_length=20)
    moments = models.JSONField()
    opened_at = models.DateTimeField()
    kept = models.CharField(max_length=10, choices=Keep, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar["models.Manager[ClockChange]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting",), condition=Q(decided_at=None), name="one_open_clock_change_per_meeting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.tzdata_before} → {self.tzdata_now}"
