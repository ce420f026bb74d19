"""The numbers of mail for /metrics: how much waits, how much needs a person. Never an address."""

from django.utils import timezone
from django_scopes import scopes_disabled

from backend.outbox.selectors import Gauge, register, seconds_since

from . import quarantine
from .models import Delivery

State = Delivery.State


def count(state: str) -> int:
    """How many mails of all parties are in this state."""
    with scopes_disabled():
        return Delivery.objects.filter(state=state).count()


def in_force() -> bool:
    """Whether no mail leaves at present."""
    return quarantine.current() is not None


def oldest_due_age() -> float:
    """Seconds for which the oldest mail that is due has been waiting; 0 where none is due."""
    with scopes_disabled():
        due = Delivery.objects.filter(state=State.PENDING, next_at__lte=timezone.now()).order_by("next_at").first()
    return seconds_since(due.next_at) if due else 0.0


register(
    Gauge("article6_mail_oldest_seconds", "Age of the oldest mail that is due", oldest_due_age),
    Gauge(
        "article6_mail_uncertain",
        "Mails of which nobody knows whether they were accepted",
        lambda: count(State.UNCERTAIN),
    ),
    Gauge("article6_quarantine", "1 while no mail leaves after a copy was restored", lambda: float(in_force())),
    Gauge("article6_mail_failed", "Mails refused for good or given up", lambda: count(State.FAILED)),
    Gauge("article6_mail_held", "Mails held back for a real mailbox", lambda: count(State.HELD)),
)
