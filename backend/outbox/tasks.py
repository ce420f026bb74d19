"""What a wake-up does. Lost, doubled or late, it changes nothing but the delay."""

from time import monotonic

from celery import shared_task

from . import services

LONGEST = 30.0
"""Seconds after which a run leaves the rest to the next one."""

MOMENT, SMALLEST, LARGEST = 0.1, 8, 64
"""Seconds that a share of the promises should take, so that no worker waits long for another; promises in a share."""


@shared_task
def relay() -> int:
    """Drain what is due. Returns how many promises were looked at."""
    began, share, total = monotonic(), SMALLEST, 0
    end = began + LONGEST
    with services.gathered():
        while began < end and (looked_at := services.relay(share)):
            took, began = monotonic() - began, monotonic()
            share = max(SMALLEST, min(LARGEST, int(share * MOMENT / took)))
            total += looked_at
    return total


@shared_task
def canary() -> None:
    """Stamp the row by which others know that beat and a worker live."""
    services.stamp_canary()
