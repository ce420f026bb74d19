"""Answering for one mailbox: what it is asked, what it answered, and never by those who invited it."""

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
from backend.invitations.entries import standing_entries

from .nominations import held
from .services import take_answer


class OwnInvitation(DomainError):
    """You are signed in for {host}, which asks here: only the invited answer by this link. Sign out if that is you."""

    code = "own_invitation"


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


@transaction.atomic
def answer_by_link(attendee: Attendee, *, sitting: str, partstat: Partstat, comment: str, now: datetime) -> None:
    """Record the answer to one sitting; without one, to the whole, or to each sitting of who holds only those.

    Raises UnknownSitting and what `record_reply` does.
    """
    numbers = [one.sitting for one in asked_of(attendee)]
    chosen = [sitting] if sitting or "" in numbers else numbers
    if sitting and sitting not in numbers:
        raise UnknownSitting(where="sitting", sitting=sitting)
    for number in chosen or [""]:
        take_answer(
            attendee,
            partstat=partstat,
            comment=comment,
            sitting=number,
            by=attendee.address,
            channel=Channel.LINK,
            now=now,
        )
