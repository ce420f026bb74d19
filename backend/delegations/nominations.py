"""Whom the guest sends: nominated by its secretariat, within the body's seats; every name stays on record."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from backend.audit.services import record
from backend.domain.errors import DomainError, Invalid, Problem
from backend.domain.invitations import State
from backend.domain.languages import LANGUAGES
from backend.domain.mailboxes import mailbox
from backend.domain.moments import zone_named
from backend.domain.participation import Capacity, Wanted
from backend.domain.plaintext import clean
from backend.invitations.models import Form, Invitation

from .models import Attendee, Delegation, Representative
from .services import NotAnswerable


class NoSeatLeft(DomainError):
    """{name} cannot be nominated: the body grants {seats} seat(s) and all are taken. Substitute somebody instead."""

    code = "no_seat_left"


class AlreadyInvited(DomainError):
    """{address} is already invited to this meeting. Give each representative a mailbox of their own."""

    code = "already_invited"


class HeadTaken(DomainError):
    """{name} already heads this delegation. Choose another capacity, or substitute the head."""

    code = "head_taken"


class NotNominated(DomainError):
    """{name} is not in the delegation any more. Nominate the person again."""

    code = "not_nominated"


@dataclass(frozen=True, slots=True)
class Nominee:
    """A person as the secretariat names them. No sittings = all of them."""

    family_name: str
    address: str
    given_name: str = ""
    title: str = ""
    capacity: Capacity = Capacity.OBSERVER
    language: str = "en"
    time_zone: str = "UTC"
    sittings: tuple[str, ...] = ()
    wants: Wanted = Wanted.BANNER


@dataclass(frozen=True, slots=True)
class Corrections:
    """What is written anew in a person's record; None leaves it as it is."""

    title: str | None = None
    capacity: Capacity | None = None
    language: str | None = None
    time_zone: str | None = None
    sittings: tuple[str, ...] | None = None
    wants: Wanted | None = None


def checked(nominee: Nominee, *, open_sittings: Sequence[str]) -> Nominee:
    """The nominee with clean texts. Raises Invalid, UnmailableAddress or UnknownZone: nothing was saved."""
    family = clean(nominee.family_name)
    if not family:
        raise Invalid(Problem("family_name", "required", "Write the family name."))
    if nominee.language not in LANGUAGES:
        message = f"“{clean(nominee.language)}” is not a language we write in. Use one of {', '.join(LANGUAGES)}."
        raise Invalid(Problem("language", "unknown_language", message))
    for number in nominee.sittings:
        if number not in open_sittings:
            message = f"There is no open sitting “{clean(number)}”. Choose among: {', '.join(open_sittings) or 'none'}."
            raise Invalid(Problem("sittings", "unknown_sitting", message))
    zone_named(nominee.time_zone)
    return Nominee(
        family_name=family[:100],
        given_name=clean(nominee.given_name)[:100],
        title=clean(nominee.title)[:200],
        address=mailbox(nominee.address),
        capacity=nominee.capacity,
        language=nominee.language,
        time_zone=nominee.time_zone,
        sittings=tuple(number for number in open_sittings if number in nominee.sittings),
        wants=nominee.wants if len(open_sittings) > 1 else Wanted.BANNER,
    )


@transaction.atomic
def nominate(
    invitation: Invitation, nominee: Nominee, *, by: str, now: datetime, replaces: Representative | None = None
) -> Representative:
    """Take a checked nominee into the delegation. Raises NotAnswerable, NoSeatLeft, AlreadyInvited or HeadTaken."""
    if not _takes_names(invitation):
        raise NotAnswerable(state=invitation.state)
    delegation = _delegation(invitation, now=now)
    _refuse_doubles(delegation, nominee)
    attendee = Attendee.objects.create(
        owner=invitation.owner,
        invitation=invitation,
        kind=Attendee.Kind.REPRESENTATIVE,
        address=nominee.address,
        invited_at=now,
    )
    person = Representative.objects.create(
        owner=invitation.owner,
        delegation=delegation,
        attendee=attendee,
        family_name=nominee.family_name,
        given_name=nominee.given_name,
        title=nominee.title,
        capacity=nominee.capacity.value,
        language=nominee.language,
        time_zone=nominee.time_zone,
        sittings=list(nominee.sittings),
        wants=nominee.wants.value,
        replaces=replaces,
        nominated_by=by,
        nominated_at=now,
    )
    _write(person, "delegation.nominated", by=by, replaces=replaces.pk if replaces else None)
    return person


def _takes_names(invitation: Invitation) -> bool:
    return invitation.state == State.ISSUED and invitation.form == Form.INVITATION


def _delegation(invitation: Invitation, *, now: datetime) -> Delegation:
    """The seats are those that the body grants now: a condition of the invitation (Art. 6 (2), “subject to”)."""
    seats = invitation.conditions.get("seats")
    delegation, _ = Delegation.objects.update_or_create(
        invitation=invitation,
        defaults={"seats": seats if isinstance(seats, int) else None},
        create_defaults={
            "owner": invitation.owner,
            "seats": seats if isinstance(seats, int) else None,
            "created_at": now,
        },
    )
    return delegation


def _refuse_doubles(delegation: Delegation, nominee: Nominee) -> None:
    present = Representative.objects.filter(delegation=delegation, attendee__removed_at=None)
    name = f"{nominee.given_name} {nominee.family_name}".strip()
    if delegation.seats is not None and present.count() >= delegation.seats:
        raise NoSeatLeft(where="seats", name=name, seats=delegation.seats)
    invited = Attendee.objects.filter(invitation=delegation.invitation, removed_at=None)
    if invited.filter(address__iexact=nominee.address).exists():
        raise AlreadyInvited(where="address", address=nominee.address)
    _refuse_second_head(present, nominee)


def _refuse_second_head(others: QuerySet[Representative], nominee: Nominee) -> None:
    head = others.filter(capacity=Capacity.HEAD.value).first()
    if nominee.capacity is Capacity.HEAD and head:
        raise HeadTaken(where="capacity", name=head.name)


@transaction.atomic
def amend(person: Representative, corrections: Corrections, *, open_sittings: Sequence[str], by: str) -> None:
    """Correct the person's record in place. Name and mailbox stay: for another person there is `substitute`.

    Raises NotNominated, NotAnswerable, HeadTaken and what `checked` does: then nothing was saved.
    """
    if person.attendee.removed_at:
        raise NotNominated(name=person.name)
    if not _takes_names(person.delegation.invitation):
        raise NotAnswerable(state=person.delegation.invitation.state)
    said = {name: value for name, value in asdict(corrections).items() if value is not None}
    nominee = checked(replace(_as_named(person), **said), open_sittings=open_sittings)
    others = Representative.objects.filter(delegation=person.delegation, attendee__removed_at=None)
    _refuse_second_head(others.exclude(pk=person.pk), nominee)
    before = {name: getattr(person, name) for name in said}
    for name in said:
        setattr(person, name, _stored(getattr(nominee, name)))
    person.save(update_fields=list(said))
    changed = {name: [old, getattr(person, name)] for name, old in before.items() if getattr(person, name) != old}
    if changed:
        person.attendee.corrections += 1
        person.attendee.save(update_fields=["corrections"])
        _write(person, "delegation.amended", by=by, changed=changed)


def _as_named(person: Representative) -> Nominee:
    """What the record says; sittings that are closed by now are not asked about again."""
    kept = {one.name: getattr(person, one.name) for one in fields(Nominee) if one.name not in {"address", "sittings"}}
    typed = {"capacity": Capacity(person.capacity), "wants": Wanted(person.wants)}
    return Nominee(**kept | typed, address=person.attendee.address)


def _stored(value: object) -> object:
    return list(value) if isinstance(value, tuple) else getattr(value, "value", value)


@transaction.atomic
def remove(person: Representative, *, reason: str, by: str, now: datetime) -> None:
    """The person is in the delegation no more; the row and the name stay. Raises NotNominated."""
    if person.attendee.removed_at:
        raise NotNominated(name=person.name)
    person.attendee.removed_at = now
    person.attendee.save(update_fields=["removed_at"])
    person.removed_by, person.removal_reason = by, clean(reason, multiline=True)
    person.save(update_fields=["removed_by", "removal_reason"])
    _write(person, "delegation.removed", by=by, reason=person.removal_reason)


def _write(person: Representative, action: str, *, by: str, **detail: object) -> None:
    record(
        party=person.owner,
        actor=by,
        action=action,
        subject=f"invitation:{person.delegation.invitation_id}",
        detail={"representative": person.pk, "capacity": person.capacity, **detail},
    )
