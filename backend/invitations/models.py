"""What is owed, and the invitation that follows from it. Owned by the host's side of the meeting."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from backend.domain.decisions import Outcome
from backend.domain.invitations import State
from backend.meetings.models import AgendaVersion, Meeting
from backend.organisations.models import PARTY_CHOICES


class Decision(models.Model):
    """Article 6 applied to one meeting for one guest: immutable, with its inputs, so that it can be replayed."""

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="assessments")
    agenda = models.ForeignKey(AgendaVersion, models.SET_NULL, null=True)
    guest = models.CharField(max_length=20, choices=PARTY_CHOICES)
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=[(o.value, o.value) for o in Outcome])
    document = models.JSONField()
    inputs = models.JSONField()
    digest = models.CharField(max_length=64)
    decided_at = models.DateTimeField()

    objects: ClassVar["models.Manager[Decision]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("meeting", "guest", "number"), name="decision_number_unique"),)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.guest}: {self.outcome}"


class Question(models.Model):
    """An open question of a decision: a task with an addressee and a due date."""

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="questions")
    guest = models.CharField(max_length=20, choices=PARTY_CHOICES)
    code = models.CharField(max_length=100)
    text = models.TextField()
    asked_of = models.CharField(max_length=300)
    due = models.DateField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar["models.Manager[Question]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("due", "pk")
        constraints = (models.UniqueConstraint(fields=("meeting", "guest", "code"), name="question_asked_once"),)

    def __str__(self) -> str:
        return self.code


class Determination(models.Model):
    """A person's signed, cited answer to an open question. It feeds the facts; the engine decides again."""

    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="determinations")
    guest = models.CharField(max_length=20, choices=PARTY_CHOICES)
    question = models.CharField(max_length=100)
    answer = models.CharField(max_length=10, choices=[("yes", "yes"), ("no", "no")])
    by = models.CharField(max_length=200)
    on = models.DateField()
    source = models.CharField(max_length=300)
    text = models.TextField(blank=True)

    objects: ClassVar["models.Manager[Determination]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"


class Form(models.TextChoices):
    """Standing rights and co-hosting are told by a notice; only an invitation is counted as one."""

    INVITATION = "invitation"
    NOTICE = "notice"


class Invitation(models.Model):
    """What is owed to a guest for a meeting: one for each (meeting, guest), whatever happens later.

    `numbers_from` is the least number that its next revision may have: higher after a copy was restored.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.CharField(max_length=20, choices=PARTY_CHOICES)
    form = models.CharField(max_length=20, choices=Form, default=Form.INVITATION)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    guest = models.CharField(max_length=20, choices=PARTY_CHOICES)
    decision = models.ForeignKey(Decision, models.PROTECT)
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in State])
    clauses = models.JSONField()
    priority = models.BooleanField(default=False)
    conditions = models.JSONField(default=dict)
    short_notice = models.BooleanField(default=False)
    attention = models.CharField(max_length=40, blank=True)
    kept_despite = models.ForeignKey(Decision, models.SET_NULL, null=True, related_name="kept_invitations")
    issue_after = models.DateTimeField(null=True)
    reply_by = models.DateField(null=True)
    created_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    numbers_from = models.PositiveIntegerField(default=0)

    objects: ClassVar["models.Manager[Invitation]"] = ScopedManager(party="owner")

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "guest"), name="one_invitation_per_meeting_and_guest"),
            models.CheckConstraint(
                condition=~Q(state=State.ISSUED) | Q(issued_at__isnull=False), name="issued_has_its_moment"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} → {self.guest}: {self.state}"


class Revision(models.Model):
    """One thing told to the guest: frozen. `number` 0 is the invitation itself.

    `attendee` is the row id of the one mailbox it is for, null for all; `entries` says what becomes of which event.
    """

    class Purpose(models.TextChoices):
        INVITE = "invite"
        UPDATE = "update"
        CANCEL = "cancel"
        NOTICE = "notice"
        NOMINATE = "nominate"
        REMOVE = "remove"
        REPEAT = "repeat"
        KEEP = "keep"
        REASSIGN = "reassign"

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=20, choices=Purpose)
    sequence = models.PositiveIntegerField()
    stamp = models.DateTimeField()
    changes = models.JSONField(default=list)
    answer_again = models.BooleanField(default=False)
    attendee = models.BigIntegerField(null=True)
    entries = models.JSONField(default=list)
    shared = models.JSONField()
    sent_by = models.EmailField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("invitation", "number"), name="revision_number_unique"),)

    def __str__(self) -> str:
        return f"{self.invitation_id} r{self.number} {self.purpose}"


class CalendarEntry(models.Model):
    """The identity of one event in calendars. RFC 5546 section 2.1.4: SEQUENCE rises only when this entry changes.

    `shape` is what was last told of it; `asked_at` is the SEQUENCE since which answers count.
    """

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="entries")
    sitting = models.CharField(max_length=40, blank=True)
    uid = models.CharField(max_length=200, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    stamp = models.DateTimeField()
    shape = models.JSONField(default=dict)
    asked_at = models.PositiveIntegerField(default=0)
    cancelled = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("invitation", "sitting"), name="one_entry_per_sitting"),)

    def __str__(self) -> str:
        return self.uid
