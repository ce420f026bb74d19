"""When an address was used last, and by which program: written beside the answers, never between them."""

import atexit
import logging
from collections.abc import Mapping
from datetime import datetime
from threading import Event, Lock, Thread

from django.db import DatabaseError, connections
from django.utils import timezone

from .models import FeedToken

logger = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds for which uses are collected before they are written."""

MOST = 10_000
"""Uses that are remembered at most; what is more is forgotten, for it is only a courtesy."""


def record(uses: Mapping[int, str], *, now: datetime) -> None:
    """Note for each address (its row id) the program that used it."""
    for token, client in uses.items():
        FeedToken.objects.filter(pk=token).update(last_used_at=now, last_client=client)


class LastUsed:
    """Collects uses in memory and writes them from a thread of its own, which starts with the first one."""

    def __init__(self) -> None:
        self._uses: dict[int, str] = {}
        self._lock = Lock()
        self._wake = Event()
        self._thread: Thread | None = None

    def remember(self, token: int, client: str) -> None:
        """Returns at once."""
        with self._lock:
            if len(self._uses) < MOST:
                self._uses[token] = client
            if self._thread is None:
                self._thread = Thread(target=self._run, name="feeds-last-used", daemon=True)
                self._thread.start()
                atexit.register(self.write)
        self._wake.set()

    def _run(self) -> None:
        pause = Event()
        while self._wake.wait():
            self._wake.clear()
            pause.wait(PAUSE)
            self.write()

    def write(self) -> None:
        """Write what was collected. A database that does not answer costs the note, nothing else."""
        with self._lock:
            uses, self._uses = self._uses, {}
        try:
            if uses:
                record(uses, now=timezone.now())
        except DatabaseError:
            logger.warning("could not note when %s feeds were used last", len(uses))
        finally:
            connections.close_all()
