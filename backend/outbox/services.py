"""Promise inside the transaction, act after it, idempotently."""

import logging
import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from .broker import gathered as gathered
from .broker import nudge as nudge
from .models import Canary, Message

Handler = Callable[[int], object]
Act = Callable[[], object]
Preparation = Callable[[Sequence[int]], Act]

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
MOST_ATTEMPTS = 12
RELAY_TASK = "backend.outbox.tasks.relay"

_handlers: dict[str, list[Handler]] = {}
_preparing: dict[str, list[Preparation]] = {}


class OutsideTransaction(RuntimeError):
    """A promise was posted outside a transaction: it could be kept although what it speaks of was not saved."""


def handles(topic: str) -> Callable[[Handler], Handler]:
    """Register an idempotent function of the subject's row id as a handler of the topic."""

    def register(handler: Handler) -> Handler:
        _handlers.setdefault(topic, []).append(handler)
        return handler

    return register


def prepares(topic: str) -> Callable[[Preparation], Preparation]:
    """Register what is long in reading and short in writing, for many subjects at once.

    It is called before the transaction, while others write; the act that it returns, inside. Both may run twice.
    """

    def register(preparation: Preparation) -> Preparation:
        _preparing.setdefault(topic, []).append(preparation)
        return preparation

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


def relay(limit: int = 8) -> int:
    """Act on due promises, oldest first; where there are more, another worker is woken to help.

    Returns how many were due, whoever claimed them: where another relay was quicker, there may be more.
    """
    now = timezone.now()
    _set_aside(now)
    due = list(_free(now).order_by("next_at", "pk")[:limit])
    if len(due) == limit:
        wake()
    for messages in _together(due):
        if mine := _claim(messages, now=timezone.now()):
            _act(mine)
    return len(due)


def _together(due: Sequence[Message]) -> list[list[Message]]:
    """New promises that are prepared alike are kept together; one that failed, or that a process died of, alone."""
    groups: dict[object, list[Message]] = {}
    for one in due:
        alike = one.topic in _preparing and not one.attempts
        groups.setdefault((one.topic, one.party) if alike else one.pk, []).append(one)
    return list(groups.values())


def _free(now: datetime) -> QuerySet[Message]:
    """Due, and in nobody's hands: never taken, put back, or left by a process that died."""
    nobodys = Q(lease_until=None) | Q(lease_until__lt=now)
    return Message.objects.filter(nobodys, state=Message.State.PENDING, next_at__lte=now)


def _set_aside(now: datetime) -> None:
    """A promise that kills every process that takes it up is given up too."""
    poison = _free(now).filter(attempts__gte=MOST_ATTEMPTS)
    if poison.exists():
        poison.update(state=Message.State.FAILED, last_error="The process died each time it took this up.", lease=None)


def _claim(messages: Sequence[Message], *, now: datetime) -> list[Message]:
    """Compare and set: of many relays exactly one gets each row. The attempt counts even if it kills the process."""
    lease = uuid4()
    for message in messages:
        message.lease, message.attempts = lease, message.attempts + 1
    free = _free(now).filter(pk__in=[message.pk for message in messages])
    if free.update(attempts=F("attempts") + 1, lease=lease, lease_until=now + LEASE) == len(messages):
        return list(messages)
    mine = set(_mine(messages).values_list("pk", flat=True))
    return [message for message in messages if message.pk in mine]


def rehearse(after: int) -> None:
    """Keep every promise posted after this row id at once, in the running transaction, for somebody to count.

    The caller rolls back. Raises what a handler raises, and OutsideTransaction.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("rehearsal")
    while message := Message.objects.filter(pk__gt=after).order_by("pk").first():
        after = message.pk
        with _within(message.party):
            for act in acts([message]):
                act()


def acts(messages: Sequence[Message]) -> list[Act]:
    """What keeping these promises of one topic comes to, prepared as far as can be. Call within their party's scope."""
    topic, subjects = messages[0].topic, [message.subject_id for message in messages]
    prepared = [prepare(subjects) for prepare in _preparing.get(topic, [])]
    return prepared + [partial(handler, one) for one in subjects for handler in _handlers.get(topic, [])]


def take_up_again() -> int:
    """Give every promise that was given up another chance. Returns how many there were."""
    given_up = Message.objects.filter(state=Message.State.FAILED)
    return given_up.update(state=Message.State.PENDING, attempts=0, next_at=timezone.now(), lease_until=None)


def stamp_canary() -> None:
    """Beat asks for this and a worker does it: the stamp proves that both live."""
    Canary.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


def _act(messages: Sequence[Message]) -> None:
    """Keep these promises in one transaction; where that fails, each in one of its own."""
    party = messages[0].party
    try:
        with _within(party):
            acting = acts(messages)
        with transaction.atomic(), _within(party):
            for act in acting:
                act()
            done = {"state": Message.State.DONE, "done_at": timezone.now(), "last_error": ""}
            _mine(messages).update(lease=None, lease_until=None, **done)
    except Exception as error:
        if len(messages) > 1:
            for message in messages:
                _act([message])
            return
        logger.exception("outbox message %s failed", messages[0].pk)
        _put_back(messages[0], error)


def _within(party: str) -> AbstractContextManager[object]:
    within: AbstractContextManager[object] = scope(party=party) if party else scopes_disabled()
    return within


def _mine(messages: Sequence[Message]) -> QuerySet[Message]:
    """Those of one claim that still are its."""
    return Message.objects.filter(pk__in=[message.pk for message in messages], lease=messages[0].lease)


def _put_back(message: Message, error: Exception) -> None:
    given_up = message.attempts >= MOST_ATTEMPTS
    longest = min(FIRST_DELAY * 2 ** (message.attempts - 1), LONGEST_DELAY)
    _mine([message]).update(
        state=Message.State.FAILED if given_up else Message.State.PENDING,
        next_at=timezone.now() + longest * random.uniform(0.5, 1),  # noqa: S311 - spreads retries, hides nothing
        lease=None,
        lease_until=None,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )
