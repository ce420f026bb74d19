"""One worker's share of what is due, on its way over one connection: handed over, sent, and written down."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from time import monotonic

from django.utils import timezone

from . import leases
from .mail.transport import Outcome, Result, Transport
from .models import Delivery

State = Delivery.State

LONGEST = 20.0
"""Seconds after which a batch is ended and the rest put back: a worker's task has an end."""

GIVEN_UP_AFTER = timedelta(days=5)
"""RFC 5321 section 4.5.4.1: senders give up after four to five days."""

MOMENT, LARGEST = 0.1, 40
"""Seconds of sending, and mails, that one commit may hand over: a worker that is killed leaves no more uncertain."""


class Batch:
    """Mails of one claim. Those that the server takes within a moment are handed over together, one commit for all.

    What became of them is written down in the commit that hands over the next.
    """

    def __init__(self, claimed: Sequence[Delivery], line: Transport) -> None:
        self._waiting, self._line = deque(claimed), line
        self._results: list[tuple[Delivery, Result]] = []
        self._handed: dict[int, bool] = {}
        self._group, self._since = 1, monotonic()

    def send(self) -> int:
        """Until all are sent, LONGEST is over, or the server cannot be reached. Returns how many were attempted."""
        end, attempted, unreachable = monotonic() + LONGEST, 0, False
        try:
            while self._waiting and not unreachable and monotonic() < end:
                result = self._attempt(self._waiting.popleft())
                attempted, unreachable = attempted + 1, result.unreachable
        finally:
            leases.write_down(self._settled(timezone.now()))
            leases.put_back(self._waiting)
        if unreachable:
            leases.leave_in_peace(timezone.now())
        return attempted

    def _attempt(self, delivery: Delivery) -> Result:
        before_dot = partial(self._hand_over, delivery)
        result = self._line.send(delivery.envelope_from, delivery.recipient, delivery.mime, before_dot)
        self._results.append((delivery, result))
        return result

    def _hand_over(self, delivery: Delivery, journaled: bool) -> bool:
        """Whether the dot may be sent: the row is this worker's, and says that the server may have the mail."""
        if self._handed.get(delivery.pk) is not journaled:
            now, group = timezone.now(), [delivery, *islice(self._waiting, self._next_group() - 1)]
            mine = leases.hand_over(group, journaled=journaled, now=now, settled=self._settled(now))
            self._handed = dict.fromkeys(mine, journaled)
            self._results.clear()
        return delivery.pk in self._handed

    def _next_group(self) -> int:
        """As many as the last group's pace lets through in a moment: one by one where the server is slow."""
        took, self._since = max(monotonic() - self._since, 1e-3), monotonic()
        self._group = max(1, min(LARGEST, int(self._group * MOMENT / took)))
        return self._group

    def _settled(self, now: datetime) -> list[leases.Settled]:
        return [(delivery, settled(delivery, result, now=now)) for delivery, result in self._results]


def settled(delivery: Delivery, result: Result, *, now: datetime) -> dict[str, object]:
    """What the outcome of an attempt makes of the row."""
    if result.outcome is Outcome.ACCEPTED:
        change: dict[str, object] = {"state": State.SENT, "sent_at": now, "reason": ""}
    elif result.outcome is Outcome.UNCERTAIN:
        change = {"state": State.UNCERTAIN, "reason": result.text}
    elif result.outcome is Outcome.REFUSED or now > delivery.created_at + GIVEN_UP_AFTER:
        change = {"state": State.FAILED, "called_at": None, "reason": result.text}
    else:
        later = now + leases.delay(result.code, delivery.attempts)
        change = {"state": State.PENDING, "called_at": None, "next_at": later, "reason": result.text}
    return change | {"smtp_reply": f"{result.code} {result.text}"[:2000]}
