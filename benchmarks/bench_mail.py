"""How many stored mails one worker hands to a local mail server in a second, claimed and written down one by one."""

import json
import os
import sys
import tempfile
import time

MAILS = 500


def main() -> None:
    from django.core.management import call_command
    from django.db import transaction

    from notifications import deliveries

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        for number in range(MAILS):
            name = f"<{number}@article6.example>"
            deliveries.queue(
                key=name, group_key=name, revision=0, method="REQUEST", party="UN", invitation_id=number,
                recipient="guest@interpol.example", envelope_from="rsvp@article6.example", message_id=name,
                subject=name, mime=f"Message-ID: {name}\r\nSubject: {name}\r\n\r\n{'words ' * 2000}\r\n".encode(),
            )  # fmt: skip
    began = time.perf_counter()
    while deliveries.send_due():
        pass
    seconds = time.perf_counter() - began
    sys.stdout.write(json.dumps({"bench": "mail", "mails": MAILS, "per_second": round(MAILS / seconds)}) + "\n")


if __name__ == "__main__":
    from tests import smtp_sink

    with tempfile.TemporaryDirectory() as folder, smtp_sink.running() as sink:
        os.environ |= {
            "ARTICLE6_DATA": folder,
            "EMAIL_URL": sink.url,
            "DJANGO_SETTINGS_MODULE": "backend.config.settings",
        }
        import logging

        import django

        django.setup()
        logging.disable()
        main()
