"""The life of an invitation: a table of allowed transitions; anything absent is refused."""

from enum import StrEnum

from .errors import ForbiddenTransition


class State(StrEnum):
    PROPOSED = "proposed"
    ISSUED = "issued"
    CONCLUDED = "concluded"
    WAIVED = "waived"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    ISSUE = "issue"
    AMEND = "amend"
    CONCLUDE = "conclude"
    WAIVE = "waive"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"
    PROPOSE_AGAIN = "propose_again"


TRANSITIONS: dict[tuple[State, Action], State] = {
    (State.PROPOSED, Action.ISSUE): State.ISSUED,
    (State.PROPOSED, Action.WAIVE): State.WAIVED,
    (State.PROPOSED, Action.LAPSE): State.LAPSED,
    (State.PROPOSED, Action.WITHDRAW): State.WITHDRAWN,
    (State.LAPSED, Action.PROPOSE_AGAIN): State.PROPOSED,
    (State.ISSUED, Action.AMEND): State.ISSUED,
    (State.ISSUED, Action.CONCLUDE): State.CONCLUDED,
    (State.ISSUED, Action.WITHDRAW): State.WITHDRAWN,
}


def after(state: State, action: Action) -> State:
    """The state that the action leads to. Raises ForbiddenTransition where the table has no such row."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise ForbiddenTransition(machine="invitation", state=state.value, action=action.value) from None
