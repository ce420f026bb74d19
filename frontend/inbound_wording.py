"""What received mails are set aside for, and what a person can do: one pair of sentences for each stable code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

STATES: Mapping[str, Words] = {
    "received": _("waits to be read"),
    "applied": _("recorded"),
    "kept": _("needs nobody"),
    "set_aside": _("set aside"),
    "settled": _("settled"),
}
LOOK: Words = _("Read the mail. If it is an answer, record it for the mailbox it comes from; if not, put it away.")
ASK: Words = _("Ask the invited mailbox with a new answer link, or record the answer if you know that it is genuine.")

REASONS: Mapping[str, tuple[Words, Words]] = {
    "to_confirm": (
        _("The mail bears the address of an invited mailbox, but our mail server did not prove that it sent it."),
        _("The invited mailbox was asked to confirm by a link. Nothing is recorded until it does."),
    ),
    "substitute_proposed": (
        _("Somebody who was not invited answers: the invitation was passed on."),
        _("Ask the guest whether this person is sent instead; only the guest's secretariat nominates."),
    ),
    "unproved": (_("It is not proved that an invited mailbox sent this answer for itself."), ASK),
    "key_retired": (_("It came to an address that was signed with a key of former times, which proves nothing."), ASK),
    "several_senders": (_("The mail names several senders."), ASK),
    "time_proposed": (
        _("Another time is proposed."),
        _("Change the meeting if you agree: everybody is told. Otherwise decline the proposal, and the proposer is."),
    ),
    "delegated": (
        _("The invitation was delegated to somebody else."),
        _("The guest's secretariat nominates the delegate, or the answer stays as it is."),
    ),
    "not_taken": (_("The answer could not be recorded."), LOOK),
    "unknown_answer": (_("It gives an answer that an invitation does not know."), LOOK),
    "not_an_answer": (_("It carries an invitation instead of an answer."), LOOK),
    "sequence_ahead": (_("It answers a version of the invitation that was never sent."), ASK),
    "stamp_ahead": (_("It is dated in the future and would shut out every later answer."), ASK),
    "stopped_the_reader": (
        _("Reading it stopped the reader several times."),
        _("Do not open it in a mail program. Ask the sender to answer by the link, and put it away."),
    ),
    "words_only": (_("It is written in words, without a calendar."), LOOK),
    "forwarded": (_("The answer is inside a forwarded message."), LOOK),
    "winmail": (_("The answer is in Outlook's own format (winmail.dat), which cannot be read."), ASK),
    "encrypted": (_("The mail is encrypted."), ASK),
    "unreadable_calendar": (_("The calendar in it cannot be read."), LOOK),
    "calendars_disagree": (_("Its calendars contradict one another."), ASK),
    "unknown_time_zone": (_("A time is proposed in a time zone that cannot be told."), LOOK),
    "delivery_failed": (
        _("A mail could not be delivered, and it is not known which one."),
        _("Look under Mails for the recipient, correct the mailbox, and send again."),
    ),
}
OTHERWISE: tuple[Words, Words] = (_("It could not be understood as an answer."), LOOK)


def explained(reason: str) -> tuple[str, str]:
    """Why the mail is here, and what can be done about it."""
    why, remedy = REASONS.get(reason, OTHERWISE)
    return str(why), str(remedy)
