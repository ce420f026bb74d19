"""Accounts of people, and the link behind which somebody chooses a password: it works once, for three days."""

from collections.abc import Collection

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.parties import Party
from backend.outbox.services import post

from .models import ApiToken, Membership, Role, User
from .services import LinkUsed, revoke_api_token

RESET_ASKED = "account.reset_asked"
"""Outbox topic: somebody asked for a new password of the user with this row id."""


class UnsoundName(DomainError):
    """“{name}” is no user name. Use letters, digits and @ . + - _ only, at most 150 of them."""

    code = "unsound_name"


class UnsoundAddress(DomainError):
    """“{email}” is no mail address. Write it like ana.silva@interpol.example."""

    code = "unsound_address"


class NobodyNamed(DomainError):
    """There is no account “{name}”. To make it, say its party and at least one role."""

    code = "nobody_named"


class NameTaken(DomainError):
    """There is already an account “{name}”. Choose another user name."""

    code = "name_taken"


@transaction.atomic
def make_account(
    name: str, *, party: Party, roles: Collection[Role], email: str, by: str, only_new: bool = False
) -> User:
    """The account with this name, made or changed; a new one has no password yet. Raises UnsoundName.

    With `only_new` an account that is there stays as it is, whoever made it a moment ago. Raises NameTaken.
    """
    try:
        User.username_validator(name)
    except ValidationError:
        raise UnsoundName(name=name) from None
    user, new = User.objects.get_or_create(username=name, defaults={"email": email})
    if only_new and not new:
        raise NameTaken(where="username", name=name)
    if new:
        user.set_unusable_password()
    user.email, user.is_active = email or user.email, True
    user.save()
    said = {"party": party.value, "roles": sorted(role.value for role in roles)}
    Membership.objects.update_or_create(user=user, defaults=said)
    record(party=party, actor=by, action="account.made" if new else "account.changed", subject=f"user:{user.pk}",
           detail=said | {"name": name})  # fmt: skip
    return user


@transaction.atomic
def record_address(user: User, *, email: str, by: str) -> None:
    """The mail address at which a forgotten password is mended from now on. Raises UnsoundAddress."""
    try:
        validate_email(email)
    except ValidationError:
        raise UnsoundAddress(email=email) from None
    user.email = email
    user.save(update_fields=["email"])
    _sign(user, "account.changed", by=by)


def account_named(name: str) -> User:
    """Raises NobodyNamed."""
    found = User.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise NobodyNamed(name=name)
    return found


@transaction.atomic
def close_account(user: User, *, by: str) -> None:
    """Nobody signs in with it from now on, and its keys open nothing. What the person did stays on record."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    for token in ApiToken.objects.filter(user=user, revoked_at=None):
        revoke_api_token(token, by=by)
    _sign(user, "account.closed", by=by)


def password_link(user: User) -> str:
    """The path of the page where the user chooses a password. It is dead once one was chosen, or somebody signed in."""
    return f"/password/{user.pk}/{default_token_generator.make_token(user)}/"


def owner_of_link(pk: int, token: str) -> User | None:
    """Whose password may be chosen behind this link; None for one that is old, used or forged."""
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and default_token_generator.check_token(user, token) else None


@transaction.atomic
def choose_password(pk: int, token: str, password: str) -> User:
    """Raises LinkUsed."""
    user = owner_of_link(pk, token)
    if user is None:
        raise LinkUsed
    user.set_password(password)
    user.save()
    _sign(user, "account.password_chosen")
    return user


@transaction.atomic
def ask_for_reset(named: str) -> None:
    """Promise a mail with the link to whoever has this name or mail address; where nobody has, nothing happens."""
    for user in User.objects.filter(Q(username=named) | Q(email__iexact=named), is_active=True).exclude(email="")[:5]:
        post(RESET_ASKED, user.pk)
        _sign(user, "account.reset_asked")


def _sign(user: User, action: str, *, by: str = "") -> None:
    membership = Membership.objects.filter(user=user).first()
    if membership is not None:
        record(party=membership.party, actor=by or user.username, action=action, subject=f"user:{user.pk}", detail={})
