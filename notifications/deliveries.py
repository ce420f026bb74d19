"""From a stored delivery to the mail server: claimed, sent outside any transaction, and written down."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.organisations.selectors import placeholder_mailboxes
from backend.outbox.services import nudge

from . import leases, quarantine
from .batch import Batch
from .mail.transport import transport
from .models import Content, Delivery
from .withdrawing import withdraw

State = Delivery.State

CHUNK = 100
SEND_TASK = "notifications.tasks.send_due"


class NotMendable(DomainError):
    """A mail that is {state} cannot be changed by “{action}”."""

    code = "not_mendable"


def queue(**content: object) -> Delivery:
    """As `queue_all`, for one mail."""
    [delivery] = queue_all([Delivery(**content)])
    return delivery


def queue_all(mails: Sequence[Delivery]) -> list[Delivery]:
    """Store finished mails once each, and supersede what their groups still wait to send. Call inside a transaction."""
    with scopes_disabled():
        known = {one.key: one for one in Delivery.objects.filter(key__in=[mail.key for mail in mails])}
        new, now = [mail for mail in mails if mail.key not in known], timezone.now()
        for number in {mail.revision for mail in new} - {0}:
            _supersede([mail.group_key for mail in new if mail.revision == number], number)
        held = held_reasons([mail.recipient for mail in new])
        doubt = quarantine.doubt(now) if quarantine.current() else {}
        for mail in new:
            mail.reason = held.get(mail.recipient, "")
            mail.state = State.HELD if mail.reason else State.PENDING
            mail.created_at = mail.next_at = now
            for name, value in doubt.items():
                setattr(mail, name, value)
        Delivery.objects.bulk_create(new)
        Content.objects.bulk_create(mail.content for mail in new)
        if any(mail.method == "CANCEL" for mail in new):
            withdraw(now)
    transaction.on_commit(wake, robust=True)
    return [known.get(mail.key, mail) for mail in mails]


def _supersede(groups: Sequence[str], revision: int) -> None:
    older = Delivery.objects.filter(group_key__in=groups, revision__lt=revision, state__in=(State.PENDING, State.HELD))
    older.update(state=State.SUPERSEDED, reason=f"Revision {revision} says it anew.")


def held_reasons(recipients: Sequence[str]) -> dict[str, str]:
    """Those of these mailboxes to which nothing may be sent through a real mail server, and why."""
    host = urlsplit(settings.EMAIL_URL).hostname or "" if settings.EMAIL_URL else ""
    if not host or host in {"localhost", "127.0.0.1", "::1"} or host.endswith(".example"):
        return {}
    placeholders = placeholder_mailboxes()
    held = [one for one in recipients if one.endswith(".example") or one in placeholders]
    return {one: f"{one} is a placeholder. Enter the real mailbox of the office, then send again." for one in held}


def wake() -> None:
    """A hint to the workers; beat finds the row where it is lost."""
    nudge(SEND_TASK)


def send_due(limit: int = CHUNK) -> int:
    """Send what is due over one connection. Returns how many were attempted: none in quarantine."""
    if quarantine.current():
        return 0
    with scopes_disabled():
        leases.release(timezone.now())
        leases.retire(timezone.now())
        withdraw(timezone.now())
        claimed = leases.claim(limit, now=timezone.now())
        if not claimed:
            return 0
        with transport(settings.EMAIL_URL, settings.MAIL_FOLDER, journal=settings.JOURNAL_ADDRESS) as line:
            return Batch(claimed, line).send()


@transaction.atomic
def send_again(delivery: Delivery, *, by: str) -> None:
    """Send the same bytes once more at a person's word. Raises NotMendable for what is on its way or replaced."""
    reason = held_reasons([delivery.recipient]).get(delivery.recipient, "")
    _mend(delivery, (State.FAILED, State.UNCERTAIN, State.HELD, State.SENT, State.BOUNCED), "send again", by=by,
          state=State.PENDING, next_at=timezone.now(), reason=reason)  # fmt: skip
    transaction.on_commit(wake, robust=True)


@transaction.atomic
def arrived(delivery: Delivery, *, by: str) -> None:
    """A person knows that an uncertain mail was taken: what follows builds on it. Raises NotMendable."""
    moment = delivery.called_at or timezone.now()
    _mend(delivery, (State.UNCERTAIN,), "note that it arrived", by=by, state=State.SENT, sent_at=moment,
          reason="", lease=None)  # fmt: skip


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
