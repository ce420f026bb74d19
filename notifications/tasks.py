"""What wakes the sending of mail."""

import logging
from time import monotonic

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from . import deliveries, journal
from .intake import imap
from .intake.services import discard_old

logger = logging.getLogger(__name__)

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


@shared_task
def collect_mail() -> int:
    """Store what the intake mailbox holds. Returns how many mails it held; a silent server is asked again later."""
    if not settings.INBOX_URL:
        return 0
    try:
        return imap.collect(settings.INBOX_URL)
    except imap.UNREACHABLE as error:
        logger.warning("the intake mailbox cannot be read: %s", error)
        return 0


@shared_task
def discard_mail() -> int:
    """Forget received bytes whose time is over. Returns how many."""
    return discard_old(timezone.now())
