"""Feeds, the secrets of their addresses, and the bytes that are kept for them. Moments are UTC."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from backend.accounts.models import Role, User
from backend.organisations.models import PARTY_CHOICES


class Kind(models.TextChoices):
    """Whom or what a feed is for."""

    OBSERVER = "observer"
    SECRETARIAT = "secretariat"
    BODY = "body"
    TOPIC = "topic"
    PUBLIC = "public"


class Audience(models.TextChoices):
    """From where a meeting is looked at: as the guest, as the host, or by anybody."""

    IN = "in"
    OUT = "out"
    PUBLIC = "public"


class Show(models.TextChoices):
    """A meeting with several sittings: one entry over its days, one for each sitting, or both."""

    BOTH = "both"
    BANNER = "banner"
    SITTINGS = "sittings"


class Feed(models.Model):
    """One calendar to subscribe to: whose, of what, and how it is shown.

    `owner` is the person whose mandate it follows (none: the party's own). `wanted` counts the changes that may
    concern it, `built` is the count that the stored bytes answer, `nominations` the sum of those of `person` that they
    show, `changes_at` when time alone will change them.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    party = models.CharField(max_length=20, choices=PARTY_CHOICES)
    owner = models.ForeignKey(User, models.CASCADE, null=True, related_name="feeds")
    role = models.CharField(max_length=20, choices=Role, blank=True)
    name = models.CharField(max_length=100)
    language = models.CharField(max_length=10, default="en")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SECRETARIAT)
    person = models.EmailField(blank=True)
    direction = models.CharField(max_length=10, blank=True)
    body = models.CharField(max_length=300, blank=True)
    topic = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=20, blank=True)
    accepted_only = models.BooleanField(default=False)
    deadlines = models.BooleanField(default=False)
    show = models.CharField(max_length=10, choices=Show, default=Show.BOTH)
    wanted = models.PositiveBigIntegerField(default=1)
    built = models.PositiveBigIntegerField(default=0)
    nominations = models.CharField(max_length=40, blank=True)
    changes_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar["models.Manager[Feed]"] = ScopedManager(party="party")

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("party", "language"), condition=Q(ended_at=None), name="feed_alive"),)
        constraints = (
            models.CheckConstraint(condition=~Q(kind=Kind.OBSERVER) | ~Q(person=""), name="observer_feed_of_a_person"),
            models.CheckConstraint(condition=~Q(kind=Kind.BODY) | ~Q(body=""), name="body_feed_of_a_body"),
            models.CheckConstraint(condition=~Q(kind=Kind.TOPIC) | ~Q(topic=""), name="topic_feed_of_a_topic"),
        )

    def __str__(self) -> str:
        return self.name


class FeedToken(models.Model):
    """The secret of a feed's address, shown once; only its SHA-256 is kept. Two live while one replaces the other."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    last_client = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.feed_id}/{self.pk}"


class RenderedFeed(models.Model):
    """The bytes of a feed, their gzip and their strong ETag. `modified` is in seconds since 1970, sizes in octets."""

    feed = models.OneToOneField(Feed, models.CASCADE, related_name="rendered")
    etag = models.CharField(max_length=40)
    modified = models.BigIntegerField()
    size = models.PositiveIntegerField()
    compressed_size = models.PositiveIntegerField()
    compressed = models.BinaryField()
    body = models.BinaryField()

    def __str__(self) -> str:
        return self.etag


class FeedMeeting(models.Model):
    """What feeds of one party and language know of one meeting: by what it is found, and as of which revision."""

    party = models.CharField(max_length=20, choices=PARTY_CHOICES)
    audience = models.CharField(max_length=10, choices=Audience)
    source = models.BigIntegerField()
    language = models.CharField(max_length=10)
    revision = models.PositiveIntegerField()
    invitation_id = models.BigIntegerField(default=0)
    body = models.CharField(max_length=300, blank=True)
    topics = models.CharField(max_length=2000, default="|")
    state = models.CharField(max_length=20, blank=True)
    answer = models.CharField(max_length=20, blank=True)

    objects: ClassVar["models.Manager[FeedMeeting]"] = ScopedManager(party="party")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("party", "language", "audience", "source"), name="one_feed_meeting"),
        )

    def __str__(self) -> str:
        return f"{self.audience} {self.source} {self.language}"


class FeedEvent(models.Model):
    """One VEVENT as bytes, rendered once for each change of what it says and joined into every feed that shows it."""

    class Shape(models.TextChoices):
        MEETING = "meeting"
        BANNER = "banner"
        SITTING = "sitting"
        DEADLINE = "deadline"

    meeting = models.ForeignKey(FeedMeeting, models.CASCADE, related_name="events")
    part = models.CharField(max_length=60, blank=True)
    shape = models.CharField(max_length=10, choices=Shape)
    digest = models.CharField(max_length=64)
    modified_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    shown_until = models.DateTimeField(null=True)
    time_zone = models.CharField(max_length=64, blank=True)
    starts_on = models.DateField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("meeting", "part"), name="one_feed_event_per_part"),)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.part}"
