"""From a stored delivery to the mail server: claimed, sent outside any transaction, and written down."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django_scopes import scopes_disabled

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.organisations.selectors import placeholder_mailboxes
from backend.outbox.services import nudge

from .mail.transport import Outcome, Result, Transport, transport
from .models import Delivery

State = Delivery.State

CHUNK = 50
LEASE = timedelta(minutes=5)
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=5)
"""RFC 5321 section 4.5.4.1: senders give up after four to five days."""

GREYLISTED = {421, 450, 451}
FULL = {452, 552}
SEND_TASK = "notifications.tasks.send_due"
UNSETTLED = (State.PENDING, State.SENDING, State.UNCERTAIN, State.HELD)


class NotMendable(DomainError):
    """A mail that is {state} cannot be changed by “{action}”."""

    code = "not_mendable"


def queue(*, key: str, group_key: str, revision: int, **content: object) -> Delivery:
    """Store the finished mail once, and supersede what its group still waits to send. Call inside a transaction."""
    known = Delivery.objects.filter(key=key).first()
    if known is not None:
        return known
    older = Delivery.objects.filter(group_key=group_key, revision__lt=revision, state__in=(State.PENDING, State.HELD))
    older.update(state=State.SUPERSEDED, reason=f"Revision {revision} says it anew.")
    now = timezone.now()
    held = held_reason(str(content["recipient"]))
    delivery = Delivery.objects.create(
        key=key,
        group_key=group_key,
        revision=revision,
        state=State.HELD if held else State.PENDING,
        reason=held,
        created_at=now,
        next_at=now,
        **content,
    )
    transaction.on_commit(wake, robust=True)
    return delivery


def held_reason(recipient: str) -> str:
    """Why nothing may be sent to this mailbox through a real mail server, or an empty text."""
    host = urlsplit(settings.EMAIL_URL).hostname or "" if settings.EMAIL_URL else ""
    local = not host or host in {"localhost", "127.0.0.1", "::1"} or host.endswith(".example")
    if local or not (recipient.endswith(".example") or recipient in placeholder_mailboxes()):
        return ""
    return f"{recipient} is a placeholder. Enter the real mailbox of the office, then send again."


def wake() -> None:
    """A hint to the workers; beat finds the row where it is lost."""
    nudge(SEND_TASK)


def send_due(limit: int = CHUNK) -> int:
    """Send what is due over one connection. Returns how many were attempted."""
    with scopes_disabled():
        _release(timezone.now())
        claimed = _claim(limit, now=timezone.now())
        if not claimed:
            return 0
        with transport(settings.EMAIL_URL, settings.MAIL_FOLDER) as line:
            for delivery in claimed:
                _attempt(delivery, line)
        return len(claimed)


def _release(now: datetime) -> None:
    """What a dead worker left: nothing handed over is tried again, handed over but unanswered is uncertain."""
    lost = Delivery.objects.filter(state=State.SENDING, lease_until__lt=now)
    lost.filter(called_at=None).update(state=State.PENDING, lease=None, lease_until=None)
    words = "The worker stopped after the message was handed over; the server may have it."
    lost.filter(called_at__isnull=False).update(state=State.UNCERTAIN, lease=None, lease_until=None, reason=words)


def _claim(limit: int, *, now: datetime) -> list[Delivery]:
    """Compare and set, one row after the other, each group strictly in the order of its revisions."""
    return list(_claimed(_ready(now)[:limit], now))


def _ready(now: datetime) -> QuerySet[Delivery]:
    earlier = Delivery.objects.filter(
        group_key=OuterRef("group_key"), revision__lt=OuterRef("revision"), state__in=UNSETTLED
    )
    due = Delivery.objects.filter(state=State.PENDING, next_at__lte=now)
    return due.filter(~Exists(earlier)).order_by("next_at", "pk")


def _claimed(candidates: QuerySet[Delivery], now: datetime) -> Iterator[Delivery]:
    for delivery in candidates:
        lease = uuid4()
        if Delivery.objects.filter(pk=delivery.pk, state=State.PENDING).update(
            state=State.SENDING, lease=lease, lease_until=now + LEASE, called_at=None, attempts=F("attempts") + 1
        ):
            delivery.lease, delivery.attempts = lease, delivery.attempts + 1
            yield delivery


def _attempt(delivery: Delivery, line: Transport) -> None:
    def before_dot() -> None:
        _mine(delivery.pk, delivery.lease).update(called_at=timezone.now())

    result = line.send(delivery.envelope_from, delivery.recipient, bytes(delivery.mime), before_dot)
    _settle(delivery, result, now=timezone.now())


def _settle(delivery: Delivery, result: Result, *, now: datetime) -> None:
    settled: dict[str, object] = {
        "lease": None,
        "lease_until": None,
        "smtp_reply": f"{result.code} {result.text}"[:2000],
    }
    if result.outcome is Outcome.ACCEPTED:
        settled |= {"state": State.SENT, "sent_at": now, "reason": ""}
    elif result.outcome is Outcome.UNCERTAIN:
        settled |= {"state": State.UNCERTAIN, "reason": result.text}
    elif result.outcome is Outcome.REFUSED or now > delivery.created_at + GIVEN_UP_AFTER:
        settled |= {"state": State.FAILED, "reason": result.text}
    else:
        settled |= {
            "state": State.PENDING,
            "next_at": now + _delay(result.code, delivery.attempts),
            "reason": result.text,
        }
    _mine(delivery.pk, delivery.lease).update(**settled)


def _mine(pk: int, lease: UUID | None) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=pk, lease=lease)


def _delay(code: int, attempts: int) -> timedelta:
    if code in FULL:
        return LONGEST_DELAY
    first = timedelta(minutes=5) if code in GREYLISTED else FIRST_DELAY
    longest: timedelta = min(first * (1 << min(attempts - 1, 10)), LONGEST_DELAY)
    return longest * random.uniform(0.5, 1)  # noqa: S311 - spreads retries, hides nothing


@transaction.atomic
def send_again(delivery: Delivery, *, by: str) -> None:
    """Send the same bytes once more at a person's word. Raises NotMendable for what is on its way or replaced."""
    _mend(delivery, (State.FAILED, State.UNCERTAIN, State.HELD, State.SENT, State.BOUNCED), "send again", by=by,
          state=State.PENDING, next_at=timezone.now(), reason=held_reason(delivery.recipient))  # fmt: skip
    transaction.on_commit(wake, robust=True)


@transaction.atomic
def abort(delivery: Delivery, *, by: str) -> None:
    """Never send it. Raises NotMendable for what is on its way or sent."""
    _mend(delivery, (State.PENDING, State.FAILED, State.UNCERTAIN, State.HELD), "abort", by=by, state=State.ABORTED)


def _mend(delivery: Delivery, allowed: tuple[str, ...], action: str, *, by: str, **change: object) -> None:
    if change.get("reason"):
        change["state"] = State.HELD
    if not Delivery.objects.filter(pk=delivery.pk, state__in=allowed).update(**change):
        raise NotMendable(state=delivery.state, action=action)
    subject = f"delivery:{delivery.pk}"
    record(party=delivery.party, actor=by, action=f"delivery.{action.replace(' ', '_')}", subject=subject, detail={})
