"""Who may call an operation of the API: members of a party whose role allows the act that the view names."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from backend.domain.errors import DomainError

from .models import User
from .permissions import require
from .selectors import party_of

if TYPE_CHECKING:
    from rest_framework.views import APIView


class NotAMember(DomainError):
    """Your account speaks for no party yet. Ask an administrator of your organisation to add you."""

    code = "not_allowed"


def speaker(request: Request) -> User:
    """The user who speaks. Raises NotAMember for strangers."""
    if not isinstance(request.user, User):
        raise NotAMember
    return request.user


class Member(BasePermission):
    """Signed in and speaking for a party. `acts` of the view says which act an action is; reading needs none."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        user = request.user
        if not isinstance(user, User) or not user.is_authenticated:
            return False
        if party_of(user) is None:
            raise NotAMember
        act = getattr(view, "acts", {}).get(getattr(view, "action", None))
        if act:
            require(user, act)
        return True
