"""Feeds where no front stands before Django: the development server and the test client. The answers are the same."""

from collections.abc import Sequence

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from .feeds.answering import Desk, answer
from .feeds.joining import refresh
from .feeds.last_used import record
from .feeds.lookup import Asked, Found, Row, Value, look_up


@csrf_exempt
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed with this secret. The address is the proof: no session is looked at."""
    status, headers, body = answer(request.META, secret, DESK)
    response = HttpResponse(body, status=int(status[:3]))
    del response["Content-Type"]
    for name, value in headers:
        response[name] = value
    return response


def _look(secret: str, asked: Asked) -> Found | None:
    return look_up(_fetch, secret, asked, vendor=connection.vendor)


def _fetch(sql: str, values: Sequence[Value]) -> Row | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        row: Row | None = cursor.fetchone()
        return row


def _remember(token: int, client: str) -> None:
    record({token: client}, now=timezone.now())


DESK = Desk(_look, refresh, _remember)
"""On the connection of the request, and within its transaction."""
