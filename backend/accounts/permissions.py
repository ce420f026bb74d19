"""What each role may do. Named after the act, not after the page."""

from collections.abc import Collection

from backend.domain.errors import DomainError

from .models import Role, User
from .selectors import roles_of

ALLOWED: dict[str, frozenset[Role]] = {
    "record meetings": frozenset({Role.ORGANISER, Role.APPROVER}),
    "approve invitations": frozenset({Role.APPROVER, Role.ORGANISER}),
    "answer invitations": frozenset({Role.SECRETARIAT}),
    "determine questions": frozenset({Role.ORGANISER, Role.APPROVER, Role.SECRETARIAT}),
    "keep registers": frozenset({Role.APPROVER, Role.SECRETARIAT}),
    "create feeds": frozenset({Role.SECRETARIAT, Role.OBSERVER, Role.ORGANISER}),
    "read history": frozenset({Role.AUDITOR, Role.APPROVER}),
    "end quarantine": frozenset({Role.APPROVER}),
    "keep accounts": frozenset({Role.ADMINISTRATOR}),
    "mend deliveries": frozenset({Role.ORGANISER, Role.SECRETARIAT, Role.APPROVER}),
}


class NotAllowed(DomainError):
    """Your role does not allow you to {act}. Ask somebody who is {roles}."""

    code = "not_allowed"


def may(user: User, act: str) -> bool:
    """Whether one of the user's roles allows the act."""
    return bool(ALLOWED[act] & roles_of(user))


def require(user: User, act: str) -> None:
    """Raises NotAllowed unless one of the user's roles allows the act."""
    if not may(user, act):
        raise NotAllowed(act=act, roles=either(ALLOWED[act]))


def either(roles: Collection[Role]) -> str:
    return " or ".join(sorted(role.value for role in roles))
