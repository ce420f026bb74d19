"""People, the party they speak for, and the keys of programs that speak for them."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from backend.organisations.models import PARTY_CHOICES


class User(AbstractUser):
    """A person who signs in. Belongs to one party through the membership."""


class Role(models.TextChoices):
    ORGANISER = "organiser"
    APPROVER = "approver"
    SECRETARIAT = "secretariat"
    OBSERVER = "observer"
    AUDITOR = "auditor"


class Membership(models.Model):
    """The one party a user belongs to, and what the user does there."""

    user = models.OneToOneField(User, models.CASCADE, related_name="membership")
    party = models.CharField(max_length=20, choices=PARTY_CHOICES)
    roles = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.user} ({self.party})"


class ApiToken(models.Model):
    """A program's key, shown once; only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
