"""Promise inside the transaction, act after it, idempotently."""

import logging
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from time import monotonic
from uuid import uuid4

from celery import current_app
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from kombu.exceptions import OperationalError

from .models import Message

Handler = Callable[[int], object]

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
MOST_ATTEMPTS = 12
RELAY_TASK = "backend.outbox.tasks.relay"

QUIET = 30.0


class _Broker:
    """What this process knows of the broker: until when, by the monotonic clock, it is left in peace."""

    quiet_until = 0.0


_broker = _Broker()
_handlers: dict[str, list[Handler]] = {}


class OutsideTransaction(RuntimeError):
    """A promise was posted outside a transaction: it could be kept although what it speaks of was not saved."""


def handles(topic: str) -> Callable[[Handler], Handler]:
    """Register an idempotent function of the subject's row id as a handler of the topic."""

    def register(handler: Handler) -> Handler:
        _handlers.setdefault(topic, []).append(handler)
        return handler

    return register


def post(topic: str, subject_id: int, *, party: str = "", not_before: datetime | None = None) -> Message:
    """Leave a promise in the running transaction; its commit wakes the relay. Raises OutsideTransaction."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(topic)
    now = timezone.now()
    message = Message.objects.create(
        topic=topic, subject_id=subject_id, party=party, next_at=not_before or now, created_at=now
    )
    transaction.on_commit(wake, robust=True)
    return message


def wake() -> None:
    """A hint to the workers. Lost hints cost only time: beat's relay finds the row anyway."""
    nudge(RELAY_TASK)


def nudge(task: str) -> None:
    """Ask a worker to run the task now; without a broker nothing happens, and nothing is lost.

    After a failure nobody waits for the broker again for QUIET seconds.
    """
    if monotonic() < _broker.quiet_until:
        return
    try:
        current_app.tasks[task].apply_async(retry=False, expires=30)
    except OperationalError as error:
        _broker.quiet_until = monotonic() + QUIET
        logger.warning("no broker to wake %s: %s", task, error)


def relay(limit: int = 100) -> int:
    """Act on due promises, oldest first. Returns how many were claimed, done or not."""
    now = timezone.now()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    due = Message.objects.filter(free, state=Message.State.PENDING, next_at__lte=now)
    claimed = 0
    for message in due.order_by("next_at", "pk")[:limit]:
        if _claim(message, now=timezone.now()):
            claimed += 1
            _act(message)
    return claimed


def _claim(message: Message, *, now: datetime) -> bool:
    """Compare and set: of many relays exactly one gets the row. The attempt counts even if it kills the process."""
    lease = uuid4()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    updated = Message.objects.filter(free, pk=message.pk, state=Message.State.PENDING).update(
        lease=lease, lease_until=now + LEASE, attempts=F("attempts") + 1
    )
    message.lease = lease
    message.attempts += 1
    return updated == 1


def _act(message: Message) -> None:
    try:
        with transaction.atomic(), _within(message.party):
            for handler in _handlers.get(message.topic, []):
                handler(message.subject_id)
            _mine(message).update(
                state=Message.State.DONE, done_at=timezone.now(), lease=None, lease_until=None, last_error=""
            )
    except Exception as error:
        logger.exception("outbox message %s failed", message.pk)
        _put_back(message, error)


def _within(party: str) -> AbstractContextManager[object]:
    within: AbstractContextManager[object] = scope(party=party) if party else scopes_disabled()
    return within


def _mine(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(pk=message.pk, lease=message.lease)


def _put_back(message: Message, error: Exception) -> None:
    given_up = message.attempts >= MOST_ATTEMPTS
    longest = min(FIRST_DELAY * 2 ** (message.attempts - 1), LONGEST_DELAY)
    _mine(message).update(
        state=Message.State.FAILED if given_up else Message.State.PENDING,
        next_at=timezone.now() + longest * random.uniform(0.5, 1),  # noqa: S311 - spreads retries, hides nothing
        lease=None,
        lease_until=None,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )
