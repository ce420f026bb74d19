"""What can be wrong with the way mail leaves, for `article6 doctor`."""

import smtplib
import tempfile

from django.conf import settings

from backend.config.checks import Check, first_line
from notifications.gauges import State, count
from notifications.mail.transport import Smtp
from notifications.quarantine import current


def mail() -> Check:
    """The mail server answers, or the folder can be written; with what waits for a person."""
    failed = _smtp(settings.EMAIL_URL) if settings.EMAIL_URL else _folder()
    if failed:
        return failed
    where = "the mail server answers" if settings.EMAIL_URL else f"mails are written to {settings.MAIL_FOLDER}"
    waiting = {state.value: count(state) for state in (State.UNCERTAIN, State.FAILED, State.HELD)}
    named = ", ".join(f"{number} {state}" for state, number in waiting.items() if number)
    if named:
        return Check("mail", True, f"{where}; {named}", "See the page of mails: each says what it waits for.")
    return Check("mail", True, where)


def quarantine() -> Check:
    """Whether mail may leave at all."""
    begun = current()
    if begun is None:
        return Check("quarantine", True, "none: mail may leave")
    remedy = (
        "Look through Mails that need attention, enter again what was changed since the copy was made, then "
        "`article6 quarantine --end --by NAME`, or the button on the page of mails."
    )
    return Check("quarantine", True, f"since {begun.begun_at:%Y-%m-%d %H:%M} UTC no mail leaves", remedy)


def journal() -> Check:
    """Whether an uncertain mail can be looked up before anybody sends it again."""
    if settings.JOURNAL_ADDRESS and not settings.INBOX_URL:
        remedy = "Set INBOX_URL to the account that receives JOURNAL_ADDRESS."
        return Check("journal", True, "copies are sent, but nobody can read them", remedy)
    if settings.JOURNAL_ADDRESS or not settings.EMAIL_URL:
        return Check("journal", True, "in use" if settings.JOURNAL_ADDRESS else "not needed for a folder of mails")
    remedy = "Set JOURNAL_ADDRESS to a mailbox of the account of INBOX_URL."
    return Check("journal", True, "none: a person decides about every uncertain mail", remedy)


def _smtp(url: str) -> Check | None:
    try:
        with Smtp(url) as server:
            server.check()
    except (OSError, smtplib.SMTPException) as reason:
        remedy = "Check EMAIL_URL: host, port, user and password. Mails wait and lose nothing."
        return Check("mail", False, f"the mail server does not answer: {first_line(reason)}", remedy)
    return None


def _folder() -> Check | None:
    try:
        settings.MAIL_FOLDER.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=settings.MAIL_FOLDER).close()
    except OSError as reason:
        remedy = "Make the folder writable, or set EMAIL_URL to a mail server."
        return Check("mail", False, f"{settings.MAIL_FOLDER} cannot be written: {first_line(reason)}", remedy)
    return None
