"""The alarm clock: a message to the workers that only says “look”. It may be lost, doubled or late."""

import logging
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


class _Broker:
    """What this process knows of the broker: until when, by the monotonic clock, it is left in peace."""

    quiet_until = 0.0


_broker = _Broker()


def nudge(task: str) -> None:
    """Ask a worker to run the task now; without a broker nothing happens, and nothing is lost."""
    if monotonic() < _broker.quiet_until:
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
