"""Feeds where no front stands before Django: the development server and the test client. The answers are the same."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from .feeds.answering import Desk, answer
from .feeds.joining import refresh
from .feeds.last_used import record
from .feeds.lookup import Asked, Found, look_up


@csrf_exempt
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed with this secret. The address is the proof: no session is looked at."""
    status, headers, body = answer(request.META, secret, Desk(_look, refresh, _remember))
    response = HttpResponse(body, status=int(status[:3]))
    del response["Content-Type"]
    for name, value in headers:
        response[name] = value
    return response


def _look(secret: str, asked: Asked) -> Found | None:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        return look_up(cursor, secret, asked, now=now)


def _remember(token: int, client: str) -> None:
    record({token: client}, now=timezone.now())
