"""The database dies, a line is cut, a clock is wrong: nothing is half there, and each mail is sent once."""

import json
import signal
import subprocess
import sys

import pytest

from tests import postgresql, smtp_sink
from tests.faults.outages import RESTARTS
from tests.processes import article6, surroundings
from tests.tools import libfaketime

KEEPING = postgresql.FAST | {"synchronous_commit": "on"}
"""What is committed is written before it is acknowledged, as in production."""


@pytest.mark.timeout(180)
def test_neither_a_database_that_dies_nor_a_line_that_is_cut_nor_a_wrong_clock_doubles_or_halves_anything(
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
            assert json.loads(program.stdout.readline()) == "in hand"
            for skew in ("+5m", "-5m"):
                clock = {"LD_PRELOAD": libfaketime(), "FAKETIME": skew, "DONT_FAKE_MONOTONIC": "1"}
                assert article6("relay", "--once", folder=folder, **names, **clock).returncode == 0
            assert len(sink.accepted) == RESTARTS
            program.stdin.write("go on\n")
            program.stdin.flush()
            said = json.loads(program.stdout.readline())
        assert said == {
            "ends": ["OperationalError"] * RESTARTS,
            "kept": [RESTARTS, RESTARTS, RESTARTS + 1],
            "states": ["sent"],
            "broken": "None",
        }
        sent = ["in-hand", *(f"mail-{number}" for number in range(RESTARTS))]
        assert sink.copies() == {f"<{one}@article6.example>": 1 for one in sent}
