"""Who is invited and which answer counts."""

from collections.abc import Collection, Mapping

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from backend.domain.participation import Partstat, Wanted
from backend.domain.parties import Party
from backend.invitations.models import CalendarEntry, Invitation

from .models import Attendee, Reply, Representative

OFFICES = (Attendee.Kind.OFFICE, Attendee.Kind.COPY)
"""Who speaks for the organisation."""


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


def sequence_of(sitting: str, sequence: int, *, told_of: CalendarEntry) -> int:
    """What the SEQUENCE of an answer to this entry means for a sitting that it names, which counts by itself.

    The newest of the one is the newest of the other; an earlier one saw no more of the sitting than its number says.
    """
    own = CalendarEntry.objects.filter(invitation=told_of.invitation_id, sitting=sitting).first()
    if own is None or own.pk == told_of.pk:
        return sequence
    return own.sequence if sequence >= told_of.sequence else min(sequence, own.sequence)


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


def replies_of(attendee: Attendee) -> Mapping[str, Reply]:
    """The answers of this mailbox that count, by sitting; the meeting as a whole is “”."""
    return {reply.sitting: reply for reply in reversed(_counting([attendee.invitation_id], attendee=attendee))}


def replies_by_attendee(invitations: Collection[int]) -> Mapping[int, Mapping[str, Reply]]:
    """The answers that count of every mailbox of these invitations, by its row id and sitting."""
    found: dict[int, dict[str, Reply]] = {}
    for reply in reversed(_counting(invitations)):
        found.setdefault(reply.attendee_id, {})[reply.sitting] = reply
    return found


def _counting(invitations: Collection[int], **whose: object) -> list[Reply]:
    """Answers to what stands now, the newest first."""
    entries = CalendarEntry.objects.filter(invitation__in=invitations)
    asked = {(entry.invitation_id, entry.sitting): entry for entry in entries}
    replies = Reply.objects.filter(invitation__in=invitations, **whose)
    given = [(reply, asked.get((reply.invitation_id, reply.sitting))) for reply in replies]
    return [reply for reply, entry in given if entry and entry.asked_at <= reply.sequence <= entry.sequence]


def partstat_of(attendee: Attendee, sitting: str = "") -> Partstat:
    """What this mailbox answered; NEEDS-ACTION where no answer counts. RFC 5545 section 3.2.12."""
    reply = reply_of(attendee, sitting)
    return Partstat(reply.partstat) if reply else Partstat.NEEDS_ACTION


def answered(person: Representative, replies: Mapping[str, Reply]) -> Partstat:
    """What the representative answers in one word: to the meeting as a whole, else the newest on a sitting.

    `replies` are the person's that count. Who holds sittings is asked about those, whatever was said of the whole.
    """
    of_sittings = sorted((one for number, one in replies.items() if number), key=lambda reply: reply.stamp)
    whole = [replies[""]] if "" in replies else []
    words = [*whole, *of_sittings] if person.wants == Wanted.SITTINGS.value else [*of_sittings, *whole]
    return Partstat(words[-1].partstat) if words else Partstat.NEEDS_ACTION


def representatives_of(invitation: Invitation) -> QuerySet[Representative]:
    """The delegation in the order of nomination, those removed included."""
    rows = Representative.objects.filter(delegation__invitation=invitation)
    return rows.select_related("attendee", "replaces", "delegation")


def counted_reply(invitation: Invitation) -> Reply | None:
    """The answer of the organisation: of its office or those it copies. Representatives answer for themselves."""
    return counted_replies(invitation).get("")


def counted_replies(invitation: Invitation) -> Mapping[str, Reply]:
    """The same to the meeting (“”) and to each sitting of it."""
    return {reply.sitting: reply for reply in reversed(_counting([invitation.pk], attendee__kind__in=OFFICES))}


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
