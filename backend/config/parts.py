"""The processes of `article6 up`: started together, watched, and stopped together."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, Self
from urllib.error import URLError
from urllib.request import urlopen

from backend.config import addresses, embedded_broker, lifeline
from backend.config.environment import Environment

PATIENCE = 45.0
MOST_FALLS = 5
"""A part that ends more often within a minute cannot work."""


class PartFailedError(Exception):
    """A part of the product ended or did not answer in time."""


class Parts:
    def __init__(self, environment: Environment) -> None:
        self.folder = environment.data_folder
        self.given_broker = environment.redis_url
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.commands: dict[str, list[str]] = {}
        self.falls: list[float] = []

    def __enter__(self) -> Self:
        self.read_end, self.write_end = os.pipe()
        self.began = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        lifeline.stop({name: child for name, child in self.running.items() if name != "broker"})
        lifeline.stop(self.running)
        os.close(self.write_end)
        os.close(self.read_end)

    def start(self, name: str, command: list[str]) -> None:
        self.commands[name] = command
        log = self.folder / "logs" / f"{name}.log"
        log.parent.mkdir(mode=0o700, exist_ok=True)
        surroundings = {**os.environ, "REMAP_SIGTERM": "SIGQUIT"} if name == "worker" else dict(os.environ)
        self.running[name] = lifeline.start(
            command, name=name, lifeline=self.read_end, environment=surroundings, log=log
        )

    def start_broker(self) -> None:
        """The embedded server, unless REDIS_URL names one; its address is left in the data folder for others."""
        if self.given_broker:
            return
        socket = embedded_broker.socket_path(self.folder)
        socket.unlink(missing_ok=True)
        self.start("broker", embedded_broker.command(socket, self.folder))
        self.wait("broker", socket.exists)
        embedded_broker.leave_address(f"unix://{socket}", self.folder)
        os.environ["REDIS_URL"] = f"unix://{socket}"
        use_broker(f"unix://{socket}", self.folder)

    def wait_for_web(self, url: str) -> None:
        self.wait("web", lambda: answers(f"{url}/healthz"))

    def wait_for_worker(self) -> None:
        """Until a worker has done what beat asked of it since these parts were started."""
        from backend.outbox.selectors import canary_age

        def heard() -> bool:
            age = canary_age()
            return age is not None and age.total_seconds() < time.monotonic() - self.began

        self.wait("worker", heard)

    def wait(self, name: str, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if self.running[name].poll() is not None or time.monotonic() > deadline:
                raise PartFailedError(f"The {name} did not start. {self.last_words(name)}")
            time.sleep(0.05)

    def last_words(self, name: str) -> str:
        log = self.folder / "logs" / f"{name}.log"
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return f"It said: {lines[-1]} (all of it: {log})" if lines else "It said nothing."

    def watch(self, parent: int | None) -> NoReturn:
        """Until somebody stops us, a part cannot go on, or the parent process we follow is gone."""
        while parent is None or parent == os.getppid():
            for name, child in list(self.running.items()):
                if child.poll() is not None:
                    self.start_again(name)
            time.sleep(0.5)
        raise KeyboardInterrupt

    def start_again(self, name: str) -> None:
        """A part was killed, or fell over something that will pass. Raises PartFailedError where it falls and falls."""
        self.falls = [fall for fall in self.falls if time.monotonic() - fall < 60] + [time.monotonic()]
        if len(self.falls) > MOST_FALLS:
            raise PartFailedError(f"The {name} ended. {self.last_words(name)} Everything else was stopped.")
        lifeline.stop({name: self.running[name]})
        sys.stderr.write(f"The {name} ended and is started again. {self.last_words(name)}\n")
        self.start(name, self.commands[name])


def use_broker(url: str, folder: Path) -> None:
    """This process publishes too: point its Celery app at the server that has just started."""
    from django.conf import settings

    from backend.config.celery import app

    address = addresses.broker(url, folder)
    app.conf.update(broker_url=address)
    settings.CELERY_BROKER_URL = address


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:  # noqa: S310 our own loopback address
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
