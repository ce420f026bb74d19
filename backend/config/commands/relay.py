"""`article6 relay`: deliver what the outbox holds, with no broker at all."""

import json
import sys
import time
from argparse import ArgumentParser

from backend.config.django_setup import set_up_django

TASKS = ("backend.outbox.tasks.relay", "notifications.tasks.send_due")
PAUSE = 1.0
"""Seconds between two looks."""


def main(argv: list[str]) -> int:
    """0 after `--once`; without it runs until it is stopped."""
    parser = ArgumentParser(prog="article6 relay", description="Deliver what the outbox holds; needs no broker.")
    parser.add_argument("--once", action="store_true", help="stop when nothing is due any more")
    arguments = parser.parse_args(argv)
    set_up_django()
    done = _drain()
    while not arguments.once:
        time.sleep(PAUSE)
        done += _drain()
    sys.stdout.write(json.dumps({"relayed": done}) + "\n")
    return 0


def _drain() -> int:
    """Run every task until none finds work. Returns how much was done."""
    from celery import current_app

    total = 0
    while done := sum(current_app.tasks[name]() for name in TASKS):
        total += done
    return total
