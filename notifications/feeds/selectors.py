"""Which feeds there are, and which of their addresses answer."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from backend.accounts.models import Role, User
from backend.accounts.permissions import ALLOWED
from backend.accounts.selectors import roles_of
from backend.domain.errors import DomainError

from .models import Feed, FeedToken, Kind


class NoSuchFeed(DomainError):
    """There is no feed “{key}”. `article6 feed list` prints those there are."""

    code = "no_such_feed"


def feeds_of(user: User) -> QuerySet[Feed]:
    """The living feeds of the party in scope that the user may look after: an observer's own, else all of them."""
    living = Feed.objects.filter(ended_at=None).prefetch_related("tokens")
    if roles_of(user) & ALLOWED["create feeds"] == {Role.OBSERVER}:
        return living.filter(Q(owner=user) | Q(person=user.email.lower()), kind=Kind.OBSERVER).exclude(person="")
    return living


def living_tokens(feed: Feed, *, now: datetime) -> QuerySet[FeedToken]:
    """The addresses that answer, the newest first."""
    return FeedToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), feed=feed, revoked_at=None)


def feed_with(key: str) -> Feed:
    """The feed of the party in scope with this key. Raises NoSuchFeed."""
    try:
        return Feed.objects.get(key=key)
    except (Feed.DoesNotExist, ValidationError):
        raise NoSuchFeed(key=key) from None
