"""People, the party they speak for, and the keys of programs that speak for them."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac

from backend.organisations.models import PARTY_CHOICES


class User(AbstractUser):
    """A person who signs in. Belongs to one party through the membership.

    `sign_ins` is part of what a session is checked against: raising it ends every session (ASVS 5.0 section 7.4).
    """

    sign_ins = models.PositiveIntegerField(default=0)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session lasts as long as the password and the count of ended sign-ins stay the same."""
        said = f"{self.password}{self.sign_ins or ''}"
        return salted_hmac("article6.session", said, secret=secret, algorithm="sha256").hexdigest()


class Role(models.TextChoices):
    ORGANISER = "organiser"
    APPROVER = "approver"
    SECRETARIAT = "secretariat"
    OBSERVER = "observer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Membership(models.Model):
    """The one party a user belongs to, what the user does there and where, and in which language and hours they read.

    An empty language or zone is not stated: the browser's language, and Coordinated Universal Time.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="membership")
    party = models.CharField(max_length=20, choices=PARTY_CHOICES)
    roles = models.JSONField(default=list)
    office = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)

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
