"""What a mailbox has missed: a mail that replaces one never sent says everything since the last that was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from backend.sharing.selectors import Recipient, Told, changes_since

from .errands import Change, Errand, errands
from .models import Delivery

HANDED_OVER = (Delivery.State.SENDING, Delivery.State.SENT, Delivery.State.UNCERTAIN)
"""States of a mail that the recipient has, or may have."""


class CatchingUp:
    """The errands of a revision, each beside what its mailbox was last told."""

    def __init__(self, revision: Told, known: Sequence[Delivery]) -> None:
        """`known` are the mails that the invitation has had, the latest first."""
        self._revision = revision
        self._last = _last_told(revision, known)
        self._changes: dict[int, tuple[Mapping[str, str], ...] | None] = {}

    def errands(self, recipient: Recipient) -> Iterator[Errand]:
        """As `errands`; whoever missed mails is told what they said, whoever has had none is invited."""
        for errand in errands(self._revision, recipient):
            yield self._caught_up(errand, recipient) if errand.words in {"update", "notice", "closed"} else errand

    def _caught_up(self, errand: Errand, recipient: Recipient) -> Errand:
        last = self._last.get(recipient.id)
        if last is None:
            first = "nominate" if recipient.person else "invite"
            return replace(errand, words=first, again=True) if errand.words == "update" else errand
        if last not in self._changes:
            self._changes[last] = changes_since(self._revision.invitation_id, last, self._revision.number)
        changes = self._changes[last]
        if changes is None:
            return errand
        told: tuple[Change, ...] = tuple((one["field"], one["old"], one["new"]) for one in changes)
        return replace(errand, changes=told, words=errand.words if told or errand.words != "update" else "repeat")


def _last_told(revision: Told, known: Sequence[Delivery]) -> Mapping[int, int]:
    """The number of the last revision that each mailbox was sent a mail of, by its row id."""
    sent = [one for one in reversed(known) if one.state in HANDED_OVER and one.revision < revision.number]
    groups = ((one.group_key.split(":"), one.revision) for one in sent)
    return {int(parts[2][1:]): number for parts, number in groups if parts[0] == "inv"}
