"""What notifications does when the outbox tells it something."""

from collections.abc import Sequence
from functools import partial

from backend.accounts.administration import INVITED
from backend.accounts.passwords import RESET_ASKED
from backend.consultations.reminding import REMINDED
from backend.consultations.services import ASKED
from backend.outbox.services import Act, handles, prepares
from backend.sharing.announcements import NOTICE_CHANGED
from backend.sharing.selectors import TOLD
from backend.sharing.services import COPY_CHANGED

from . import consultations, reminders, resets, services
from .deliveries import queue_all
from .feeds.keeping import copy_changed, notice_changed
from .intake.services import take_up
from .intake.storing import RECEIVED


@prepares(TOLD)
def compose_mails(revision_ids: Sequence[int]) -> Act:
    return partial(queue_all, services.mails(revision_ids))


@handles(RECEIVED)
def read_mail(message_id: int) -> None:
    take_up(message_id)


@handles(COPY_CHANGED)
def mark_feeds(copy_id: int) -> None:
    copy_changed(copy_id)


@handles(NOTICE_CHANGED)
def mark_public_feeds(notice_id: int) -> None:
    notice_changed(notice_id)


@handles(ASKED)
def compose_consultation(copy_id: int) -> None:
    consultations.compose(copy_id)


@handles(REMINDED)
def compose_reminder(reminder_id: int) -> None:
    reminders.compose(reminder_id)


@handles(RESET_ASKED)
def send_reset(user_id: int) -> None:
    resets.send(user_id)


@handles(INVITED)
def send_welcome(user_id: int) -> None:
    resets.send(user_id, welcome=True)
