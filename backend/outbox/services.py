"""Promise inside the transaction, act after it, idempotently."""

import logging
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from .broker import nudge as nudge
from .models import Canary, Message

Handler = Callable[[int], object]

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
MOST_ATTEMPTS = 12
RELAY_TASK = "backend.outbox.tasks.relay"

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


def relay(limit: int = 100) -> int:
    """Act on due promises, oldest first. Returns how many were claimed, done or not."""
    now = timezone.now()
    _set_aside(now)
    claimed = 0
    for message in _free(now).order_by("next_at", "pk")[:limit]:
        if _claim(message, now=timezone.now()):
            claimed += 1
            _act(message)
    return claimed


def _free(now: datetime) -> QuerySet[Message]:
    """Due, and in nobody's hands: never taken, put back, or left by a process that died."""
    nobodys = Q(lease_until=None) | Q(lease_until__lt=now)
    return Message.objects.filter(nobodys, state=Message.State.PENDING, next_at__lte=now)


def _set_aside(now: datetime) -> None:
    """A promise that kills every process that takes it up is given up too."""
    poison = _free(now).filter(attempts__gte=MOST_ATTEMPTS)
    if poison.exists():
        poison.update(state=Message.State.FAILED, last_error="The process died each time it took this up.", lease=None)


def _claim(message: Message, *, now: datetime) -> bool:
    """Compare and set: of many relays exactly one gets the row. The attempt counts even if it kills the process."""
    message.lease, message.attempts = uuid4(), message.attempts + 1
    taken = {"lease": message.lease, "lease_until": now + LEASE}
    return _free(now).filter(pk=message.pk).update(attempts=F("attempts") + 1, **taken) == 1


def rehearse(after: int) -> None:
    """Keep every promise posted after this row id at once, in the running transaction, for somebody to count.

    The caller rolls back. Raises what a handler raises, and OutsideTransaction.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("rehearsal")
    while message := Message.objects.filter(pk__gt=after).order_by("pk").first():
        after = message.pk
        with _within(message.party):
            for handler in _handlers.get(message.topic, []):
                handler(message.subject_id)


def take_up_again() -> int:
    """Give every promise that was given up another chance. Returns how many there were."""
    given_up = Message.objects.filter(state=Message.State.FAILED)
    return given_up.update(state=Message.State.PENDING, attempts=0, next_at=timezone.now(), lease_until=None)


def stamp_canary() -> None:
    """Beat asks for this and a worker does it: the stamp proves that both live."""
    Canary.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


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
