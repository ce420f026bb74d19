"""The one place where a request enters the scope of its party."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django_scopes import scope

from .authentication import bearer, token_of
from .models import User
from .selectors import party_of


def speaker(request: HttpRequest) -> User | AnonymousUser:
    """Who speaks: the owner of the API token where one is shown, else the user of the session."""
    secret = bearer(request.META.get("HTTP_AUTHORIZATION", ""))
    if secret is None:
        return request.user
    token = token_of(secret)
    return token.user if token else AnonymousUser()


class PartyScope:
    """Every query of party-owned rows inside a request sees the rows of the user's party and no others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        party = party_of(speaker(request))
        if party is None:
            return self.get_response(request)
        with scope(party=party):
            return self.get_response(request)
