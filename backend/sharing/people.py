"""The guest's representatives as both sides see them."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from backend.delegations.models import Representative
from backend.delegations.selectors import answered, representatives_of
from backend.invitations.models import Invitation

from .models import SharedCopy


@dataclass(frozen=True, slots=True)
class SharedPerson:
    """A representative as both sides see the person."""

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


def shared_person(person: Representative) -> SharedPerson:
    """The person with what they answered to what stands in their calendar."""
    attendee = person.attendee
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
        partstat=answered(person).value,
        removed=attendee.removed_at is not None,
        reason=person.removal_reason,
    )


def delegation(invitation: Invitation) -> Iterator[SharedPerson]:
    """The delegation as the host has it, in the order of nomination, those removed included."""
    return map(shared_person, representatives_of(invitation))


def delegation_document(invitation: Invitation) -> list[dict[str, object]]:
    """The delegation as JSON types, for the guest's own copy."""
    return [asdict(person) | {"sittings": list(person.sittings)} for person in delegation(invitation)]


def delegation_of(copy: SharedCopy) -> tuple[SharedPerson, ...]:
    """Those whom the viewer has nominated, as its copy holds them: those removed too, with their names."""
    return tuple(SharedPerson(**(row | {"sittings": tuple(row["sittings"])})) for row in copy.delegation)
