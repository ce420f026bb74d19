"""What every page knows of its reader."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from backend.accounts.models import User
from backend.accounts.permissions import ALLOWED
from backend.accounts.selectors import membership_of


@dataclass(frozen=True, slots=True)
class Reader:
    """The party that the reader speaks for, the roles there, and what they allow. Empty for strangers."""

    party: str = ""
    roles: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()


def reader(request: HttpRequest) -> Mapping[str, object]:
    """The reader, for base.html and whatever extends it."""
    user = getattr(request, "user", None)
    membership = membership_of(user) if isinstance(user, User) else None
    if membership is None:
        return {"reader": Reader()}
    roles = frozenset(membership.roles)
    acts = frozenset(act for act, allowed in ALLOWED.items() if roles & {role.value for role in allowed})
    return {"reader": Reader(membership.party, roles, acts)}
