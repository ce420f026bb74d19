"""From a stored delivery to the mail server: claimed, sent outside any transaction, and written down."""

from datetime import datetime, timedelta
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.organisations.selectors import placeholder_mailboxes
from backend.outbox.services import nudge

from . import leases
from .mail.transport import Outcome, Result, Transport, transport
from .models import Delivery

State = Delivery.State

CHUNK = 50
LONGEST = 20.0
"""Seconds after which a batch is ended and the rest put back: a worker's task has an end."""

GIVEN_UP_AFTER = timedelta(days=5)
"""RFC 5321 section 4.5.4.1: senders give up after four to five days."""

SEND_TASK = "notifications.tasks.send_due"


class NotMendable(DomainError):
    """A mail that is {state} cannot be changed by “{action}”."""

    code = "not_mendable"


def queue(*, key: str, group_key: str, revision: int, **content: object) -> Delivery:
    """Store the finished mail once, and supersede what its group still waits to send. Call inside a transaction."""
    with scopes_disabled():
        known = Delivery.objects.filter(key=key).first()
        if known is not None:
            return known
        older = Delivery.objects.filter(group_key=group_key, revision__lt=revision)
        waiting = older.filter(state__in=(State.PENDING, State.HELD))
        waiting.update(state=State.SUPERSEDED, reason=f"Revision {revision} says it anew.")
        held, now = held_reason(str(content["recipient"])), timezone.now()
        state = State.HELD if held else State.PENDING
        named = {"key": key, "group_key": group_key, "revision": revision, **content}
        delivery = Delivery.objects.create(state=state, reason=held, created_at=now, next_at=now, **named)
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
        leases.release(timezone.now())
        leases.retire(timezone.now())
        claimed = leases.claim(list(leases.ready(timezone.now())[:limit]))
        if not claimed:
            return 0
        with transport(settings.EMAIL_URL, settings.MAIL_FOLDER, journal=settings.JOURNAL_ADDRESS) as line:
            return _send(claimed, line)


def _send(claimed: list[Delivery], line: Transport) -> int:
    """One commit for each mail: what became of one is written down with the hand-over of the next."""
    settled: list[leases.Settled] = []
    end, attempted, unreachable = monotonic() + LONGEST, 0, False
    for delivery in claimed:
        if unreachable or monotonic() > end:
            break
        result = _attempt(delivery, line, settled)
        settled.append((delivery, _settled(delivery, result, now=timezone.now())))
        attempted, unreachable = attempted + 1, result.unreachable
    leases.write_down(settled)
    leases.put_back(claimed[attempted:])
    if unreachable:
        leases.leave_in_peace(timezone.now())
    return attempted


def _attempt(delivery: Delivery, line: Transport, settled: list[leases.Settled]) -> Result:
    def before_dot(journaled: bool) -> bool:
        mine = leases.hand_over(delivery, journaled=journaled, now=timezone.now(), settled=settled)
        settled.clear()
        return mine

    return line.send(delivery.envelope_from, delivery.recipient, bytes(delivery.mime), before_dot)


def _settled(delivery: Delivery, result: Result, *, now: datetime) -> dict[str, object]:
    """What the outcome of an attempt makes of the row."""
    if result.outcome is Outcome.ACCEPTED:
        settled: dict[str, object] = {"state": State.SENT, "sent_at": now, "reason": ""}
    elif result.outcome is Outcome.UNCERTAIN:
        settled = {"state": State.UNCERTAIN, "reason": result.text}
    elif result.outcome is Outcome.REFUSED or now > delivery.created_at + GIVEN_UP_AFTER:
        settled = {"state": State.FAILED, "reason": result.text}
    else:
        later = now + leases.delay(result.code, delivery.attempts)
        settled = {"state": State.PENDING, "next_at": later, "reason": result.text}
    return settled | {"smtp_reply": f"{result.code} {result.text}"[:2000]}


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
