"""Who may open a screen."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from backend.accounts.middleware import speaker as request_speaker
from backend.accounts.models import User
from backend.accounts.permissions import may
from backend.accounts.selectors import party_of
from backend.domain.parties import Party

P = ParamSpec("P")
Screen = Callable[Concatenate[HttpRequest, P], HttpResponse]


def members_only(screen: Screen[P]) -> Screen[P]:
    """Signed in, and speaking for a party."""

    @login_required
    @wraps(screen)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if party_of(speaker(request)) is None:
            raise PermissionDenied
        return screen(request, *args, **kwargs)

    return cast("Screen[P]", guarded)


def speaker(request: HttpRequest) -> User:
    """The signed-in user."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def party(request: HttpRequest) -> Party:
    """The party that the signed-in user speaks for."""
    found = party_of(speaker(request))
    if found is None:
        raise PermissionDenied
    return found


def opener(request: HttpRequest) -> tuple[Party | None, str]:
    """Whose side opens a link that needs no sign-in, by session or token, and their name; nobody's for strangers."""
    who = request_speaker(request)
    return party_of(who), who.get_username()


def demand(request: HttpRequest, act: str) -> None:
    """Refuse with 403 unless a role of the user allows the act."""
    if not may(speaker(request), act):
        raise PermissionDenied
