"""Feeds: made, changed, given a new address, ended. Secrets are returned once; only their SHA-256 is kept."""

import secrets
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from backend.accounts.models import Role, User
from backend.accounts.permissions import ALLOWED
from backend.accounts.selectors import roles_of
from backend.accounts.services import digest
from backend.audit.services import record
from backend.domain.errors import DomainError, Invalid, Problem
from backend.domain.invitations import State
from backend.domain.languages import LANGUAGES
from backend.domain.parties import Party
from backend.domain.plaintext import clean
from backend.topics.models import Topic

from .models import Audience, Feed, FeedToken, Kind, Show
from .selectors import living_tokens

PREFIX = "a6f_"
SECRET_OCTETS = 24
OVERLAP = timedelta(days=14)
"""For so long an address still answers after a new one was made, so that every device can be moved."""

STATES = (State.ISSUED, State.CONCLUDED, State.WITHDRAWN)
"""What an invitation that its guest has heard of can be."""


class FeedEnded(DomainError):
    """This feed was ended. Make a new one."""

    code = "feed_ended"


class NotYourFeed(DomainError):
    """An observer subscribes to his or her own nominations only. Ask the secretariat for any other feed."""

    code = "not_your_feed"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a feed shows. Empty = whatever it is."""

    name: str
    kind: str = Kind.SECRETARIAT
    language: str = "en"
    person: str = ""
    direction: str = ""
    body: str = ""
    topic: str = ""
    state: str = ""
    accepted_only: bool = False
    deadlines: bool = False
    show: str = Show.BOTH


@transaction.atomic
def create_feed(definition: Definition, *, party: Party, by: User | None = None) -> tuple[Feed, str]:
    """A feed of the party, and the secret of its address, which is shown once. Raises Invalid, NotYourFeed.

    It ends with the mandate of whoever made it, an observer's with that of the observer. What the command line makes
    is the party's own.
    """
    sound = _sound(definition, by=by)
    owner = _named(sound.person, party) if sound.kind == Kind.OBSERVER else by
    feed = Feed.objects.create(
        party=party.value, owner=owner, role=_role(owner), created_at=timezone.now(), **asdict(sound)
    )
    _record(feed, "feed.created", by=_name(by))
    return feed, _new_token(feed)


@transaction.atomic
def change_feed(feed: Feed, definition: Definition, *, by: User) -> Feed:
    """Show something else at the same address. Raises Invalid, NotYourFeed, FeedEnded."""
    _require_living(feed)
    sound = _sound(definition, by=by)
    for name, value in asdict(sound).items():
        setattr(feed, name, value)
    feed.save(update_fields=list(asdict(sound)))
    Feed.objects.filter(pk=feed.pk).update(wanted=F("wanted") + 1)
    _record(feed, "feed.changed", by=_name(by))
    return feed


@transaction.atomic
def rotate_feed(feed: Feed, *, at_once: bool, by: User | None = None) -> str:
    """A new secret. The old address dies at once, or after OVERLAP. Raises FeedEnded."""
    _require_living(feed)
    now = timezone.now()
    living = living_tokens(feed, now=now)
    if at_once:
        living.update(revoked_at=now)
    else:
        living.filter(expires_at=None).update(expires_at=now + OVERLAP)
    _record(feed, "feed.rotated", by=_name(by))
    return _new_token(feed)


@transaction.atomic
def end_feed(feed: Feed, *, by: str) -> None:
    """Every address of the feed answers 404 from now on."""
    now = timezone.now()
    feed.ended_at = now
    feed.save(update_fields=["ended_at"])
    feed.tokens.filter(revoked_at=None).update(revoked_at=now)
    _record(feed, "feed.revoked", by=by)


def _new_token(feed: Feed) -> str:
    secret = PREFIX + secrets.token_urlsafe(SECRET_OCTETS)
    FeedToken.objects.create(feed=feed, digest=digest(secret), created_at=timezone.now())
    return secret


def _require_living(feed: Feed) -> None:
    if feed.ended_at is not None:
        raise FeedEnded


def _name(by: User | None) -> str:
    return by.username if by else "command line"


def _record(feed: Feed, action: str, *, by: str) -> None:
    detail = {"name": feed.name, "kind": feed.kind}
    record(party=feed.party, actor=by, action=action, subject=f"feed:{feed.pk}", detail=detail)


def _named(person: str, party: Party) -> User | None:
    """The user of the party with this address; a nominated person need not be one."""
    return User.objects.filter(email__iexact=person, membership__party=party.value, is_active=True).first()


def _role(owner: User | None) -> str:
    """The role on which the feed rests: it dies when its owner has that role no longer."""
    if owner is None:
        return ""
    held = roles_of(owner)
    order = (Role.SECRETARIAT, Role.ORGANISER, Role.OBSERVER, *Role)
    return next((role.value for role in order if role in held), "")


def _sound(definition: Definition, *, by: User | None) -> Definition:
    """The definition with every value known, or all that is wrong with it. Raises Invalid, NotYourFeed."""
    sound = replace(
        definition,
        name=clean(definition.name)[:100],
        body=clean(definition.body)[:300],
        person=clean(definition.person).lower(),
        direction=_direction(definition),
    )
    problems = list(_problems(sound))
    if problems:
        raise Invalid(*problems)
    if by and roles_of(by) & ALLOWED["create feeds"] == {Role.OBSERVER} and not _is_own(sound, by):
        raise NotYourFeed
    return sound


def _direction(definition: Definition) -> str:
    """Nominations are to the other party's meetings, and only one's own meetings can be made public."""
    return {Kind.OBSERVER.value: Audience.IN.value, Kind.PUBLIC.value: ""}.get(definition.kind, definition.direction)


def _is_own(definition: Definition, by: User) -> bool:
    return definition.kind == Kind.OBSERVER and definition.person == by.email.lower() != ""


def _problems(sound: Definition) -> Iterator[Problem]:
    closed: dict[str, Collection[str]] = {
        "kind": Kind.values,
        "language": LANGUAGES,
        "direction": ("", Audience.IN, Audience.OUT),
        "state": ("", *STATES),
        "show": Show.values,
    }
    for name, known in closed.items():
        if getattr(sound, name) not in known:
            yield Problem(name, "unknown_value", _("Choose one of: %s.") % ", ".join(filter(None, map(str, known))))
    if not sound.name:
        yield Problem("name", "required", _("Give the feed a name: calendars show it."))
    if sound.kind == Kind.OBSERVER and not _is_address(sound.person):
        yield Problem("person", "required", _("Write the mail address under which the person is nominated."))
    if sound.kind == Kind.BODY and not sound.body:
        yield Problem("body", "required", _("Choose the body whose meetings the feed shows."))
    if sound.kind == Kind.TOPIC and not sound.topic:
        yield Problem("topic", "required", _("Choose the topic that the feed is about."))
    if sound.topic and not Topic.objects.filter(code=sound.topic).exists():
        yield Problem("topic", "unknown_topic", _("There is no topic “%s” in the register.") % sound.topic)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
