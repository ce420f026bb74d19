"""Links with which a consulted office answers without signing in. GET shows, POST answers."""

from datetime import date
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django_scopes import scopes_disabled

from .models import ConsultedCopy

SALT = "article6.consultation"
LONGEST = 400 * 24 * 3600
"""Seconds after which a link is dead whatever the meeting's date."""


def consultation_url(key: UUID) -> str:
    """The absolute address of the page where the questions are answered, signed."""
    token = signing.dumps(str(key), salt=SALT)
    return urljoin(settings.PUBLIC_URL + "/", reverse("consultation-link", args=[token]))


def consulted_by(token: str, *, today: date) -> ConsultedCopy | None:
    """The copy that the link opens, or None where it is forged, too old, or the meeting is over."""
    try:
        key = signing.loads(token, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    with scopes_disabled():
        copy = ConsultedCopy.objects.filter(key=key).first()
    over = copy is not None and date.fromisoformat(str(copy.document["ends_on"])) < today
    return None if over else copy
