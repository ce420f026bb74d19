"""Making accounts and keys. Secrets are returned once; only their SHA-256 is kept."""

import secrets
from hashlib import sha256

from django.core import signing
from django.db import transaction
from django.utils import timezone

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.parties import Party

from .models import ApiToken, Membership, Role, User

API_PREFIX = "a6t_"
SECRET_OCTETS = 24
ADMINISTRATOR_SALT = "article6.first-administrator"
ADMINISTRATOR_LINK_SECONDS = 7 * 24 * 3600


class LinkUsed(DomainError):
    """This link was used already, or is too old. Ask for a new one."""

    code = "link_used"


@transaction.atomic
def create_sample_sign_ins() -> list[dict[str, str]]:
    """One account for each role of each party, with a new password each time."""
    return [_sample_sign_in(party, role) for party in Party for role in Role]


def _sample_sign_in(party: Party, role: Role) -> dict[str, str]:
    password = secrets.token_urlsafe(12)
    user, _ = User.objects.get_or_create(username=f"{party.value.lower()}-{role.value}")
    user.set_password(password)
    user.save()
    Membership.objects.update_or_create(user=user, defaults={"party": party.value, "roles": [role.value]})
    return {"role": role.value, "party": party.value, "username": user.username, "password": password}


def first_administrator_link() -> str:
    """The path of the page where the first account is made; dead as soon as there is one."""
    return f"/first-administrator/{signing.dumps('first', salt=ADMINISTRATOR_SALT)}/"


def is_first_administrator_link(token: str) -> bool:
    """Whether the token opens the page: ours, not too old, and nobody has an account yet."""
    try:
        signing.loads(token, salt=ADMINISTRATOR_SALT, max_age=ADMINISTRATOR_LINK_SECONDS)
    except signing.BadSignature:
        return False
    return not User.objects.exists()


@transaction.atomic
def redeem_first_administrator(token: str, *, username: str, password: str, party: Party, email: str = "") -> User:
    """Make the first account, with every role of its party. Raises LinkUsed."""
    if not is_first_administrator_link(token):
        raise LinkUsed
    user = User.objects.create_user(username=username, email=email, password=password)
    Membership.objects.create(user=user, party=party.value, roles=[role.value for role in Role])
    record(party=party, actor=username, action="account.first", subject=f"user:{user.pk}", detail={})
    return user


@transaction.atomic
def create_api_token(user: User, *, name: str) -> tuple[ApiToken, str]:
    """A key for a program that speaks for the user's party, and its secret, which is shown once."""
    secret = API_PREFIX + secrets.token_urlsafe(SECRET_OCTETS)
    token = ApiToken.objects.create(user=user, name=name, digest=digest(secret), created_at=timezone.now())
    membership = Membership.objects.filter(user=user).first()
    if membership is not None:
        subject, detail = f"token:{token.pk}", {"name": name}
        record(party=membership.party, actor=user.username, action="token.created", subject=subject, detail=detail)
    return token, secret


@transaction.atomic
def revoke_api_token(token: ApiToken, *, by: str) -> None:
    """The key opens nothing from now on."""
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    party = Membership.objects.get(user=token.user).party
    record(party=party, actor=by, action="token.revoked", subject=f"token:{token.pk}", detail={"name": token.name})


def digest(secret: str) -> str:
    """SHA-256 of a secret, in hexadecimal: what is stored in its place."""
    return sha256(secret.encode()).hexdigest()
