"""A matter that is new to a guest that had declined: a person decides whether to invite again."""

from backend.delegations.selectors import answer_of
from backend.domain.invitations import State
from backend.domain.participation import Partstat
from backend.invitations.follow_up import ask_whether_again
from backend.invitations.models import Decision, Invitation


def look_again(invitation: Invitation, before: Decision | None, after: Decision) -> None:
    """Ask a person whether to invite again where a matter is new and the guest had declined."""
    declined = invitation.state == State.ISSUED and answer_of(invitation) is Partstat.DECLINED
    if declined and before is not None and _matters(after) - _matters(before):
        ask_whether_again(invitation)


def _matters(decision: Decision) -> set[tuple[str, str]]:
    """What is discussed, by topic and by the words that say so: another number for the same item is nothing new."""
    matches: list[dict[str, object]] = decision.document["matches"]
    told = [match for match in matches if not match.get("resembles")]
    return {(str(m["topic"]), str([e["text"] for e in m["evidence"]])) for m in told}  # type: ignore[attr-defined]
