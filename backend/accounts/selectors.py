"""Who somebody is and what they may do."""

from django.contrib.auth.models import AnonymousUser

from backend.domain.parties import Party

from .models import Membership, Role, User


def party_of(user: User | AnonymousUser) -> Party | None:
    """The party that the user speaks for, or None for strangers and for users without a membership."""
    membership = membership_of(user)
    return Party(membership.party) if membership else None


def roles_of(user: User | AnonymousUser) -> frozenset[Role]:
    """What the user does for the party."""
    membership = membership_of(user)
    return frozenset(Role(role) for role in membership.roles) if membership else frozenset()


def membership_of(user: User | AnonymousUser) -> Membership | None:
    if not isinstance(user, User) or not user.is_active:
        return None
    return Membership.objects.filter(user=user).first()


def mailbox_of(username: str) -> str:
    """The mail address of the person with this name, or an empty text for programs and for people without one."""
    return User.objects.filter(username=username).values_list("email", flat=True).first() or ""
