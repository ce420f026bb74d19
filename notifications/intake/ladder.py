"""The ladder of trust: what a reply may do, by what is proved of it (RFC 6047 section 2.2.1, RFC 5546 section 2.1.5).

Pure: nine questions at most, one answer.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .authentication import Alignment


class Who(StrEnum):
    """`invitee` writes from an invited mailbox and answers for it; `proxy` for another invited mailbox."""

    INVITEE = "invitee"
    PROXY = "proxy"
    OTHER = "other"


class Age(StrEnum):
    """Beside the newest answer of the same mailbox."""

    NEWER = "newer"
    SAME = "same"
    OLDER = "older"


class Step(StrEnum):
    """What happens to the reply."""

    APPLY = "apply"
    APPLY_NOTED = "apply_noted"
    CONFIRM = "confirm"
    PROPOSE = "propose"
    HOLD = "hold"
    KEEP = "keep"
    STALE = "stale"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Proof:
    """`token`: the address it came to is one that we signed. `known`: its UID is one of our invitations."""

    token: bool
    known: bool
    who: Who
    aligned: Alignment
    age: Age = Age.NEWER


def step(proof: Proof) -> Step:
    """The token proves that somebody got our mail, the alignment who writes; to count, an answer needs a name."""
    if not proof.known:
        return Step.HOLD if proof.token else Step.KEEP
    if proof.age is Age.OLDER:
        return Step.STALE
    if proof.age is Age.SAME:
        return Step.DUPLICATE
    if proof.who is Who.PROXY:
        return Step.HOLD
    return _of_known(proof)


def _of_known(proof: Proof) -> Step:
    proved = proof.aligned is Alignment.PASS
    if proof.token and proof.who is Who.INVITEE:
        return Step.APPLY if proved else Step.CONFIRM
    if proof.token:
        return Step.PROPOSE if proved else Step.HOLD
    if proved:
        return Step.APPLY_NOTED if proof.who is Who.INVITEE else Step.PROPOSE
    return Step.KEEP


def age(answer: tuple[int, datetime, str], newest: tuple[int, datetime, str] | None) -> Age:
    """(SEQUENCE, DTSTAMP, PARTSTAT): by SEQUENCE, then DTSTAMP; the same moment with another answer is not older."""
    if newest is None or answer[:2] > newest[:2]:
        return Age.NEWER
    if answer == newest:
        return Age.SAME
    return Age.OLDER if answer[:2] < newest[:2] else Age.NEWER
