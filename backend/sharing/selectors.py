"""Reading copies. Each query stays inside the scope of its party."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from backend.delegations.models import Attendee, Reply
from backend.delegations.selectors import replies_by_attendee
from backend.domain.participation import Partstat
from backend.domain.parties import Party
from backend.invitations.models import Revision
from backend.invitations.services import TOLD as TOLD

from .models import PublicNotice, SharedCopy
from .people import SharedPerson, shared_person
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


def invited_to(attendee: Attendee) -> SharedMeeting:
    """The meeting as the guest of this mailbox's invitation may see it."""
    with scopes_disabled():
        return shared_meeting(SharedCopy.objects.get(invitation_id=attendee.invitation_id))


def shared_meeting(copy: SharedCopy) -> SharedMeeting:
    """The value that the copy holds."""
    return from_document(copy.document)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One invited mailbox as those who carry mail may see it. `id` is what its reply address is signed for.

    `link_version` is what its answer link carries; `partstats` holds what the mailbox answered, by sitting. `person`
    is set for a representative.
    """

    id: int
    kind: str
    address: str
    partstats: Mapping[str, str]
    link_version: int = 0
    person: SharedPerson | None = None


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """One calendar entry of a revision. `act`: request, cancel, decline, or nothing; `again`: its time changed."""

    sitting: str
    uid: str
    sequence: int
    act: str
    live: bool
    starts: str
    ends: str
    zone: str
    changed: tuple[str, ...]
    again: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A revision as those who carry it may see it. `stamp` is UTC."""

    invitation_id: int
    invitation_key: str
    number: int
    purpose: str
    stamp: datetime
    sent_by: str
    shared: Mapping[str, object]
    entries: tuple[ToldEntry, ...]
    recipients: tuple[Recipient, ...]


def told(revision_ids: Sequence[int]) -> list[Told]:
    """The revisions with these row ids, in this order, and nothing of the rows behind them."""
    found = Revision.objects.select_related("invitation").in_bulk(revision_ids)
    revisions = [found[one] for one in revision_ids]
    recipients = _recipients(revisions)
    return [
        Told(
            invitation_id=revision.invitation_id,
            invitation_key=str(revision.invitation.key),
            number=revision.number,
            purpose=revision.purpose,
            stamp=revision.stamp,
            sent_by=revision.sent_by,
            shared=revision.shared,
            entries=tuple(ToldEntry(**(entry | {"changed": tuple(entry["changed"])})) for entry in revision.entries),
            recipients=tuple(recipients(revision)),
        )
        for revision in revisions
    ]


def changes_since(invitation_id: int, told: int, number: int) -> tuple[Mapping[str, str], ...] | None:
    """What changed from revision `told` to revision `number`: old as told then, new as now, nothing that came back.

    None where nothing was told to everybody in between: then the revision's own changes are all there is.
    """
    between = Revision.objects.filter(invitation=invitation_id, attendee=None, number__gt=told, number__lte=number)
    revisions = list(between.order_by("number"))
    if not any(one.number < number for one in revisions):
        return None
    found: dict[str, Mapping[str, str]] = {}
    for change in (change for one in revisions for change in one.changes):
        before = found.get(change["field"], change)
        found[change["field"]] = {**change, "old": before["old"], "new": _joined(before, change)}
    return tuple(change for change in found.values() if change["old"] != change["new"])


def _joined(before: Mapping[str, str], change: Mapping[str, str]) -> str:
    """The new value; numbers of new agenda items are added to those that were told of before."""
    missed = before["new"] if change["field"] == "agenda" and before is not change else ""
    return ", ".join(filter(None, (missed, change["new"])))


def told_as(invitation_id: int, number: int) -> Told:
    """The revision of this invitation with this number."""
    [one] = told([Revision.objects.get(invitation=invitation_id, number=number).pk])
    return one


def _recipients(revisions: Sequence[Revision]) -> Callable[[Revision], Iterator[Recipient]]:
    """What finds the mailboxes that one of these revisions is for, all read at once."""
    invitations = {revision.invitation_id for revision in revisions}
    named = Revision.objects.filter(invitation__in=invitations, purpose=Revision.Purpose.NOMINATE)
    nominated = dict(named.order_by("number").values_list("attendee", "number"))
    replies = replies_by_attendee(invitations)
    invited: dict[int, list[Attendee]] = {}
    for one in Attendee.objects.filter(invitation__in=invitations).select_related("representative__replaces"):
        invited.setdefault(one.invitation_id, []).append(one)

    def of(revision: Revision) -> Iterator[Recipient]:
        for attendee in invited.get(revision.invitation_id, []):
            if _is_for(attendee, revision, nominated.get(attendee.pk, 0)):
                yield _recipient(attendee, revision, replies.get(attendee.pk, {}))

    return of


def _is_for(attendee: Attendee, revision: Revision, nominated: int) -> bool:
    """A revision for all is not for those who were removed, or who were invited after it by a mail of their own."""
    if revision.attendee:
        return attendee.pk == revision.attendee
    late = attendee.kind == Attendee.Kind.COPY and attendee.invited_at > revision.created_at
    return attendee.removed_at is None and not late and nominated <= revision.number


def _recipient(attendee: Attendee, revision: Revision, replies: Mapping[str, Reply]) -> Recipient:
    person, unanswered = getattr(attendee, "representative", None), Partstat.NEEDS_ACTION.value
    sittings = [entry["sitting"] for entry in revision.entries]
    return Recipient(
        id=attendee.pk,
        kind=attendee.kind,
        address=attendee.address,
        link_version=attendee.link_version,
        partstats={one: replies[one].partstat if one in replies else unanswered for one in sittings},
        person=shared_person(person, replies) if person else None,
    )
