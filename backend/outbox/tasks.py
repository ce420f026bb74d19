"""What a wake-up does. Lost, doubled or late, it changes nothing but the delay."""

from time import monotonic, process_time

from celery import shared_task

from . import services

LONGEST = 30.0
"""Seconds after which a run leaves the rest to the next one."""

MOMENT, SMALLEST, LARGEST = 0.1, 8, 64
"""Seconds of processor time for a share of the promises, so that no worker waits long for another; their number."""


@shared_task
def relay() -> int:
    """Drain what is due. Returns how many promises were looked at."""
    end, share, total = monotonic() + LONGEST, SMALLEST, 0
    with services.gathered():
        used = process_time()
        while monotonic() < end and (looked_at := services.relay(share)):
            took, used = max(process_time() - used, 1e-3), process_time()
            share = max(SMALLEST, min(LARGEST, int(share * MOMENT / took)))
            total += looked_at
    return total


@shared_task
def canary() -> None:
    """Stamp the row by which others know that beat and a worker live."""
    services.stamp_canary()
