"""`article6 relay`: deliver what the outbox holds, with no broker at all."""

import argparse
import json
import sys
import time

from backend.config.django_setup import set_up_django

TASKS = (
    "notifications.tasks.collect_mail",
    "backend.outbox.tasks.relay",
    "notifications.tasks.send_due",
    "notifications.tasks.resolve_uncertain",
)
PAUSE = 1.0
"""Seconds between two looks."""

EPILOG = """\
Does what `article6 worker` and `article6 beat` do together, in one process and without Redis. It may run beside
them and beside other relays: every promise and every mail is done once.

exit codes: 0 done or stopped; 2 the environment cannot be used; 3 the database does not answer."""


def main(arguments: list[str]) -> int:
    """0 after `--once`; without it runs until it is stopped."""
    parser = argparse.ArgumentParser(
        prog="article6 relay",
        description="Deliver what the outbox holds; needs no broker.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--once", action="store_true", help="stop when nothing is due any more")
    parser.add_argument("--retry", action="store_true", help="first take up again every promise that was given up")
    options = parser.parse_args(arguments)
    set_up_django()
    if options.retry:
        sys.stderr.write(f"{_take_up_again()} promises are taken up again.\n")
    done = _drain()
    while not options.once:
        time.sleep(PAUSE)
        done += _drain()
    sys.stdout.write(json.dumps({"relayed": done}) + "\n")
    return 0


def _take_up_again() -> int:
    from backend.outbox.services import take_up_again

    return take_up_again()


def _drain() -> int:
    """Run every task until none finds work. Returns how much was done."""
    from celery import current_app

    total = 0
    while done := sum(current_app.tasks[name]() for name in TASKS):
        total += done
    return total
