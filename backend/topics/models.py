"""Two registers that must not be confused: interests (Art. 6 (2), (3)) and competences (Art. 6 (4))."""

from datetime import date

from django.db import models
from django.db.models import Q

from backend.organisations.models import PARTY_CHOICES, Confidence


class Topic(models.Model):
    """A concept of the thesaurus, with the field of Article 1 in which it stands."""

    code = models.CharField(max_length=20, unique=True)
    names = models.JSONField(default=dict)
    descriptions = models.JSONField(default=dict)
    basis = models.CharField(max_length=200)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class RegisterEntry(models.Model):
    """That a topic stands in a party's register, on which basis and from when until when.

    Never edited: a correction is a new row, and the row that it replaces says since when it is superseded.
    """

    party = models.CharField(max_length=20, choices=PARTY_CHOICES)
    topic = models.ForeignKey(Topic, models.PROTECT)
    basis = models.CharField(max_length=300)
    confidence = models.CharField(max_length=20, choices=Confidence)
    valid_from = models.DateField(default=date(1997, 7, 8))
    valid_until = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.party}: {self.topic}"


class Interest(RegisterEntry):
    """A matter of interest to its party: Art. 6 (2), (3)."""

    class Meta:
        ordering = ("party", "topic__code", "-valid_from", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("party", "topic"), condition=Q(superseded_at__isnull=True), name="one_valid_interest"
            ),
        )


class Competence(RegisterEntry):
    """An issue within the competence of its party: Art. 6 (4), narrower than interest."""

    class Meta:
        ordering = ("party", "topic__code", "-valid_from", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("party", "topic"), condition=Q(superseded_at__isnull=True), name="one_valid_competence"
            ),
        )


class Term(models.Model):
    """A party's own word for the thesaurus, or a shipped one that it struck. Never edited: superseded."""

    class Kind(models.TextChoices):
        STRONG = "strong", "strong"
        WEAK = "weak", "weak"
        GUARD = "guard", "guard"
        STRUCK = "struck", "struck"

    party = models.CharField(max_length=20, choices=PARTY_CHOICES)
    language = models.CharField(max_length=2)
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("language", "text", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("party", "language", "text"), condition=Q(superseded_at__isnull=True), name="one_valid_term"
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.text}"


class Edition(models.Model):
    """The thesaurus as it was loaded once, with all its files. Never edited, so that old decisions can be explained."""

    version = models.CharField(max_length=40, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    shipped = models.BooleanField()
    loaded_by = models.CharField(max_length=200, blank=True)
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.version


class EditionFile(models.Model):
    """One file of an edition as people read it: the terms of a language, or what all languages share."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    name = models.CharField(max_length=10)
    text = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("edition", "name"), name="one_file_of_a_name"),)

    def __str__(self) -> str:
        return f"{self.edition}: {self.name}"


class EditionUse(models.Model):
    """That an edition was put to use, for both parties. The newest holds."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="uses")
    used_by = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.edition}: {self.since}"
