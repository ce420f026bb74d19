"""Which sittings the guest may attend: a valid decision of a competent body beats its privacy. Art. 6 (2), (3)."""

from datetime import date

from backend.domain.meetings import Effect
from backend.meetings.models import BodyDecision, Sitting


def is_open(sitting: Sitting, guest: str) -> bool:
    """Whether the sitting is open to the guest. Contradictory decisions of one day do not open a door."""
    words = [one for one in sitting.meeting.decisions.all() if _concerns(one, sitting, guest)]
    if not words:
        return not sitting.private
    latest = max(one.valid_from or date.min for one in words)
    return all(one.effect == Effect.ADMIT for one in words if (one.valid_from or date.min) == latest)


def _concerns(decision: BodyDecision, sitting: Sitting, guest: str) -> bool:
    head, _, number = decision.scope.partition(":")
    on_this = head.strip().casefold() == "sitting" and number.strip() == sitting.number
    of_guest = decision.guest is None or decision.guest.casefold() == guest.casefold()
    day = sitting.meeting.starts_on
    valid = (decision.valid_from or date.min) <= day <= (decision.valid_until or date.max)
    return on_this and of_guest and valid and decision.effect != Effect.CONDITION
