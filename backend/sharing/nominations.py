"""Taking the guest's nominations across to the host, and inviting each person named."""

from datetime import datetime

from django.db import transaction
from django_scopes import scope

from backend.delegations import nominations
from backend.delegations.models import Attendee, Representative
from backend.delegations.nominations import Corrections, Nominee, checked
from backend.domain.participation import Wanted
from backend.invitations.entries import keep_later, standing_entries
from backend.invitations.models import Invitation, Revision
from backend.invitations.services import cut

from .models import SharedCopy
from .project import project
from .services import rewrite, sign, spokesman


@transaction.atomic
def nominate(copy: SharedCopy, nominee: Nominee, *, by: str, now: datetime) -> Representative:
    """Nominate a person and promise their own invitation. Raises what `nominations.nominate` does: nothing left."""
    with scope(party=copy.host):
        invitation, office = locked(copy.invitation_id), spokesman(copy)
        person = nominations.nominate(invitation, _checked(invitation, nominee), by=office, now=now)
        _invite(person, invitation, by=office, now=now)
        rewrite(invitation, now=now)
    sign(copy, "received.nominated", by=by, detail={"person": person.pk})
    return person


@transaction.atomic
def substitute(
    copy: SharedCopy, person_id: int, nominee: Nominee, *, reason: str, by: str, now: datetime
) -> Representative:
    """Somebody else instead: the former is told, the new one invited, and both names stay on record."""
    with scope(party=copy.host):
        invitation, office = locked(copy.invitation_id), spokesman(copy)
        former = person_of(invitation, person_id)
        new = _checked(invitation, nominee)
        _remove(former, invitation, reason=reason, by=office, now=now)
        person = nominations.nominate(invitation, new, by=office, now=now, replaces=former)
        _invite(person, invitation, by=office, now=now)
        rewrite(invitation, now=now)
    sign(copy, "received.substituted", by=by, detail={"person": person.pk, "former": person_id})
    return person


@transaction.atomic
def remove(copy: SharedCopy, person_id: int, *, reason: str, by: str, now: datetime) -> None:
    """Take a person out of the delegation and out of their calendar. Raises NotNominated."""
    with scope(party=copy.host):
        invitation = locked(copy.invitation_id)
        _remove(person_of(invitation, person_id), invitation, reason=reason, by=spokesman(copy), now=now)
        rewrite(invitation, now=now)
    sign(copy, "received.removed", by=by, detail={"person": person_id})


@transaction.atomic
def amend(copy: SharedCopy, person_id: int, corrections: Corrections, *, by: str, now: datetime) -> Representative:
    """Correct a person's record in place; a mail leaves only where something else stands in the calendar then.

    Raises what `nominations.amend` does.
    """
    with scope(party=copy.host):
        invitation, office = locked(copy.invitation_id), spokesman(copy)
        person = person_of(invitation, person_id)
        before = held(person.attendee)
        nominations.amend(person, corrections, open_sittings=_open_sittings(invitation), by=office)
        _reassign(person, invitation, before, by=office, now=now)
        rewrite(invitation, now=now)
    sign(copy, "received.amended", by=by, detail={"person": person_id})
    return person


def uninvite(attendee: Attendee, *, by: str, now: datetime) -> Revision:
    """Cancel at this mailbox alone what stands in its calendar (RFC 5546 section 3.2.5)."""
    invitation = attendee.invitation
    return cut_for(attendee, Revision.Purpose.REMOVE, held(attendee), invitation=invitation, by=by, now=now)


@transaction.atomic
def repeat(attendee: Attendee, *, sitting: str = "", by: str, now: datetime) -> Revision:
    """Answer a REFRESH: the current REQUEST again, with its SEQUENCE and a new DTSTAMP (RFC 5546 section 3.2.6).

    A sitting that closed is cancelled once more. Who asks for what never stood in this calendar gets what stands there.
    """
    invitation, standing = attendee.invitation, held(attendee)
    if sitting in standing:
        return cut_for(attendee, Revision.Purpose.REPEAT, (sitting,), invitation=invitation, by=by, now=now)
    if sitting and standing != ("",) and not _live(invitation, sitting):
        return _cancel_again(attendee, (sitting,), Revision.Purpose.UPDATE, by=by, now=now)
    return cut_for(attendee, Revision.Purpose.REPEAT, standing, invitation=invitation, by=by, now=now)


@transaction.atomic
def repeat_cancellation(attendee: Attendee, *, by: str, now: datetime) -> Revision:
    """The same, where the meeting was cancelled: its CANCEL with a new DTSTAMP."""
    person = Representative.objects.filter(attendee=attendee).first()
    numbers = [str(entry["sitting"]) for entry in standing_entries(attendee.invitation)]
    named = [one for one in numbers if person and one and (not person.sittings or one in person.sittings)]
    cancelled = tuple(named) if person and person.wants == Wanted.SITTINGS.value else ("",)
    return _cancel_again(attendee, cancelled, Revision.Purpose.CANCEL, by=by, now=now)


def _live(invitation: Invitation, sitting: str) -> bool:
    return any(entry["live"] for entry in standing_entries(invitation) if entry["sitting"] == sitting)


def _cancel_again(attendee: Attendee, sittings: tuple[str, ...], purpose: str, *, by: str, now: datetime) -> Revision:
    invitation = attendee.invitation
    entries = [
        entry | {"act": "cancel" if entry["sitting"] in sittings else ""} for entry in standing_entries(invitation)
    ]
    shared = project(invitation).document()
    return cut(invitation, purpose, shared=shared, entries=entries, attendee=attendee.pk, by=by, now=now)


@transaction.atomic
def decline_counter(attendee: Attendee, *, sitting: str = "", by: str, now: datetime) -> Revision:
    """Answer a counter-proposal with no: the event stays as it is (RFC 5546 section 3.2.8)."""
    return cut_for(attendee, Revision.Purpose.KEEP, (sitting,), invitation=attendee.invitation, by=by, now=now)


def held(attendee: Attendee) -> tuple[str, ...]:
    """What stands in this mailbox's calendar: the meeting as a whole (“”), or the sittings the person wants."""
    person = Representative.objects.filter(attendee=attendee).first()
    if person is None or person.wants == Wanted.BANNER.value:
        return ("",)
    live = [str(e["sitting"]) for e in standing_entries(attendee.invitation) if e["live"] and e["sitting"]]
    return tuple(number for number in live if not person.sittings or number in person.sittings)


def locked(invitation_id: int) -> Invitation:
    """The invitation, until the end of the transaction nobody else's to change."""
    return (
        Invitation.objects.select_for_update(of=("self",)).select_related("meeting", "decision").get(pk=invitation_id)
    )


def person_of(invitation: Invitation, person_id: int) -> Representative:
    """The representative with this row id in the invitation's delegation. Raises NotNominated."""
    found = Representative.objects.select_related("attendee", "delegation").filter(
        pk=person_id, delegation__invitation=invitation
    )
    person = found.first()
    if person is None:
        raise nominations.NotNominated(name=str(person_id))
    return person


def _checked(invitation: Invitation, nominee: Nominee) -> Nominee:
    return checked(nominee, open_sittings=_open_sittings(invitation))


def _open_sittings(invitation: Invitation) -> list[str]:
    return [sitting.number for sitting in project(invitation).sittings if sitting.open]


def _reassign(
    person: Representative, invitation: Invitation, before: tuple[str, ...], *, by: str, now: datetime
) -> None:
    """Cancel at this mailbox what leaves its calendar, and invite to what comes into it."""
    after = held(person.attendee)
    left, new = set(before) - set(after), set(after) - set(before)
    if not left | new:
        return
    keep_later(invitation, tuple(new & _cancelled_at(person.attendee)), now=now)
    entries = [
        entry | {"act": "cancel" if entry["sitting"] in left else "request"}
        for entry in standing_entries(invitation)
        if entry["sitting"] in left | new
    ]
    shared = project(invitation).document()
    purpose, attendee = Revision.Purpose.REASSIGN, person.attendee_id
    cut(invitation, purpose, shared=shared, entries=entries, attendee=attendee, by=by, now=now)


def _cancelled_at(attendee: Attendee) -> set[str]:
    """What this mailbox alone was told to take out of its calendar: it holds a copy of higher SEQUENCE."""
    told = Revision.objects.filter(invitation=attendee.invitation, attendee=attendee.pk)
    return {str(entry["sitting"]) for one in told for entry in one.entries if entry["act"] == "cancel"}


def _invite(person: Representative, invitation: Invitation, *, by: str, now: datetime) -> None:
    """Whoever was removed before holds a cancelled copy of higher SEQUENCE: the new request must not be lower."""
    sittings = held(person.attendee)
    before = Attendee.objects.filter(invitation=invitation, address__iexact=person.attendee.address)
    if before.exclude(pk=person.attendee_id).exists():
        keep_later(invitation, sittings, now=now)
    cut_for(person.attendee, Revision.Purpose.NOMINATE, sittings, invitation=invitation, by=by, now=now)


def _remove(person: Representative, invitation: Invitation, *, reason: str, by: str, now: datetime) -> None:
    sittings = held(person.attendee)
    nominations.remove(person, reason=reason, by=by, now=now)
    cut_for(person.attendee, Revision.Purpose.REMOVE, sittings, invitation=invitation, by=by, now=now)


def cut_for(
    attendee: Attendee, purpose: str, sittings: tuple[str, ...], *, invitation: Invitation, by: str, now: datetime
) -> Revision:
    """The revision that tells this mailbox alone what becomes of these entries as they stand."""
    acts = {Revision.Purpose.REMOVE: "cancel", Revision.Purpose.KEEP: "decline"}
    entries = [
        entry | {"act": acts.get(Revision.Purpose(purpose), "request")}
        for entry in standing_entries(invitation)
        if entry["sitting"] in sittings
    ]
    shared = project(invitation).document()
    return cut(invitation, purpose, shared=shared, entries=entries, attendee=attendee.pk, by=by, now=now)
