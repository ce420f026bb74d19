"""Links with which an invited mailbox answers without signing in. GET shows, POST answers."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django_scopes import scopes_disabled

from backend.delegations.models import Attendee
from backend.delegations.selectors import attendee_signed

from .models import SharedCopy

SALT = "article6.answer"
LONGEST = 400 * 24 * 3600
"""Seconds after which a link is dead whatever the meeting's date."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: the guest's copy, and the mailbox that the link was sent to."""

    copy: SharedCopy
    attendee: Attendee


def answer_url(attendee_id: int) -> str:
    """The absolute address of the answer page of this invited mailbox, signed."""
    token = signing.dumps(attendee_id, salt=SALT)
    return urljoin(settings.PUBLIC_URL + "/", reverse("answer", args=[token]))


def opened_by(token: str, *, today: date) -> Opened | None:
    """What the link opens, or None where it is forged, too old, its holder was removed, or the meeting is over."""
    try:
        attendee_id = signing.loads(token, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    attendee = attendee_signed(str(attendee_id))
    if attendee is None or attendee.removed_at:
        return None
    with scopes_disabled():
        copy = SharedCopy.objects.filter(invitation_id=attendee.invitation_id).first()
    if copy is None or date.fromisoformat(str(copy.document["ends_on"])) < today:
        return None
    return Opened(copy, attendee)
