"""`article6 receive`, as a program: what it acknowledged is in the database, also after it was killed."""

import smtplib
import sqlite3
import time
from pathlib import Path

from tests.notifications.intake.dovecot import free_port
from tests.notifications.mail.reading.mails import fields, words
from tests.processes import article6, kill, start

MAIL = fields(Message_ID="<a@guest.example>") + words("hello") + b"\r\n"
TO = "rsvp-1-aaaaaaaaaaaaaaaa@article6.example"


def connected(port: int) -> smtplib.LMTP:
    deadline = time.monotonic() + 40
    while True:
        try:
            return smtplib.LMTP("127.0.0.1", port, timeout=10)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def test_an_acknowledged_mail_outlives_the_program(tmp_path: Path) -> None:
    folder, port = tmp_path / "data", free_port()
    assert article6("migrate", folder=folder).returncode == 0
    program = start("receive", "--port", str(port), folder=folder)
    try:
        with connected(port) as session:
            assert session.sendmail("desk@guest.example", [TO], MAIL) == {}
    finally:
        kill(program)
    relayed = article6("relay", "--once", folder=folder)
    with sqlite3.connect(folder / "article6.sqlite3") as database:
        rows = database.execute("SELECT raw, source, state FROM notifications_inboundmessage").fetchall()
    database.close()
    assert (relayed.returncode, rows) == (0, [(MAIL, "lmtp", "kept")])
