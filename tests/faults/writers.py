"""Four processes that write to the same rows, and three relays that send the same mails: for test_crashes.py."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402

from backend.audit.models import Entry  # noqa: E402
from backend.audit.services import record  # noqa: E402
from backend.outbox.services import post  # noqa: E402
from notifications import deliveries  # noqa: E402
from notifications.models import Delivery  # noqa: E402
from tests.faults.crashes import stored  # noqa: E402

WRITERS, ACTS, RELAYS, MAILS = 4, 40, 3, 40


def write(number: int) -> None:
    """Read, then write, in one transaction: what locks a database that is opened the wrong way."""
    for act in range(ACTS):
        with transaction.atomic():
            record(party="UN", actor=f"writer {number}", action="test.act", subject=f"test:{act}", detail={})
            post("test.nobody-handles-this", act)


def send(_: int) -> None:
    while deliveries.send_due(limit=7):
        pass


def at_once(count: int, act: object) -> list[int]:
    """Run it in so many processes. Returns their exit codes."""
    connection.close()
    children = []
    for number in range(count):
        child = os.fork()
        if child == 0:
            try:
                act(number)  # type: ignore[operator]
            except BaseException as error:
                sys.stderr.write(f"{error!r}\n")
                os._exit(1)
            os._exit(0)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def main() -> None:
    written = at_once(WRITERS, write)
    for number in range(MAILS):
        stored(f"mail-{number}")
    sent = at_once(RELAYS, send)
    with scopes_disabled():
        states = sorted(set(Delivery.objects.values_list("state", flat=True)))
    entries = Entry.objects.filter(action="test.act").count()
    sys.stdout.write(json.dumps({"writers": written, "entries": entries, "relays": sent, "states": states}))


if __name__ == "__main__":
    main()
