"""Links with which an invited mailbox answers without signing in. GET shows, POST answers."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django_scopes import scopes_disabled

from backend.delegations.models import Attendee
from backend.delegations.selectors import attendee_signed

from .models import SharedCopy

SALT = "article6.answer"
_TOKEN = "TOKEN"  # noqa: S105 - stands where each mailbox has its own
LONGEST = 400 * 24 * 3600
"""Seconds after which a link is dead whatever the meeting's date."""


class Invited(Protocol):
    """The mailbox a link is sent to. `link_version` is what its valid links carry."""

    @property
    def id(self) -> int: ...

    @property
    def link_version(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: the guest's copy, the mailbox it was sent to, and the sitting whose mail it stood in."""

    copy: SharedCopy
    attendee: Attendee
    sitting: str


def answer_url(invited: Invited, sitting: str = "") -> str:
    """The absolute address of the answer page of this invited mailbox, signed; it opens with this sitting first."""
    token = signing.dumps((invited.id, invited.link_version, sitting), salt=SALT)
    return _page(settings.PUBLIC_URL).replace(_TOKEN, token)


@lru_cache(maxsize=8)
def _page(public_url: str) -> str:
    return urljoin(public_url + "/", reverse("answer", args=[_TOKEN]))


def pages_url() -> str:
    """Where those who sign in answer: on paper, which the inviting side prints, it stands in the link's place."""
    return urljoin(settings.PUBLIC_URL + "/", reverse("invitations"))


def opened_by(token: str, *, today: date) -> Opened | None:
    """What the link opens. None where it is forged, void or too old, its holder removed, or the meeting over."""
    try:
        attendee_id, version, sitting = signing.loads(token, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    attendee = attendee_signed(str(attendee_id))
    if attendee is None or attendee.removed_at or attendee.link_version != version:
        return None
    with scopes_disabled():
        copy = SharedCopy.objects.filter(invitation_id=attendee.invitation_id).first()
    if copy is None or date.fromisoformat(str(copy.document["ends_on"])) < today:
        return None
    return Opened(copy, attendee, sitting)


def holder_of(token: str) -> Attendee | None:
    """The mailbox that a link of ours was once sent to, though it may open nothing any more; None for a forged one."""
    try:
        attendee_id, _version, _sitting = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return attendee_signed(str(attendee_id))
