"""A wake-up is a hint: whatever the broker does, nobody who saves waits for it."""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL, Popen

import pytest
import redis
from celery import current_app
from kombu import pools

from backend.config import embedded_broker
from backend.outbox import broker
from tests.processes import wait_until

TASK = "backend.outbox.tasks.relay"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator["Popen[bytes]"]:
    """A real server that this process publishes to."""
    with tempfile.TemporaryDirectory(prefix="article6-") as folder:
        socket = Path(folder) / "broker.sock"
        process = Popen(embedded_broker.command(socket, Path(folder)), stdout=DEVNULL, start_new_session=True)
        wait_until(socket.exists)
        monkeypatch.setattr(broker._broker, "quiet_until", 0.0)
        monkeypatch.setitem(current_app.conf, "broker_url", f"redis+socket://{socket}")
        yield process
        process.kill()
        process.wait()
        pools.reset()


def seconds_of_a_nudge() -> float:
    began = time.monotonic()
    broker.nudge(TASK)
    return time.monotonic() - began


def left_in_peace() -> bool:
    return broker._broker.quiet_until > time.monotonic()


def test_a_broker_that_answers_is_told(server: "Popen[bytes]") -> None:
    assert (seconds_of_a_nudge() < 1, left_in_peace()) == (True, False)


def test_a_broker_that_hangs_costs_less_than_a_second_and_is_then_left_in_peace(server: "Popen[bytes]") -> None:
    os.killpg(server.pid, signal.SIGSTOP)
    first, second = seconds_of_a_nudge(), seconds_of_a_nudge()
    assert (first < 1, second < 0.1, left_in_peace()) == (True, True, True)


def test_a_broker_that_was_killed_costs_nothing(server: "Popen[bytes]") -> None:
    broker.nudge(TASK)
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    assert (seconds_of_a_nudge() < 1, left_in_peace()) == (True, True)


def test_many_wake_ups_of_one_stretch_of_work_are_one_at_once_and_one_at_its_end(
    server: "Popen[bytes]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker, "SPACING", 60)
    queue = redis.Redis(unix_socket_path=str(current_app.conf.broker_url).removeprefix("redis+socket://"))
    with broker.gathered():
        for _ in range(5):
            broker.nudge(TASK)
        assert queue.llen("celery") == 1
    assert queue.llen("celery") == 2
