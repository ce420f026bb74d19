"""Everything at random, from a seed: mails are promised while workers die and their lines are cut: for test_storm.py.

The mail server of the test misbehaves meanwhile. Leases and waits are seconds instead of minutes.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

from django.db import DatabaseError, connection  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402

from notifications import deliveries, journal, leases  # noqa: E402
from notifications.models import Delivery  # noqa: E402
from tests.faults.crashes import stored  # noqa: E402

WORKERS, SHARE = 2, 7
LONGEST_CALM = 45.0


def worker() -> int:
    """A child that sends and asks the journal until it is killed. Returns its process id."""
    connection.close()
    child = os.fork()
    while child == 0:
        try:
            deliveries.send_due(limit=SHARE)
            journal.resolve()
            time.sleep(0.02)
        except DatabaseError:
            connection.close()
        except KeyboardInterrupt:
            os._exit(0)
    return child


def killed(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def cut_a_line(chance: random.Random) -> None:
    """PostgreSQL ends a session of somebody else's; SQLite has none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                           " AND pid <> pg_backend_pid() AND backend_type = 'client backend'")  # fmt: skip
            if pids := [row[0] for row in cursor.fetchall()]:
                cursor.execute("SELECT pg_terminate_backend(%s)", [chance.choice(pids)])


def storm(seed: int, seconds: float) -> int:
    """So many mails were promised in it."""
    chance, workers, promised = random.Random(seed), [worker() for _ in range(WORKERS)], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for _ in range(chance.randint(1, 6)):
            stored(f"storm-{seed}-{promised}")
            promised += 1
        time.sleep(chance.uniform(0.05, 0.3))
        if chance.random() < 0.5:
            killed(workers.pop(chance.randrange(WORKERS)))
            workers.append(worker())
        if chance.random() < 0.3:
            cut_a_line(chance)
    for child in workers:
        killed(child)
    return promised


def calm() -> None:
    """What workers do afterwards, until nothing waits."""
    end, child = time.monotonic() + LONGEST_CALM, worker()
    while time.monotonic() < end:
        with scopes_disabled():
            if not Delivery.objects.exclude(state="sent").exists():
                break
        time.sleep(0.2)
    killed(child)


def main(seconds: float, seeds: list[int]) -> None:
    leases.LEASE, leases.JOURNAL_WAIT = timedelta(seconds=5), timedelta(seconds=3)
    leases.FIRST_DELAY = leases.LONGEST_DELAY = timedelta(seconds=0.2)
    leases.GREYLISTED = leases.FULL = set()
    promised = sum(storm(seed, seconds) for seed in seeds)
    sys.stdout.write("calm\n")
    sys.stdout.flush()
    calm()
    with scopes_disabled():
        states = sorted(set(Delivery.objects.values_list("state", flat=True)))
    sys.stdout.write(json.dumps({"promised": promised, "states": states}) + "\n")


if __name__ == "__main__":
    main(float(sys.argv[1]), [int(seed) for seed in sys.argv[2:]])
