"""What notifications does when the outbox tells it something."""

from backend.consultations.reminding import REMINDED
from backend.consultations.services import ASKED
from backend.outbox.services import handles
from backend.sharing.selectors import TOLD
from backend.sharing.services import COPY_CHANGED

from . import consultations, feeds, reminders, services


@handles(TOLD)
def compose_mails(revision_id: int) -> None:
    services.compose(revision_id)


@handles(COPY_CHANGED)
def mark_feeds(copy_id: int) -> None:
    feeds.mark_stale(copy_id)


@handles(ASKED)
def compose_consultation(copy_id: int) -> None:
    consultations.compose(copy_id)


@handles(REMINDED)
def compose_reminder(reminder_id: int) -> None:
    reminders.compose(reminder_id)
