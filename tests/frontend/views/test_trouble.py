"""The database is away, full or too busy in the middle of something: that is said, and nothing is half-done."""

from collections.abc import Callable

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

from backend.domain.parties import Party
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from tests.api.conftest import Speak, speak
from tests.api.test_meetings import MEETING, codes

__all__ = ["speak"]

KEY = {"idempotency-key": "7c1d"}
PATH = "/api/v1/meetings/"


def full(execute: Callable[..., object], sql: str, *rest: object) -> object:
    """No room is left when the agenda is to be stored: the meeting itself stands already, uncommitted."""
    if sql.startswith("INSERT") and "meetings_agendaitem" in sql:
        raise OperationalError("database or disk is full")
    return execute(sql, *rest)


def test_a_program_is_told_to_come_back_and_finds_nothing_half_done(
    speak: Speak, clock: time_machine.Traveller
) -> None:
    load_register_rows()
    load_topic_rows()
    client = speak(Party.UN)
    client.raise_request_exception = False
    with connection.execute_wrapper(full):
        refused = client.post(PATH, MEETING, headers=KEY)
    assert (refused.status_code, refused["Retry-After"], codes(refused)) == (503, "60", [("unavailable", None)])
    assert client.get(PATH).json()["count"] == 0
    assert client.post(PATH, MEETING, headers=KEY).status_code == 201


@pytest.mark.django_db
def test_a_person_who_sends_too_much_or_too_often_reads_what_to_do(settings: Settings) -> None:
    cache.clear()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000, 5
    much, many = {"login": "a" * 2000}, {f"field{n}": "" for n in range(9)}
    refused = [Client().post("/accounts/login/", typed) for typed in (much, many)]
    assert [(one.status_code, "nothing was saved" in one.text) for one in refused] == [(413, True)] * 2
    often = [Client().post("/accounts/login/", {"login": f"a{n}", "password": "b"}) for n in range(31)][-1]
    assert (often.status_code, "Too many requests" in often.text) == (429, True)
    cache.clear()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trouble", "status", "words"),
    [(OperationalError("gone"), 503, "nothing was saved"), (ValueError("a bug"), 500, "Nothing was saved half")],
)
def test_a_person_is_told_what_to_do(trouble: Exception, status: int, words: str) -> None:
    def broken(*_: object) -> None:
        raise trouble

    with connection.execute_wrapper(broken):
        page = Client(raise_request_exception=False).post("/accounts/login/", {"login": "a", "password": "b"})
    assert (page.status_code, page.get("Retry-After"), words in page.content.decode()) == (
        status,
        "60" if status == 503 else None,
        True,
    )
