"""Answering for one mailbox: what it is asked, what it answered, and never in its name by those who invited it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django_scopes import scope

from backend.audit.services import record
from backend.delegations.models import Attendee, Representative
from backend.delegations.selectors import replies_of
from backend.delegations.services import UnknownSitting
from backend.domain.errors import DomainError
from backend.domain.participation import Channel, Partstat
from backend.domain.parties import Party
from backend.domain.plaintext import clean
from backend.invitations.entries import standing_entries

from .nominations import held
from .services import take_answer


class OwnInvitation(DomainError):
    """You are signed in for {host}, which asks here: only the invited answer by this link. Sign out if that is you."""

    code = "own_invitation"


class NotOnPaper(DomainError):
    """By “{channel}” the invited answer themselves. Record only what came by letter or telephone."""

    code = "not_on_paper"


class SourceMissing(DomainError):
    """Say which letter or call it was: its reference or date, and who signed or spoke."""

    code = "source_missing"


ON_PAPER = (Channel.LETTER, Channel.PHONE)
"""How an answer reaches the host that the host's own people write down."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One event in a mailbox's calendar, the meeting as a whole (`sitting` empty) or a sitting, and its answer.

    `starts` and `ends` are wall time in `zone`, or days.
    """

    sitting: str
    starts: str
    ends: str
    zone: str
    partstat: str
    comment: str


def refuse_inviter(host: str, *, reader: Party | None, by: str, subject: str) -> None:
    """Refuse whoever is signed in for the side that invited, and write it into that side's history.

    Raises OwnInvitation.
    """
    if reader is not None and reader.value == host:
        record(party=host, actor=by, action="answer.refused", subject=subject, detail={"reason": OwnInvitation.code})
        raise OwnInvitation(host=host)


def asked_of(attendee: Attendee) -> tuple[Asked, ...]:
    """What this mailbox can answer: the whole first where it holds that, then each of its sittings of several."""
    with scope(party=attendee.owner):
        entries = {str(one["sitting"]): one for one in standing_entries(attendee.invitation) if one["live"]}
        person = Representative.objects.filter(attendee=attendee).first()
        mine = frozenset(person.sittings) if person else frozenset()
        wanted = [number for number in entries if number and (not mine or number in mine)]
        whole = [number for number in held(attendee) if not number]
        replies = replies_of(attendee)
    return tuple(_asked(entries[number], replies.get(number)) for number in [*whole, *wanted] if number in entries)


def _asked(entry: Mapping[str, object], reply: object) -> Asked:
    return Asked(
        sitting=str(entry["sitting"]),
        starts=str(entry["starts"]),
        ends=str(entry["ends"]),
        zone=str(entry["zone"]),
        partstat=getattr(reply, "partstat", Partstat.NEEDS_ACTION.value),
        comment=getattr(reply, "comment", ""),
    )


def answer_by_link(attendee: Attendee, *, sitting: str, partstat: Partstat, comment: str, now: datetime) -> None:
    """Record the answer to one sitting; without one, to the whole, or to each sitting of who holds only those.

    Raises UnknownSitting and what `record_reply` does.
    """
    by, channel = attendee.address, Channel.LINK
    _take(attendee, sitting=sitting, partstat=partstat, comment=comment, by=by, channel=channel, now=now)


def record_answer(
    attendee: Attendee, *, sitting: str, partstat: Partstat, channel: Channel, source: str, by: str, now: datetime
) -> None:
    """Record an answer that reached the host by letter or telephone, in the name of who typed it; `source` says which.

    The guest reads it in its own copy and may answer anew. Raises NotOnPaper, SourceMissing, and as `answer_by_link`.
    """
    if channel not in ON_PAPER:
        raise NotOnPaper(where="channel", channel=channel.value)
    if not clean(source):
        raise SourceMissing(where="source")
    _take(attendee, sitting=sitting, partstat=partstat, comment=source, by=by, channel=channel, now=now)


@transaction.atomic
def _take(
    attendee: Attendee, *, sitting: str, partstat: Partstat, comment: str, by: str, channel: Channel, now: datetime
) -> None:
    numbers = [one.sitting for one in asked_of(attendee)]
    if sitting and sitting not in numbers:
        raise UnknownSitting(where="sitting", sitting=clean(sitting))
    chosen = [sitting] if sitting or "" in numbers else numbers
    for number in chosen or [""]:
        take_answer(attendee, partstat=partstat, comment=comment, sitting=number, by=by, channel=channel, now=now)
