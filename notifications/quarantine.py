"""After a restored copy no mail leaves before a person says so: what was sent since the copy was made is not known."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django_scopes import scopes_disabled

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.parties import Party
from backend.domain.plaintext import clean
from backend.sharing.restoring import rise_above_what_is_lost

from .models import Delivery, Quarantine

State = Delivery.State


class NotInQuarantine(DomainError):
    """There is no quarantine to end: mail may leave. Load the page to see who ended it."""

    code = "not_in_quarantine"


def current() -> Quarantine | None:
    """The quarantine in force, or None."""
    return Quarantine.objects.filter(ended_at=None).first()


def doubt(now: datetime) -> Mapping[str, object]:
    """What is said of each mail that waits: it may have been sent, and the journal may know."""
    reason = "It may have been sent before the copy was restored."
    journaled = bool(settings.JOURNAL_ADDRESS)
    return {"state": State.UNCERTAIN, "called_at": now, "journaled": journaled, "reason": reason}


@transaction.atomic
def begin(*, reason: str, by: str, now: datetime) -> Quarantine:
    """Stop all mail, and lift every SEQUENCE above what may have been told. Begun twice, it is one quarantine."""
    known = current()
    if known is not None:
        return known
    begun = Quarantine.objects.create(begun_at=now, begun_by=clean(by)[:200], reason=clean(reason)[:500])
    with scopes_disabled():
        waiting = Delivery.objects.filter(state__in=(State.PENDING, State.SENDING, State.HELD))
        doubtful = waiting.update(lease=None, lease_until=None, **doubt(now))
    lifted = rise_above_what_is_lost(now=now)
    _write(begun, "quarantine.begun", by=by, reason=begun.reason, mails=doubtful, entries=lifted)
    return begun


@transaction.atomic
def end(*, by: str, now: datetime) -> Quarantine:
    """Let mail leave again, at a person's word. Raises NotInQuarantine."""
    begun = current()
    if begun is None:
        raise NotInQuarantine
    begun.ended_at, begun.ended_by = now, clean(by)[:200]
    begun.save(update_fields=["ended_at", "ended_by"])
    _write(begun, "quarantine.ended", by=by)
    return begun


def _write(quarantine: Quarantine, action: str, *, by: str, **detail: object) -> None:
    """Into the history of both: it is the mail of both that stands still."""
    for party in Party:
        record(party=party.value, actor=by, action=action, subject=f"quarantine:{quarantine.pk}", detail=detail)
