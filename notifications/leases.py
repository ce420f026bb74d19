"""Whose turn a delivery is: the rows of one attempt, each change a compare-and-set on state and lease."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import uuid4

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from .models import Delivery

State = Delivery.State
T = TypeVar("T")
Settled = tuple[Delivery, dict[str, object]]
"""A delivery, and what the outcome of its attempt makes of the row."""

NEEDED = ("lease", "envelope_from", "recipient", "content__mime", "attempts", "created_at")
"""What sending reads of a row."""

_FIELDS = {field.name: field for field in Delivery._meta.fields}
_SETTLE = (
    "UPDATE notifications_delivery SET {changes}, lease = NULL, lease_until = NULL"
    " WHERE id = %s AND lease = %s AND state = 'sending'"
)

LEASE = timedelta(minutes=6)
"""Longer by a batch than clocks of two hosts may differ (five minutes): a fast one takes nothing that is in hand."""

FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
JOURNAL_WAIT = timedelta(minutes=10)
"""How long a copy may take to the journal: only then does its absence say that the mail was not accepted."""

GREYLISTED = {421, 450, 451}
FULL = {452, 552}
PAUSES = (0.0, 0.5, 1.0, 2.0)
"""Seconds before each try to write an outcome down: a database that restarts is back within them."""


def release(now: datetime) -> None:
    """What a dead worker left: nothing handed over is tried again, handed over but unanswered is uncertain."""
    for delivery in Delivery.objects.filter(state=State.SENDING, lease_until__lt=now):
        left: dict[str, object] = {"state": State.PENDING, "next_at": now + delay(0, delivery.attempts)}
        if delivery.called_at:
            words = "The worker stopped after the message was handed over; the server may have it."
            left = {"state": State.UNCERTAIN, "reason": words}
        _mine([delivery]).update(lease=None, lease_until=None, **left)


def retire(now: datetime) -> None:
    """A mail is never sent after a later one of its group was stored: the last word wins."""
    later = Delivery.objects.filter(group_key=OuterRef("group_key"), revision__gt=OuterRef("revision"))
    waiting = Delivery.objects.filter(~asking(now), state__in=(State.PENDING, State.HELD, State.UNCERTAIN))
    for stale in waiting.filter(Exists(later)).only("pk", "state"):
        known = "It may have arrived; a" if stale.state == State.UNCERTAIN else "A"
        reason = f"{known} later mail says it anew."
        Delivery.objects.filter(pk=stale.pk, state=stale.state).update(state=State.SUPERSEDED, reason=reason)


def asking(now: datetime) -> Q:
    """Uncertain, and the journal may still say whether it was accepted."""
    return Q(state=State.UNCERTAIN, journaled=True, called_at__gt=now - 2 * JOURNAL_WAIT)


def ready(now: datetime) -> QuerySet[Delivery]:
    """Due, oldest first; each group strictly in the order of its revisions."""
    unsettled = Q(state__in=(State.PENDING, State.SENDING)) | asking(now)
    earlier = Delivery.objects.filter(unsettled, group_key=OuterRef("group_key"), revision__lt=OuterRef("revision"))
    due = Delivery.objects.filter(state=State.PENDING, next_at__lte=now)
    return due.filter(~Exists(earlier)).order_by("next_at", "pk")


def claim(limit: int, *, now: datetime) -> list[Delivery]:
    """So many of what is due, this worker's now under one lease: of many workers exactly one gets each.

    The attempt is counted even if it kills the process.
    """
    lease = uuid4()
    attempt = {"state": State.SENDING, "lease": lease, "lease_until": now + LEASE, "called_at": None}
    with transaction.atomic():
        chosen = list(ready(now).select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        free = Delivery.objects.filter(pk__in=chosen, state=State.PENDING, next_at__lte=now)
        taken = free.update(attempts=F("attempts") + 1, **attempt) if chosen else 0
    mine = Delivery.objects.filter(state=State.SENDING, lease=lease)
    return list(mine.select_related("content").only(*NEEDED).order_by("next_at", "pk")) if taken else []


def hand_over(
    group: Sequence[Delivery], *, journaled: bool, now: datetime, settled: Sequence[Settled] = ()
) -> set[int]:
    """Note that the server may have these from now on, and in the same commit what became of those before them.

    Returns the row ids that are this worker's: the lease of the others has passed to somebody else.
    """
    return _persistently(lambda: _hand_over(group, journaled, now, settled))


@transaction.atomic
def _hand_over(group: Sequence[Delivery], journaled: bool, now: datetime, settled: Sequence[Settled]) -> set[int]:
    _write(settled)
    mine = _mine(group)
    if mine.update(called_at=now, journaled=journaled, lease_until=now + LEASE) == len(group):
        return {delivery.pk for delivery in group}
    return set(mine.values_list("pk", flat=True))


def write_down(settled: Sequence[Settled]) -> None:
    """What became of attempts, for those whose lease still is this worker's."""
    if settled:
        _persistently(lambda: _write(settled))


@transaction.atomic
def _write(settled: Sequence[Settled]) -> None:
    """Each keeps the server's own words: one statement for all in which the same columns change, run for each row.

    The same with CASE in an UPDATE costs as much as all the rest.
    """
    alike: dict[tuple[str, ...], list[Settled]] = {}
    for one in settled:
        alike.setdefault(tuple(one[1]), []).append(one)
    with connection.cursor() as cursor:
        for names, rows in alike.items():
            changes = ", ".join(f"{name} = %s" for name in names)
            cursor.executemany(_SETTLE.format(changes=changes), [_row(*one) for one in rows])


def _row(delivery: Delivery, change: Mapping[str, object]) -> list[str | int | None]:
    values = {**change, "id": delivery.pk, "lease": delivery.lease}
    return [_FIELDS[name].get_db_prep_value(value, connection) for name, value in values.items()]


def _persistently(act: Callable[[], T]) -> T:
    """An outcome must not be forgotten because the database restarts meanwhile: again, over a new connection."""
    for pause in PAUSES:
        time.sleep(pause)
        try:
            return act()
        except (OperationalError, InterfaceError):
            connection.close()
    return act()


def put_back(claimed: Sequence[Delivery]) -> None:
    """Claimed, but not attempted: somebody else may have them at once."""
    unsent: dict[str, object] = {"state": State.PENDING, "attempts": F("attempts") - 1, "called_at": None}
    if claimed:
        _persistently(lambda: _mine(claimed).update(lease=None, lease_until=None, **unsent))


def leave_in_peace(now: datetime) -> None:
    """The server cannot be reached: nobody knocks again before a while has passed."""
    Delivery.objects.filter(state=State.PENDING, next_at__lte=now).update(next_at=now + delay(0, 1))


def delay(code: int, attempts: int) -> timedelta:
    """How long the next attempt waits: by the kind of refusal, doubled each time, spread by chance."""
    if code in FULL:
        return LONGEST_DELAY
    first = timedelta(minutes=5) if code in GREYLISTED else FIRST_DELAY
    longest: timedelta = min(first * (1 << min(attempts - 1, 10)), LONGEST_DELAY)
    return longest * random.uniform(0.5, 1)  # noqa: S311 - spreads retries, hides nothing


def _mine(claimed: Sequence[Delivery]) -> QuerySet[Delivery]:
    """Those rows of one claim whose lease still is its: a worker that slept too long changes nothing."""
    pks = [delivery.pk for delivery in claimed]
    return Delivery.objects.filter(pk__in=pks, state=State.SENDING, lease=claimed[0].lease if claimed else None)
