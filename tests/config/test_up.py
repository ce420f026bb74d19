"""`article6 up`: everything in one go, and nothing left behind."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.processes import alive, article6, free_port, kill, launch, start, wait_until


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "var"
    yield made
    wait_until(lambda: not alive(made), what="processes were left behind")


def ready(process: "subprocess.Popen[str]") -> tuple[str, float]:
    """All that was printed until everything ran, and how many seconds that took."""
    began, said = time.monotonic(), ""
    assert process.stdout
    for line in process.stdout:
        said += line
        if "Ctrl-C stops everything" in line:
            return said, time.monotonic() - began
    raise AssertionError(said)


@pytest.mark.timeout(300)
def test_it_starts_everything_and_leaves_nothing_behind(folder: Path) -> None:
    port = free_port()
    first = start("up", "--port", str(port), folder=folder)
    try:
        said, seconds = ready(first)
        assert seconds < 90
        sign_ins = json.loads((folder / "sign-ins.json").read_text())
        assert {tuple(one) for one in sign_ins} == {("role", "party", "username", "password")}
        assert all(one["password"] in said for one in sign_ins)
        assert (folder / "sign-ins.json").stat().st_mode & 0o777 == 0o600
        with urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            assert answer.status == 200
        wait_until(lambda: len(list((folder / "mail").glob("*.eml"))) >= 8, what="the worker sent no mail")
        second = article6("up", "--port", str(port), folder=folder)
        assert (second.returncode, f"already runs here: http://127.0.0.1:{port}" in second.stderr) == (0, True)
    finally:
        first.send_signal(signal.SIGKILL)
        kill(first)
    wait_until(lambda: not alive(folder), seconds=15, what="something outlived its parent")
    again = start("up", "--port", str(port), folder=folder)
    try:
        said, seconds = ready(again)
        assert seconds < 45
        assert all(one["password"] in said for one in sign_ins)
        again.send_signal(signal.SIGINT)
        assert again.wait(40) == 0
    finally:
        kill(again)
    assert alive(folder) == []


def test_an_occupied_port_is_said_with_the_remedy(folder: Path) -> None:
    with socket.socket() as occupied:
        occupied.bind(("127.0.0.1", 0))
        occupied.listen()
        port = occupied.getsockname()[1]
        refused = article6("up", "--port", str(port), folder=folder)
    said = f"Port {port} is taken by another program. Choose another: `article6 up --port {port % 65535 + 1}`.\n"
    assert (refused.returncode, refused.stderr) == (3, said)


def test_a_port_that_cannot_be_is_wrong_use(folder: Path) -> None:
    refused = article6("up", "--port", "99999", folder=folder)
    assert (refused.returncode, "give a number from 1 to 65535" in refused.stderr) == (2, True)


def test_without_sample_data_it_prints_a_link_and_ends_with_the_program_it_follows(folder: Path) -> None:
    port = free_port()
    shell = "import subprocess, sys; subprocess.run([sys.executable, '-m', 'backend', *sys.argv[1:]])"
    arguments = ("up", "--port", str(port), "--follow", "--no-sample-data")
    process = launch([sys.executable, "-c", shell, *arguments], folder=folder)
    try:
        said, _ = ready(process)
        assert f"Make the first administrator, once: http://127.0.0.1:{port}/first-administrator/" in said
        assert not (folder / "sign-ins.json").exists()
        process.kill()
        wait_until(lambda: not alive(folder), what="it outlived the program it follows")
    finally:
        kill(process)
