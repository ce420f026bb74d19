"""A worker may be killed at any step: no mail is lost, and none is doubled."""

import json
import subprocess
import sys

import pytest

from tests import mailbox, smtp_sink
from tests.faults.crashes import POINTS
from tests.faults.writers import ACTS, MAILS, RELAYS, WRITERS
from tests.processes import surroundings
from tests.stack import Stack, prepared

pytestmark = pytest.mark.database

KILLED = 9
BEFORE_THE_DOT = ("after_claim", "after_connect", "after_recipient")


def outcome(module: str, stack: Stack) -> dict[str, object]:
    """What the program says of itself at its end."""
    done = subprocess.run(
        [sys.executable, "-m", module],
        env=surroundings(stack.folder, **stack.names, DJANGO_SETTINGS_MODULE="backend.config.settings"),
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "locked" not in done.stderr
    said: dict[str, object] = json.loads(done.stdout)
    return said


def test_with_a_journal_every_mail_arrives_exactly_once() -> None:
    with smtp_sink.running() as sink, mailbox.running() as box:
        sink.journal = box.deliver
        with prepared(sink, JOURNAL_ADDRESS=smtp_sink.JOURNAL, INBOX_URL=box.url) as stack:
            assert outcome("tests.faults.crashes", stack) == {
                "ends": dict.fromkeys(POINTS, KILLED),
                "states": dict.fromkeys(POINTS, "sent"),
            }
        assert sink.copies() == {f"<{point}@article6.example>": 1 for point in POINTS}


def test_without_a_journal_what_may_have_arrived_waits_for_a_person() -> None:
    with smtp_sink.running() as sink, prepared(sink) as stack:
        states = {point: "sent" if point in BEFORE_THE_DOT else "uncertain" for point in POINTS}
        assert outcome("tests.faults.crashes", stack) == {"ends": dict.fromkeys(POINTS, KILLED), "states": states}
        arrived = [point for point in POINTS if point != "before_dot"]
        assert sink.copies() == {f"<{point}@article6.example>": 1 for point in arrived}


def test_many_writers_do_not_lock_each_other_out_and_many_relays_send_each_mail_once() -> None:
    with smtp_sink.running() as sink, prepared(sink) as stack:
        assert outcome("tests.faults.writers", stack) == {
            "writers": [0] * WRITERS,
            "entries": WRITERS * ACTS,
            "relays": [0] * RELAYS,
            "states": ["sent"],
        }
        assert (len(sink.copies()), set(sink.copies().values())) == (MAILS, {1})
