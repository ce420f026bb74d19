"""A stored decision decided again, for whoever doubts it years later."""

from dataclasses import dataclass

from django_scopes import scopes_disabled

from backend.domain.errors import DomainError
from backend.invitations.models import Decision
from scheduler.article6.replay import Replay, replay


class NoSuchDecision(DomainError):
    """There is no decision {pk}. The page of a meeting shows the numbers of its decisions."""

    code = "no_such_decision"


@dataclass(frozen=True, slots=True)
class Replayed:
    """A decision and what deciding it again came to."""

    decision: Decision
    replay: Replay

    def report(self) -> dict[str, object]:
        """As JSON types; `decided` is added where the words differ."""
        report: dict[str, object] = {
            "decision": self.decision.pk,
            "meeting": str(self.decision.document["meeting"]),
            "guest": self.decision.guest,
            "outcome": self.decision.outcome,
            "decided_at": self.decision.decided_at.isoformat(),
            "rules": self.replay.rules,
            "same": self.replay.same,
            "differences": list(self.replay.differences),
        }
        return report if self.replay.same else {**report, "decided": dict(self.replay.decided)}


def replayed(pk: int) -> Replayed:
    """The decision of either party, decided again. Raises NoSuchDecision, NotReplayable. For the operator's use."""
    with scopes_disabled():
        decision = Decision.objects.select_related("meeting").filter(pk=pk).first()
    if decision is None:
        raise NoSuchDecision(pk=pk)
    return Replayed(decision, replay(decision.inputs, decision.document))
