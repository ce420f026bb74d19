"""Deciding again what a changed register touches: future meetings only, and only those."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scopes_disabled

from backend.domain.meetings import Status
from backend.invitations.services import DECIDED
from backend.meetings.models import Meeting
from backend.outbox.services import post

AHEAD = (Status.DRAFT, Status.PUBLISHED, Status.POSTPONED)


def body_changed(body_id: int, *, now: datetime) -> int:
    """The rule of a body changed: its meetings that lie ahead are decided again. Returns how many."""
    with scopes_disabled():
        return _promise(_ahead(now).filter(body_id=body_id))


def agreement_changed(*, now: datetime) -> int:
    """The dates of the Agreement changed: every meeting that lies ahead is decided again. Returns how many."""
    with scopes_disabled():
        return _promise(_ahead(now))


def _ahead(now: datetime) -> QuerySet[Meeting]:
    return Meeting.objects.filter(ends_on__gte=now.date(), status__in=AHEAD)


@transaction.atomic
def _promise(meetings: QuerySet[Meeting]) -> int:
    touched = list(meetings.values_list("pk", "owner"))
    for pk, owner in touched:
        post(DECIDED, pk, party=owner)
    return len(touched)
