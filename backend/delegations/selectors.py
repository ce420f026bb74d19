"""Who is invited and which answer counts."""

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from backend.domain.participation import Partstat
from backend.domain.parties import Party
from backend.invitations.models import CalendarEntry, Invitation

from .models import Attendee, Reply, Representative


def attendee_signed(identifier: str) -> Attendee | None:
    """The invited mailbox whose row id was signed into a reply address or an answer link: the signature is the proof.

    Looks across both parties; whoever acts on it enters the scope of its `owner`.
    """
    if not identifier.isascii() or not identifier.isdecimal() or len(identifier) > 18:
        return None
    with scopes_disabled():
        return Attendee.objects.select_related("invitation").filter(pk=int(identifier)).first()


def entry_with(uid: str) -> CalendarEntry | None:
    """The calendar entry with this UID, of the meeting as a whole (`sitting` empty) or of one sitting."""
    return CalendarEntry.objects.select_related("invitation").filter(uid=uid).first()


def attendee_at(uid: str, address: str) -> Attendee | None:
    """The mailbox that was invited to the event with this UID, those removed last. Looks across both parties."""
    entry = entry_with(uid)
    if entry is None:
        return None
    with scopes_disabled():
        invited = Attendee.objects.select_related("invitation").filter(invitation=entry.invitation)
        return invited.filter(address__iexact=address.strip()).order_by("-removed_at", "-pk").first()


def reply_of(attendee: Attendee, sitting: str = "") -> Reply | None:
    """The newest answer by sequence, then stamp, unless the time changed after it: then nobody has answered yet."""
    return _counted(attendee.invitation, sitting, attendee=attendee)


def partstat_of(attendee: Attendee, sitting: str = "") -> Partstat:
    """What this mailbox answered; NEEDS-ACTION where no answer counts. RFC 5545 section 3.2.12."""
    reply = reply_of(attendee, sitting)
    return Partstat(reply.partstat) if reply else Partstat.NEEDS_ACTION


def answered(person: Representative) -> Partstat:
    """What the representative answers: to the meeting as a whole, or the newest word on one of the sittings."""
    newest = Reply.objects.filter(attendee=person.attendee).order_by("-stamp").first()
    return partstat_of(person.attendee, newest.sitting) if newest else Partstat.NEEDS_ACTION


def representatives_of(invitation: Invitation) -> QuerySet[Representative]:
    """The delegation in the order of nomination, those removed included."""
    rows = Representative.objects.filter(delegation__invitation=invitation)
    return rows.select_related("attendee", "replaces", "delegation")


def counted_reply(invitation: Invitation) -> Reply | None:
    """The answer of the organisation: of its office or those it copies. Representatives answer for themselves."""
    return _counted(invitation, "", attendee__kind__in=(Attendee.Kind.OFFICE, Attendee.Kind.COPY))


def answer_of(invitation: Invitation) -> Partstat:
    """What the guest's office answered; NEEDS-ACTION where no answer counts."""
    reply = counted_reply(invitation)
    return Partstat(reply.partstat) if reply else Partstat.NEEDS_ACTION


def _counted(invitation: Invitation, sitting: str, **whose: object) -> Reply | None:
    entry = CalendarEntry.objects.filter(invitation=invitation, sitting=sitting).first()
    if entry is None:
        return None
    return Reply.objects.filter(
        invitation=invitation, sitting=sitting, sequence__gte=entry.asked_at, sequence__lte=entry.sequence, **whose
    ).first()


def nominated(address: str, *, guest: Party) -> dict[int, frozenset[str]]:
    """For each invitation to which the guest nominates this mailbox the sittings meant; none named = all of them.

    The rows are the hosts'; who asks for a mailbox of its own party learns nothing that it did not say itself.
    """
    with scopes_disabled():
        people = Representative.objects.select_related("attendee").filter(
            attendee__address__iexact=address, attendee__removed_at=None
        )
        return {one.attendee.invitation_id: frozenset(one.sittings) for one in people.exclude(owner=guest.value)}
