"""The database dies in mid-transaction, or cuts a line: nothing is half there, and each mail is sent once."""

import json
import signal
import subprocess
import sys

import pytest

from tests import postgresql, smtp_sink
from tests.faults.outages import RESTARTS
from tests.processes import article6, surroundings

KEEPING = postgresql.FAST | {"synchronous_commit": "on"}
"""What is committed is written before it is acknowledged, as in production."""


@pytest.mark.timeout(180)
def test_a_database_that_dies_five_times_and_cuts_a_line_leaves_nothing_half_done(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("outages")
    with postgresql.running(KEEPING) as server, smtp_sink.running() as sink:
        names = {"DATABASE_URL": server.url, "EMAIL_URL": sink.url}
        assert article6("migrate", folder=folder, **names).returncode == 0
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.outages"],
            env=surroundings(folder, **names, DJANGO_SETTINGS_MODULE="backend.config.settings"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        with program:
            assert program.stdin
            assert program.stdout
            for _ in range(RESTARTS):
                assert json.loads(program.stdout.readline()) == "ready"
                server.stop(signal.SIGQUIT)
                server.start()
                program.stdin.write("restarted\n")
                program.stdin.flush()
            said = json.loads(program.stdout.readline())
        assert said == {
            "ends": ["OperationalError"] * RESTARTS,
            "kept": [RESTARTS] * 3,
            "states": ["sent"],
            "broken": "None",
        }
        assert sink.copies() == {f"<mail-{number}@article6.example>": 1 for number in range(RESTARTS)}
