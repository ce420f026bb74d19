"""What two secretariats say to each other beside an invitation: consultations, efforts with a third host, overrides."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from backend.domain.decisions import Answer
from backend.invitations.models import Question
from backend.meetings.models import Meeting
from backend.organisations.models import PARTY_CHOICES


class Consultation(models.Model):
    """The guest's office is asked what only it can say: Art. 2 and 7. Owned by the side that asks."""

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"
        CLOSED = "closed"

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="consultations")
    guest = models.CharField(max_length=20, choices=PARTY_CHOICES)
    questions = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    round = models.PositiveIntegerField(default=1)
    due = models.DateField(null=True)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar["models.Manager[Consultation]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "guest"), name="one_consultation_per_meeting_and_guest"),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} → {self.guest}: {self.state}"


class ConsultedCopy(models.Model):
    """What the guest's office sees of a consultation: the projection and the questions, and nothing else. Art. 3."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    viewer = models.CharField(max_length=20, choices=PARTY_CHOICES)
    host = models.CharField(max_length=20, choices=PARTY_CHOICES)
    consultation_id = models.BigIntegerField(unique=True)
    document = models.JSONField()
    questions = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=Consultation.State)
    due = models.DateField(null=True)
    answers = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    objects: ClassVar["models.Manager[ConsultedCopy]"] = ScopedManager(party="viewer")

    class Meta:
        ordering = ("due", "pk")
        verbose_name_plural = "consulted copies"

    def __str__(self) -> str:
        return f"{self.viewer}: {self.consultation_id}"


class Reminder(models.Model):
    """One rung of the ladder for one open question: each is reached once."""

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    question = models.ForeignKey(Question, models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=10)
    round = models.DateTimeField()
    at = models.DateTimeField()

    objects: ClassVar["models.Manager[Reminder]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("question", "step", "round"), name="reminded_once_per_rung"),)

    def __str__(self) -> str:
        return f"{self.question_id}: {self.step}"


class EffortRecord(models.Model):
    """6 (4): whom we asked to invite the other organisation, when, and what came of it."""

    class Outcome(models.TextChoices):
        PENDING = "pending"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        NO_ANSWER = "no_answer"

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="efforts")
    guest = models.CharField(max_length=20, choices=PARTY_CHOICES)
    asked_of = models.CharField(max_length=300)
    asked_on = models.DateField()
    channel = models.CharField(max_length=20, default="letter")
    letter = models.TextField()
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.PENDING)
    answered_on = models.DateField(null=True)
    evidence = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    objects: ClassVar["models.Manager[EffortRecord]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("-asked_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="pending") | Q(answered_on__isnull=False), name="closed_effort_has_its_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked_of}: {self.outcome}"


class Override(models.Model):
    """A person decided against the engine, citing a clause and a reason. It is shown as an override for ever."""

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="overrides")
    guest = models.CharField(max_length=20, choices=PARTY_CHOICES)
    clause = models.CharField(max_length=10)
    invite = models.CharField(max_length=10, choices=[(a.value, a.value) for a in (Answer.YES, Answer.NO)])
    engine_said = models.CharField(max_length=20)
    reason = models.TextField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    objects: ClassVar["models.Manager[Override]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.guest}: {self.invite} under {self.clause}"
