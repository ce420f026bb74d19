"""The way to a feed's bytes that passes no middleware: WSGI in, one look-up, bytes out (PEP 3333)."""

import logging
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from threading import Lock
from traceback import format_exc
from typing import Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import psycopg
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections

from .answering import EVERYWHERE, PLAIN, Answer, Desk, answer, secret_in
from .joining import refresh
from .last_used import LastUsed
from .lookup import Asked, Found, Row, Value, look_up

logger = logging.getLogger(__name__)

BROKEN = (sqlite3.Error, psycopg.Error)
PATIENCE = 10.0
"""Seconds for which a thread waits for its turn."""

UNAVAILABLE = Answer(
    "503 Service Unavailable", [PLAIN, ("Content-Length", "0"), ("Retry-After", "60"), *EVERYWHERE], b""
)


class FeedFront:
    """Answers `/feeds/<secret>.ics` itself and leaves everything else to the application behind it."""

    def __init__(self, application: WSGIApplication, desk: Desk | None = None) -> None:
        self._application = application
        self._desk = desk or Desk(Connection().look, _refresh, LastUsed().remember)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        secret = secret_in(environ["PATH_INFO"])
        if secret is None:
            return self._application(environ, start_response)
        status, headers, body = self._answer(environ, secret)
        start_response(status, headers)
        return [body]

    def _answer(self, environ: WSGIEnvironment, secret: str) -> Answer:
        """Nothing may pass to the server's own report of what went wrong: that would print the address."""
        try:
            return answer(environ, secret, self._desk)
        except Exception:
            logger.error("a feed could not be answered\n%s", format_exc().replace(secret, "***"))
            return UNAVAILABLE


class Connection:
    """The driver's own connection, opened with Django's settings; its statements are not translated again each time.

    All threads share it, one after the other: a look-up is shorter than the quarrel of threads over the interpreter.
    """

    def __init__(self) -> None:
        self._wrapper = connections.create_connection(DEFAULT_DB_ALIAS)
        self._turn = Lock()
        self.vendor: str = self._wrapper.vendor

    def look(self, secret: str, asked: Asked) -> Found | None:
        """The living address with this secret. A connection that broke is opened again, once. Raises TimeoutError."""
        if not self._turn.acquire(timeout=PATIENCE):
            raise TimeoutError("The database has kept other feeds waiting for too long.")
        try:
            return look_up(self._fetch, secret, asked, vendor=self.vendor)
        except BROKEN:
            self._wrapper.close()
            return look_up(self._fetch, secret, asked, vendor=self.vendor)
        finally:
            self._turn.release()

    def _fetch(self, sql: str, values: Sequence[Value]) -> Row | None:
        """The statement's only row, or None."""
        if self._wrapper.connection is None:
            self._wrapper.connect()
        if self.vendor == "sqlite":
            return _row(self._wrapper.connection.execute(_with_question_marks(sql), values))
        return _row(psycopg.Cursor(self._wrapper.connection).execute(sql, values, prepare=True, binary=True))


def _row(cursor: "Rows") -> Row | None:
    row = cursor.fetchone()
    cursor.close()
    return row


class Rows(Protocol):
    """What is used of the cursors of both drivers (PEP 249)."""

    def fetchone(self) -> Row | None: ...
    def close(self) -> None: ...


@lru_cache(maxsize=2)
def _with_question_marks(sql: str) -> str:
    return sql.replace("%s", "?")


def _refresh(feed: int) -> None:
    """Joining uses the application's connection; outside a request nobody else gives it back."""
    try:
        refresh(feed)
    finally:
        close_old_connections()
