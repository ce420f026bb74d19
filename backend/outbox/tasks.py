"""What a wake-up does. Lost, doubled or late, it changes nothing but the delay."""

from time import monotonic

from celery import shared_task

from . import services

LONGEST = 30.0
"""Seconds after which a run leaves the rest to the next one."""


@shared_task
def relay() -> int:
    """Drain what is due. Returns how many promises were looked at."""
    end, total = monotonic() + LONGEST, 0
    with services.gathered():
        while monotonic() < end and (claimed := services.relay()):
            total += claimed
    return total


@shared_task
def canary() -> None:
    """Stamp the row by which others know that beat and a worker live."""
    services.stamp_canary()
