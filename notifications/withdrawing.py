"""A CANCEL is for an event that stands in a calendar: whoever never had the invitation is sent none."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from backend.audit.services import record

from . import leases
from .models import Delivery

State = Delivery.State

TAKEN = Q(sent_at__isnull=False) | Q(called_at__isnull=False)
"""The mail server had it, or may have had it: an attempt that it refused leaves neither moment."""


@transaction.atomic
def withdraw(now: datetime) -> None:
    """Settle the cancellations that have nothing to cancel, and what they replaced, once that is certain."""
    for one in _empty(now).only("pk", "group_key", "revision", "party", "invitation_id"):
        reason = "Nothing to cancel: this mailbox was never sent the event."
        waiting = Delivery.objects.filter(pk=one.pk, state__in=(State.PENDING, State.HELD))
        if waiting.update(state=State.ABORTED, reason=reason):
            _replaced(one).update(reason="Withdrawn before it was sent.")
            record(party=one.party, actor="article6", action="delivery.withdrawn", subject=f"delivery:{one.pk}",
                   detail={"revision": one.revision})  # fmt: skip


def _empty(now: datetime) -> QuerySet[Delivery]:
    """Cancellations of what was never sent, or never again since it was cancelled; nothing of theirs is on its way.

    One that repeats what was sent, because somebody asked, replaces nothing and goes.
    """
    earlier = Delivery.objects.filter(group_key=OuterRef("group_key"), revision__lt=OuterRef("revision"))
    moving = Q(state__in=(State.PENDING, State.SENDING)) | leases.asking(now)
    gone = Delivery.objects.filter(
        method="CANCEL", state=State.SENT, group_key=OuterRef("group_key"), revision__gt=OuterRef("revision")
    )
    asked = earlier.exclude(method="CANCEL")
    had = asked.filter(TAKEN).exclude(state=State.BOUNCED)
    replaced = asked.filter(~TAKEN, ~Exists(gone))
    waiting = Delivery.objects.filter(method="CANCEL", state__in=(State.PENDING, State.HELD))
    still = waiting.filter(~Exists(earlier.filter(moving)), ~Exists(had.filter(~Exists(gone))))
    return still.filter(~Exists(had) | Exists(replaced))


def _replaced(cancellation: Delivery) -> QuerySet[Delivery]:
    older = Delivery.objects.filter(group_key=cancellation.group_key, revision__lt=cancellation.revision)
    return older.filter(state=State.SUPERSEDED, sent_at=None, called_at=None)
