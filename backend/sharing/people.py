"""The guest's representatives as both sides see them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from backend.delegations.models import Reply, Representative
from backend.delegations.selectors import answered, replies_by_attendee, replies_of, representatives_of
from backend.invitations.models import Invitation

from .models import SharedCopy


@dataclass(frozen=True, slots=True)
class SharedPerson:
    """A representative as both sides see the person; `answers` by sitting, the meeting as a whole is “”."""

    id: int
    name: str
    family_name: str
    given_name: str
    title: str
    capacity: str
    address: str
    language: str
    time_zone: str
    sittings: tuple[str, ...]
    wants: str
    replaces: str = ""
    partstat: str = ""
    removed: bool = False
    reason: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


def shared_person(person: Representative, replies: Mapping[str, Reply] | None = None) -> SharedPerson:
    """The person with what they answered to what stands in their calendar: `replies` where they are known."""
    attendee = person.attendee
    given = replies_of(attendee) if replies is None else replies
    return SharedPerson(
        id=person.pk,
        name=person.name,
        family_name=person.family_name,
        given_name=person.given_name,
        title=person.title,
        capacity=person.capacity,
        address=attendee.address,
        language=person.language,
        time_zone=person.time_zone,
        sittings=tuple(person.sittings),
        wants=person.wants,
        replaces=person.replaces.name if person.replaces else "",
        partstat=answered(person, given).value,
        removed=attendee.removed_at is not None,
        reason=person.removal_reason,
        answers={number: reply.partstat for number, reply in sorted(given.items())},
    )


def delegation(invitation: Invitation) -> Iterator[SharedPerson]:
    """The delegation as the host has it, in the order of nomination, those removed included."""
    given = replies_by_attendee([invitation.pk])
    return (shared_person(one, given.get(one.attendee_id, {})) for one in representatives_of(invitation))


def delegation_document(invitation: Invitation) -> list[dict[str, object]]:
    """The delegation as JSON types, for the guest's own copy."""
    return [asdict(person) | {"sittings": list(person.sittings)} for person in delegation(invitation)]


def delegation_of(copy: SharedCopy) -> tuple[SharedPerson, ...]:
    """Those whom the viewer has nominated, as its copy holds them: those removed too, with their names."""
    return tuple(SharedPerson(**(row | {"sittings": tuple(row["sittings"])})) for row in copy.delegation)
