"""Kills itself at every step between the intake mailbox and the database: a program for tests of `receive`.

Each crash is a real SIGKILL of a forked child; then this process looks into the mailbox again.
"""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

from django_scopes import scopes_disabled  # noqa: E402

from notifications.intake import imap  # noqa: E402
from notifications.intake.models import Fetched, InboundMessage  # noqa: E402
from tests.faults.crashes import deadly, in_a_child  # noqa: E402
from tests.notifications.intake.dovecot import Mailbox  # noqa: E402
from tests.notifications.mail.reading.mails import fields, words  # noqa: E402

POINTS = {"fetched": ("_bytes_of", True), "stored": ("_move", False), "moved": ("_move", True)}
"""Where the process dies: after the function, or before it."""


def crash_at(point: str, url: str) -> None:
    name, after = POINTS[point]
    setattr(imap, name, deadly(getattr(imap, name), after=after))
    imap.collect(url)


def main(port: int) -> None:
    mailbox = Mailbox(Path(), port)
    seen = {}
    for point in POINTS:
        mailbox.put(fields(Message_ID=f"<{point}@guest.example>") + words(point))
        ended = in_a_child(lambda point=point: crash_at(point, mailbox.url))  # type: ignore[misc]
        imap.collect(mailbox.url)
        with scopes_disabled():
            rows = InboundMessage.objects.filter(message_id=f"<{point}@guest.example>").count()
        seen[point] = [ended, rows, mailbox.holds()]
    sys.stdout.write(json.dumps(seen | {"fetched in all": Fetched.objects.count()}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
