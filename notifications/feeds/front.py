"""The way to a feed's bytes that passes no middleware: WSGI in, one look-up, bytes out (PEP 3333)."""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from threading import local
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.db import DEFAULT_DB_ALIAS, Error, close_old_connections, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .answering import EVERYWHERE, PLAIN, Answer, Desk, answer
from .joining import refresh
from .last_used import LastUsed
from .lookup import Asked, Found, look_up

logger = logging.getLogger(__name__)

BEFORE, AFTER = "/feeds/", ".ics"
UNAVAILABLE = Answer(
    "503 Service Unavailable", [PLAIN, ("Content-Length", "0"), ("Retry-After", "60"), *EVERYWHERE], b""
)


class FeedFront:
    """Answers `/feeds/<secret>.ics` itself and leaves everything else to the application behind it."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._desk = Desk(Connections().look, _refresh, LastUsed().remember)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith(BEFORE) or not path.endswith(AFTER):
            return self._application(environ, start_response)
        status, headers, body = self._answer(environ, path[len(BEFORE) : -len(AFTER)])
        start_response(status, headers)
        return (body,)

    def _answer(self, environ: WSGIEnvironment, secret: str) -> Answer:
        """Nothing may pass to the server's own report of what went wrong: that would print the address."""
        try:
            return answer(environ, secret, self._desk)
        except Exception:
            logger.exception("a feed could not be answered")
            return UNAVAILABLE


class Connections:
    """One connection for each thread, which stays open: the requests of the application do not close it."""

    def __init__(self) -> None:
        self._threads = local()

    def look(self, secret: str, asked: Asked) -> Found | None:
        """The living address with this secret. A connection that broke is opened again, once."""
        connection = self._connection()
        try:
            return _look(connection, secret, asked)
        except Error:
            connection.close()
            return _look(connection, secret, asked)

    def _connection(self) -> BaseDatabaseWrapper:
        found: BaseDatabaseWrapper | None = getattr(self._threads, "connection", None)
        if found is None:
            found = self._threads.connection = connections.create_connection(DEFAULT_DB_ALIAS)
        return found


def _look(connection: BaseDatabaseWrapper, secret: str, asked: Asked) -> Found | None:
    now = connection.ops.adapt_datetimefield_value(datetime.now(UTC))
    with connection.cursor() as cursor:
        return look_up(cursor, secret, asked, now=now)


def _refresh(feed: int) -> None:
    """Joining uses the application's connection; outside a request nobody else gives it back."""
    try:
        refresh(feed)
    finally:
        close_old_connections()
