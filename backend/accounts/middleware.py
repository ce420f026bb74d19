"""Sessions that end, and the one place where a request enters the scope of its party."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django_scopes import scope

from backend.domain.languages import interface_code
from backend.domain.parties import Party

from .authentication import bearer, token_of
from .models import Membership, User
from .selectors import membership_of


def speaker(request: HttpRequest) -> User | AnonymousUser:
    """Who speaks: the owner of the API token where one is shown, else the user of the session."""
    secret = bearer(request.META.get("HTTP_AUTHORIZATION", ""))
    if secret is None:
        return request.user
    token = token_of(secret)
    return token.user if token else AnonymousUser()


class SessionsEnd:
    """Signs out who asked for nothing for SESSION_IDLE seconds, and everybody SESSION_COOKIE_AGE after the sign-in.

    ASVS 5.0 chapter 7. Without SESSION_IDLE, on one's own machine, a session lasts as long as its cookie. When
    somebody asked last is written at most once a minute.
    """

    NOTED_EVERY = 60

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_IDLE and request.user.is_authenticated:
            self._look(request, timezone.now().timestamp())
        return self.get_response(request)

    def _look(self, request: HttpRequest, now: float) -> None:
        since, seen = (request.session.get(name, now) for name in ("signed_in_at", "seen_at"))
        if now - seen > settings.SESSION_IDLE or now - since > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif since == now or now - seen >= self.NOTED_EVERY:
            request.session.update({"signed_in_at": since, "seen_at": now})


class PartyScope:
    """Every query of party-owned rows inside a request sees the rows of the user's party and no others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        membership = membership_of(speaker(request))
        if membership is None:
            return self.get_response(request)
        with scope(party=Party(membership.party)), read_by(request, membership):
            return self.get_response(request)


@contextmanager
def read_by(request: HttpRequest, membership: Membership) -> Iterator[None]:
    """Pages in the language and the hours of the person's account; a language chosen in this browser goes before it.

    Programs get neither, however they signed in: the API's times are UTC.
    """
    by_program = request.user != membership.user or request.path.startswith("/api/")
    chosen = by_program or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    language = "" if chosen else interface_code(membership.language)
    zone = "" if by_program else membership.time_zone
    with translation.override(language or translation.get_language()), timezone.override(zone or None):
        yield
