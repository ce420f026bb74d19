"""Links with which the guest's office answers without signing in. GET shows, POST answers."""

from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django_scopes import scopes_disabled

from .models import SharedCopy

SALT = "article6.answer"
LONGEST = 400 * 24 * 3600
"""Seconds after which a link is dead whatever the meeting's date."""


def answer_url(invitation_id: int) -> str:
    """The absolute address of the answer page of this invitation, signed."""
    token = signing.dumps(invitation_id, salt=SALT)
    return urljoin(settings.PUBLIC_URL + "/", reverse("answer", args=[token]))


def copy_for(token: str, *, today: date) -> SharedCopy | None:
    """The copy that the link opens, or None where it is forged, too old, or the meeting is over."""
    try:
        invitation_id = signing.loads(token, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    with scopes_disabled():
        copy = SharedCopy.objects.filter(invitation_id=invitation_id).first()
    if copy is None or date.fromisoformat(str(copy.document["ends_on"])) < today:
        return None
    return copy
