"""PostgreSQL dies in mid-transaction and cuts the line of a worker; others have wrong clocks: for test_outages.py.

“ready” on stdout asks for a restart as after a power cut; a line on stdin says that it has been made.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

import psycopg  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import InterfaceError, OperationalError, connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402

from backend.audit.models import Entry  # noqa: E402
from backend.audit.services import first_broken, record  # noqa: E402
from backend.outbox.models import Message  # noqa: E402
from backend.outbox.services import post  # noqa: E402
from notifications import deliveries, leases  # noqa: E402
from notifications.batch import Batch  # noqa: E402
from notifications.mail.transport import transport  # noqa: E402
from notifications.models import Delivery  # noqa: E402
from tests.faults.crashes import hurry, stored  # noqa: E402

RESTARTS = 5


def say(words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def restarted() -> None:
    say("ready")
    sys.stdin.readline()


def act(number: int, *, interrupted: bool) -> None:
    """What a save is: an entry of the history, a promise, a mail; all of it or nothing."""
    with transaction.atomic():
        record(party="UN", actor="writer", action="test.act", subject=f"test:{number}", detail={})
        post("test.nobody-handles-this", number)
        stored(f"mail-{number}")
        if interrupted:
            restarted()


def interrupted(number: int) -> str:
    """The save that dies, and the same again as its client would: how the first ended."""
    try:
        act(number, interrupted=True)
    except (OperationalError, InterfaceError) as error:
        connection.close()
        act(number, interrupted=False)
        return type(error).__name__
    return "saved"


def cut_off(pid: int) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])


def cut_when_written_down() -> None:
    """The server ends the worker's session in the middle of writing down what was sent, once."""
    write, cuts = leases._write, iter([True])

    def cutting(settled: object) -> None:
        if settled and next(cuts, False):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                cut_off(cursor.fetchone()[0])
        write(settled)  # type: ignore[arg-type]

    leases._write = cutting


def keep_in_hand() -> None:
    """Claim a mail, and send it after others have come by whose clocks are wrong."""
    stored("in-hand")
    mine = leases.claim(1, now=timezone.now())
    say("in hand")
    sys.stdin.readline()
    with transport(settings.EMAIL_URL, settings.MAIL_FOLDER) as line:
        Batch(mine, line).send()


def main() -> None:
    hurry(lease=leases.LEASE)
    ends = [interrupted(number) for number in range(RESTARTS)]
    cut_when_written_down()
    while deliveries.send_due():
        pass
    with scopes_disabled():
        keep_in_hand()
        states = sorted(Delivery.objects.values_list("state", flat=True))
    kept = [Entry.objects.filter(action="test.act").count(), Message.objects.count(), len(states)]
    say({"ends": ends, "kept": kept, "states": sorted(set(states)), "broken": str(first_broken())})


if __name__ == "__main__":
    main()
