"""What would be sent if a meeting were kept: everything is done as always, counted, and rolled back."""

from datetime import datetime

from django.apps import apps
from django.db import transaction
from django_scopes import scopes_disabled

from backend.interchange.record import MeetingRecord
from backend.interchange.services import keep_meeting
from backend.outbox.models import Message
from backend.outbox.services import rehearse

DELIVERY = "notifications.Delivery"


def mails_for(record: MeetingRecord, *, by: str, now: datetime) -> int:
    """How many mails keeping this meeting would send. Raises Invalid where it would be refused."""
    mails = apps.get_model(DELIVERY)
    with transaction.atomic(), scopes_disabled():
        newest = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        before = mails.objects.count()
        keep_meeting(record, by=by, now=now)
        rehearse(newest)
        count: int = mails.objects.count() - before
        transaction.set_rollback(True)
    return count
