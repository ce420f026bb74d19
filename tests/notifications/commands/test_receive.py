"""Intake as programs that are killed: what was acknowledged is in the database, and everything is in it once."""

import json
import smtplib
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.notifications.intake.dovecot import free_port, running
from tests.notifications.mail.reading.mails import fields, words
from tests.processes import article6, kill, start, surroundings

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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with its tables."""
    folder = tmp_path_factory.mktemp("receive") / "data"
    assert article6("migrate", folder=folder).returncode == 0
    return folder


def test_a_process_killed_at_any_step_of_the_mailbox_leaves_each_mail_stored_once(folder: Path) -> None:
    with running() as mailbox:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.notifications.intake.crashes", str(mailbox.port)],
            env=surroundings(folder),
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    killed_once_and_moved_away = [9, 1, 0]
    points = dict.fromkeys(("fetched", "stored", "moved"), killed_once_and_moved_away)
    assert json.loads(ended.stdout) == points | {"fetched in all": 3}


def test_an_acknowledged_mail_outlives_the_program(folder: Path) -> None:
    port = free_port()
    program = start("receive", "--port", str(port), folder=folder)
    try:
        with connected(port) as session:
            assert session.sendmail("desk@guest.example", [TO], MAIL) == {}
    finally:
        kill(program)
    relayed = article6("relay", "--once", folder=folder)
    with sqlite3.connect(folder / "article6.sqlite3") as database:
        rows = database.execute(
            "SELECT raw, source, state FROM notifications_inboundmessage WHERE source = 'lmtp'"
        ).fetchall()
    database.close()
    assert (relayed.returncode, rows) == (0, [(MAIL, "lmtp", "kept")])
