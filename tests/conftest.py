"""What holds for every test."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.conf import settings

if TYPE_CHECKING:
    from tests.factories.world import World


def pytest_configure() -> None:
    """Pages are tested without collected static files: names without digests, and a folder that may be empty.

    Passwords of tests are worth no half second of hashing each, and a test client, which loads the middleware anew, no
    look at every static file.
    """
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    settings.API_RATES = dict.fromkeys(settings.API_RATES, 10**9)
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests drain the outbox on purpose; nobody is woken behind their back."""
    from backend.outbox import broker

    monkeypatch.setattr(broker._broker, "quiet_until", float("inf"))


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The moment of the world of tests/factories/world.py; it stands still unless it is shifted."""
    from tests.factories.world import NOW

    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(db: None, clock: time_machine.Traveller) -> "World":
    """Both parties at work: one of everything that a party can own."""
    from tests.factories.world import build

    return build(clock)
