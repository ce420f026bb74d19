"""A worker that fell is started again; one that was asked to stop stays stopped."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.processes import ROOT, wait_until

PROGRAM = """
import sys
from backend.config import supervisor
supervisor.PAUSES = (0.05,)
raise SystemExit(supervisor.Supervisor(sys.argv[1:]).run())
"""


def supervised(*command: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *command], stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    )


def test_it_is_started_again_until_it_ends_well(tmp_path: Path) -> None:
    script = "echo x >> falls; test $(wc -l < falls) -ge 3"
    process = supervised("/bin/sh", "-c", f"cd {tmp_path}; {script}")
    _, said = process.communicate(timeout=20)
    assert (process.returncode, said.count("is started again")) == (0, 2)


def test_a_signal_reaches_it_and_ends_both(tmp_path: Path) -> None:
    process = supervised("/bin/sh", "-c", f"trap 'exit 3' TERM; touch {tmp_path}/up; while :; do sleep 0.05; done")
    wait_until((tmp_path / "up").exists)
    time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (3, "")
