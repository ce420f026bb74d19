"""One program that runs away is told to wait; nobody else is."""

import pytest
import time_machine
from django.core.cache import cache
from django.test import override_settings

from backend.domain.parties import Party
from tests.api.conftest import Speak

pytestmark = pytest.mark.django_db


def test_who_asks_too_often_is_told_when_to_come_back(speak: Speak) -> None:
    cache.clear()
    mine, other = speak(Party.UN), speak(Party.INTERPOL)
    with (
        override_settings(API_RATES={"reading": 2, "writing": 1}),
        time_machine.travel("2027-01-11T04:17:20Z", tick=False) as clock,  # a minute in which no other test counts
    ):
        assert [mine.get("/api/v1/meetings/").status_code for _ in range(3)] == [200, 200, 429]
        refused = mine.get("/api/v1/me/")
        [problem] = refused.json()["errors"]
        assert (refused["Retry-After"], problem["code"], "2 times a minute" in problem["detail"]) == (
            "40",
            "throttled",
            True,
        )
        assert [mine.post("/api/v1/evaluate/", {}).status_code for _ in range(2)] == [400, 429]
        assert other.get("/api/v1/me/").status_code == 200
        clock.shift(40)
        assert mine.get("/api/v1/me/").status_code == 200
