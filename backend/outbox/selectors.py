"""What the outbox says of itself: numbers, never names or addresses."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from .models import Canary, Message


class Gauge(NamedTuple):
    """One number for /metrics: its name, what it counts, and how to read it."""

    name: str
    meaning: str
    read: Callable[[], float]


def oldest_pending_age() -> float:
    """Seconds for which the oldest due promise has been waiting; 0 where none is due."""
    now = timezone.now()
    due = Message.objects.filter(state=Message.State.PENDING, next_at__lte=now).order_by("next_at").first()
    return seconds_since(due.next_at) if due else 0.0


def given_up() -> int:
    """How many promises were given up and wait for a person."""
    return Message.objects.filter(state=Message.State.FAILED).count()


def canary_age() -> timedelta | None:
    """How long ago a worker last did what beat asked of it; None where it never did."""
    canary = Canary.objects.filter(name="worker").first()
    return timezone.now() - canary.at if canary else None


def seconds_since(moment: datetime) -> float:
    """Seconds from the moment to now, never negative."""
    return max((timezone.now() - moment).total_seconds(), 0.0)


def _canary_seconds() -> float:
    age = canary_age()
    return age.total_seconds() if age is not None else float("inf")


_gauges: list[Gauge] = [
    Gauge("article6_outbox_oldest_seconds", "Age of the oldest promise that is due", oldest_pending_age),
    Gauge("article6_outbox_given_up", "Promises given up: a person must look", given_up),
    Gauge("article6_canary_seconds", "Seconds since beat and a worker last proved to live", _canary_seconds),
]


def register(*gauges: Gauge) -> None:
    """Add a package's own numbers to /metrics."""
    _gauges.extend(gauge for gauge in gauges if gauge not in _gauges)


def gauges() -> tuple[Gauge, ...]:
    """Every registered number."""
    return tuple(_gauges)
