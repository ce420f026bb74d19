"""What holds for every test."""

from pathlib import Path

import pytest
from django.conf import settings


def pytest_configure() -> None:
    """Pages are tested without collected static files: names without digests, and a folder that may be empty."""
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests drain the outbox on purpose; nobody is woken behind their back."""
    from backend.outbox import broker

    monkeypatch.setattr(broker._broker, "quiet_until", float("inf"))
