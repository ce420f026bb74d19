"""What holds for every test."""

import pytest


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests drain the outbox on purpose; nobody is woken behind their back."""
    from backend.outbox import services

    monkeypatch.setattr(services._broker, "quiet_until", float("inf"))
