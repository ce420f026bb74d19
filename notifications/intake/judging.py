"""What an answer by mail does: applied, confirmed, proposed, or left to a person. One finding for each event."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.delegations.models import Attendee
from backend.delegations.services import NotAnswerable
from backend.domain.errors import DomainError
from backend.domain.invitations import State
from backend.domain.participation import ANSWERS, Channel, Partstat
from backend.sharing.nominations import repeat, repeat_cancellation
from backend.sharing.services import take_answer
from notifications.mail.reading.values import Item, Kind

from .authentication import Alignment
from .confirming import ask_to_confirm
from .ladder import Proof, Step, step
from .subjects import Spoken, spoken, stamp_of

AHEAD = timedelta(days=1)
"""A DTSTAMP further in the future than this would shut out every later answer."""

NEED_NOBODY = frozenset({"applied", "applied_noted", "answered_older_version", "stale", "duplicate", "no_answer",
                         "invitation_repeated", "unproved_stranger"})  # fmt: skip
"""Outcomes after which nobody has to look."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one event of the mail; `outcome` is a stable code, `words` what a refusal said."""

    uid: str
    attendee: str
    partstat: str
    outcome: str
    attendee_id: int | None = None
    invitation_id: int | None = None
    sitting: str = ""
    start: str | None = None
    end: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """Who sent the mail, how well that is proved, and the mailbox whose reply address it came to.

    `retired`: the address is of a key that proves nothing any more.
    """

    sender: str
    single: bool
    aligned: Alignment
    signed: Attendee | None
    retired: bool
    digest: str
    now: datetime


def judge(item: Item, kind: Kind, sent: Sent) -> Finding:
    """Climb the ladder with one item and do what the step allows."""
    who = spoken(item, sent.signed, sent.sender, sent.now)
    outcome, words = _outcome(item, kind, sent, who)
    return Finding(
        uid=item.uid,
        attendee=item.attendee or sent.sender,
        partstat=item.partstat,
        outcome=outcome,
        attendee_id=who.attendee.pk if who.attendee else None,
        invitation_id=who.invitation_id,
        sitting=who.sitting,
        start=item.start,
        end=item.end,
        words=words,
    )


def _outcome(item: Item, kind: Kind, sent: Sent, who: Spoken) -> tuple[str, str]:
    if not sent.single:
        return "several_senders", ""
    taken = step(Proof(sent.signed is not None, who.known, who.who, sent.aligned, who.age))
    if kind is not Kind.REPLY and taken in {Step.STALE, Step.DUPLICATE}:
        taken = step(Proof(sent.signed is not None, who.known, who.who, sent.aligned))
    if taken in {Step.APPLY, Step.APPLY_NOTED} and who.attendee:
        return _apply(item, kind, sent, who, who.attendee, noted=taken is Step.APPLY_NOTED)
    if taken is Step.CONFIRM and who.attendee:
        ask_to_confirm(who.attendee, item.partstat, now=sent.now)
        return "to_confirm", ""
    if taken is Step.KEEP and sent.retired:
        return "key_retired", ""
    return _REFUSED[taken], ""


_REFUSED = {
    Step.APPLY: "unknown_event",
    Step.APPLY_NOTED: "unknown_event",
    Step.CONFIRM: "unproved",
    Step.PROPOSE: "substitute_proposed",
    Step.HOLD: "unproved",
    Step.KEEP: "unproved_stranger",
    Step.STALE: "stale",
    Step.DUPLICATE: "duplicate",
}


def _apply(item: Item, kind: Kind, sent: Sent, who: Spoken, attendee: Attendee, *, noted: bool) -> tuple[str, str]:
    if kind is Kind.COUNTER:
        return "time_proposed", ""
    if kind is Kind.REFRESH:
        return _repeat(attendee, who.sitting, sent)
    if who.ahead:
        return "sequence_ahead", ""
    if stamp_of(item, sent.now) > sent.now + AHEAD:
        return "stamp_ahead", ""
    partstat = Partstat(item.partstat) if item.partstat in set(Partstat) else None
    if partstat is Partstat.NEEDS_ACTION:
        return "no_answer", ""
    if partstat not in ANSWERS and not (partstat is Partstat.DELEGATED and item.delegated_to):
        return "unknown_answer", ""
    return _take(item, sent, who, attendee, partstat=partstat, noted=noted)


def _repeat(attendee: Attendee, sitting: str, sent: Sent) -> tuple[str, str]:
    """RFC 5546 section 3.2.6: the current REQUEST goes out again, or the CANCEL of what was cancelled."""
    invitation = attendee.invitation
    if invitation.state == State.CONCLUDED and not attendee.removed_at:
        repeat_cancellation(attendee, by=sent.sender, now=sent.now)
        return "invitation_repeated", ""
    if invitation.state != State.ISSUED or attendee.removed_at:
        return "not_taken", NotAnswerable(state=invitation.state).message
    repeat(attendee, sitting=sitting, by=sent.sender, now=sent.now)
    return "invitation_repeated", ""


def _take(
    item: Item, sent: Sent, who: Spoken, attendee: Attendee, *, partstat: Partstat, noted: bool
) -> tuple[str, str]:
    try:
        take_answer(
            attendee,
            partstat=partstat,
            by=sent.sender,
            channel=Channel.MAIL,
            now=sent.now,
            comment=item.comment or "",
            sitting=who.sitting,
            sequence=who.sequence,
            stamp=stamp_of(item, sent.now),
            delegated_to=item.delegated_to[0] if partstat is Partstat.DELEGATED else "",
        )
    except DomainError as refusal:
        return "not_taken", refusal.message
    if partstat is Partstat.DELEGATED:
        return "delegated", ", ".join(item.delegated_to)
    if item.start:
        return "time_proposed", ""
    return ("applied_noted" if noted else "applied"), ""
