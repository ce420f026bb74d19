"""A program that heard nothing asks again: the same answer, and nothing is done twice."""

import pytest
import time_machine

from backend.api.models import KeptAnswer
from backend.domain.parties import Party
from tests.api.conftest import Speak
from tests.api.test_meetings import MEETING, _register, codes

__all__ = ["_register"]

KEY = {"idempotency-key": "4f8c"}
PATH = "/api/v1/meetings/"


def test_the_same_key_and_body_give_the_same_answer_once(speak: Speak) -> None:
    client = speak(Party.UN)
    first, second = (client.post(PATH, MEETING, headers=KEY) for _ in range(2))
    assert (first.status_code, second.status_code, second["ETag"]) == (201, 201, first["ETag"])
    assert second.json() == first.json()
    assert client.get(PATH).json()["count"] == 1


def test_the_same_key_with_another_body_is_refused(speak: Speak) -> None:
    client = speak(Party.UN)
    client.post(PATH, MEETING, headers=KEY)
    other = client.post(PATH, MEETING | {"id": "other"}, headers=KEY)
    assert (other.status_code, codes(other)) == (422, [("key_reused", "Idempotency-Key")])


def test_a_key_belongs_to_its_speaker(speak: Speak) -> None:
    assert speak(Party.UN).post(PATH, MEETING, headers=KEY).status_code == 201
    theirs = MEETING | {"host": "INTERPOL", "body": "ICPO-SYMP"}
    assert speak(Party.INTERPOL).post(PATH, theirs, headers=KEY).status_code == 201


def test_a_refusal_is_not_kept(speak: Speak) -> None:
    client = speak(Party.UN)
    assert client.post(PATH, MEETING | {"time_zone": "Nowhere"}, headers=KEY).status_code == 400
    assert client.post(PATH, MEETING, headers=KEY).status_code == 201


def test_answers_are_forgotten_after_a_day(speak: Speak, clock: time_machine.Traveller) -> None:
    client = speak(Party.UN)
    client.post(PATH, MEETING, headers=KEY)
    clock.shift(24 * 3600 + 1)
    later = client.post(PATH, MEETING | {"id": "later"}, headers=KEY)
    assert (later.status_code, KeptAnswer.objects.count()) == (201, 1)


@pytest.mark.parametrize("key", ["x" * 201])
def test_a_key_is_not_longer_than_two_hundred_characters(speak: Speak, key: str) -> None:
    refused = speak(Party.UN).post(PATH, MEETING, headers={"idempotency-key": key})
    assert (refused.status_code, codes(refused)) == (400, [("key_too_long", "Idempotency-Key")])


def test_an_answer_with_a_secret_cannot_be_repeated(speak: Speak) -> None:
    refused = speak(Party.UN).post("/api/v1/feeds/", {"name": "Vienna"}, headers=KEY)
    assert (refused.status_code, codes(refused)) == (400, [("key_not_offered", "Idempotency-Key")])
