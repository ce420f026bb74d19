"""Kills itself at every step around SMTP, then lets another process finish: a program for test_crashes.py.

Each crash is a real SIGKILL of a forked child; leases and waits are shortened, nothing else is.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402

from notifications import batch, deliveries, journal, leases  # noqa: E402
from notifications.mail import transport  # noqa: E402
from notifications.models import Delivery  # noqa: E402

POINTS: dict[str, tuple[object, str, bool]] = {
    "after_claim": (leases, "claim", True),
    "after_connect": (transport.Smtp, "_opened", True),
    "after_recipient": (transport.Smtp, "_announce", True),
    "before_dot": (leases, "hand_over", True),
    "after_250": (batch, "settled", False),
    "before_commit": (leases, "write_down", False),
}
"""Where the process dies: the function, and whether after it (else before)."""


def deadly(function: Callable[..., object], *, after: bool) -> Callable[..., object]:
    """The function, and the end of this process."""

    @wraps(function)
    def dies(*arguments: object, **named: object) -> object:
        if after:
            function(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    return dies


def stored(point: str) -> None:
    """A finished mail, as composing leaves it."""
    mime = f"Message-ID: <{point}@article6.example>\r\nSubject: {point}\r\n\r\n.a line with a dot\r\n".encode()
    with transaction.atomic(), scopes_disabled():
        deliveries.queue(
            key=point, group_key=point, revision=0, method="REQUEST", party="UN", recipient="guest@interpol.example",
            envelope_from="rsvp@article6.example", message_id=f"<{point}@article6.example>", subject=point, mime=mime,
        )  # fmt: skip


def in_a_child(act: Callable[[], object]) -> int:
    """Run it in a process of its own. Returns the signal that ended it, or 0."""
    connection.close()
    child = os.fork()
    if child == 0:
        act()
        os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def crash_at(point: str) -> None:
    owner, name, after = POINTS[point]
    setattr(owner, name, deadly(getattr(owner, name), after=after))
    deliveries.send_due()


def settle() -> None:
    """What beat would have a worker do, until nothing is on its way any more."""
    deadline = time.monotonic() + 12
    while time.monotonic() < deadline:
        deliveries.send_due()
        journal.resolve()
        with scopes_disabled():
            moving = Delivery.objects.filter(state__in=("pending", "sending")).exists()
            asked = Delivery.objects.filter(state="uncertain", journaled=True).exists()
        if not moving and not asked:
            return
        time.sleep(0.1)


def hurry(lease: timedelta = timedelta(seconds=2)) -> None:
    """Seconds instead of minutes."""
    leases.LEASE = lease
    leases.FIRST_DELAY = timedelta(seconds=0.1)
    leases.JOURNAL_WAIT = timedelta(seconds=1.5)


def main() -> None:
    hurry()
    ends = {}
    for point in POINTS:
        stored(point)
        ends[point] = in_a_child(lambda point=point: crash_at(point))  # type: ignore[misc]
    settle()
    with scopes_disabled():
        states = dict(Delivery.objects.values_list("key", "state"))
    sys.stdout.write(json.dumps({"ends": ends, "states": states}))


if __name__ == "__main__":
    main()
