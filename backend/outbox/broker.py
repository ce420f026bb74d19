"""The alarm clock: a message to the workers that only says “look”. It may be lost, doubled or late."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from time import monotonic

from celery import current_app
from kombu import Connection, pools
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

QUIET = 30.0
"""Seconds for which a broker that failed is left in peace; beat finds what is due meanwhile."""

PATIENCE = 0.4
"""Seconds a person's click may wait for the broker to connect or to answer: a hung one costs less than one second."""


SPACING = 0.3
"""Seconds between two wake-ups of one task while promises are kept one after the other."""


class _Broker:
    """What this process knows of the broker: until when, by the monotonic clock, it is left in peace."""

    quiet_until = 0.0


class _Gathering:
    """The wake-ups of one stretch of work: when each task may be woken again, and which were asked for before that."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}
        self.owed: set[str] = set()

    def keeps(self, task: str) -> bool:
        """Whether this wake-up waits for the end of the stretch."""
        if monotonic() < self._next.get(task, 0.0):
            self.owed.add(task)
            return True
        self._next[task] = monotonic() + SPACING
        self.owed.discard(task)
        return False


_broker = _Broker()
_gathering: ContextVar[_Gathering | None] = ContextVar("gathering", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """Within the block a task is woken at once and then every SPACING at most, and at the end where it is owed."""
    gathering = _Gathering()
    token = _gathering.set(gathering)
    try:
        yield
    finally:
        _gathering.reset(token)
        for task in gathering.owed:
            nudge(task)


def nudge(task: str) -> None:
    """Ask a worker to run the task now; without a broker nothing happens, and nothing is lost."""
    gathering = _gathering.get()
    if monotonic() < _broker.quiet_until or (gathering and gathering.keeps(task)):
        return
    try:
        with pools.producers[impatient(str(current_app.conf.broker_url))].acquire(block=True, timeout=PATIENCE) as one:
            current_app.tasks[task].apply_async(producer=one, retry=False, expires=30)
    except (OperationalError, OSError) as error:
        _broker.quiet_until = monotonic() + QUIET
        logger.warning("no broker to wake %s: %s", task, error)


@cache
def impatient(url: str) -> Connection:
    """A connection that gives up soon: Redis that hangs must not hang the web."""
    options = dict(current_app.conf.broker_transport_options)
    options |= {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "max_retries": 0}
    return Connection(url, transport_options=options)
