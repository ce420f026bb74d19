"""Reading copies. Each query stays inside the scope of its party."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from backend.delegations.selectors import partstat_of
from backend.domain.parties import Party
from backend.invitations.models import Revision
from backend.invitations.services import TOLD as TOLD

from .models import PublicNotice, SharedCopy
from .projection import SharedMeeting, from_document


def received(**filters: object) -> QuerySet[SharedCopy]:
    """The copies that the party in scope may read, by opening date."""
    return SharedCopy.objects.filter(**filters)


def issued(host: Party) -> QuerySet[SharedCopy]:
    """What guests may see of this party's meetings: the very copies they have, nothing behind them."""
    with scopes_disabled():
        return SharedCopy.objects.filter(host=host.value)


def announced() -> QuerySet[PublicNotice]:
    """The public notices of the party in scope."""
    return PublicNotice.objects.all()


def received_with_key(key: UUID | str) -> SharedCopy | None:
    """The copy with this key, or None where the party in scope has none."""
    return SharedCopy.objects.filter(key=key).first()


def shared_meeting(copy: SharedCopy) -> SharedMeeting:
    """The value that the copy holds."""
    return from_document(copy.document)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One invited mailbox as those who carry mail may see it. `id` is what its reply address is signed for."""

    id: int
    kind: str
    address: str
    partstat: str


@dataclass(frozen=True, slots=True)
class Told:
    """A revision as those who carry it may see it. `stamp` is UTC."""

    invitation_id: int
    invitation_key: str
    number: int
    purpose: str
    first_purpose: str
    sequence: int
    stamp: datetime
    answer_again: bool
    shared: Mapping[str, object]
    recipients: tuple[Recipient, ...]


def told(revision_id: int) -> Told:
    """The revision with this row id, and nothing of the rows behind it."""
    revision = Revision.objects.select_related("invitation").get(pk=revision_id)
    first = Revision.objects.get(invitation=revision.invitation, number=0)
    return Told(
        invitation_id=revision.invitation_id,
        invitation_key=str(revision.invitation.key),
        number=revision.number,
        purpose=revision.purpose,
        first_purpose=first.purpose,
        sequence=revision.sequence,
        stamp=revision.stamp,
        answer_again=revision.answer_again,
        shared=revision.shared,
        recipients=tuple(_recipients(revision)),
    )


def _recipients(revision: Revision) -> Iterator[Recipient]:
    for attendee in revision.invitation.attendees.filter(removed_at=None):
        yield Recipient(attendee.pk, attendee.kind, attendee.address, partstat_of(attendee).value)
