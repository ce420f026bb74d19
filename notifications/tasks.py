"""What wakes the sending of mail."""

from time import monotonic

from celery import shared_task

from . import deliveries, journal

LONGEST = 30.0
"""Seconds after which a run leaves the rest to the next one."""


@shared_task
def send_due() -> int:
    """Send what is due. Returns how many mails were attempted."""
    end, total = monotonic() + LONGEST, 0
    while monotonic() < end and (sent := deliveries.send_due()):
        total += sent
    return total


@shared_task
def resolve_uncertain() -> int:
    """Ask the journal about mails that may or may not have been accepted. Returns how many were settled."""
    return journal.resolve()
