"""Real processes of the product, each in a data folder of its own, for tests that start and kill them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OWN = (
    "ARTICLE6_",
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "INBOX_URL",
    "PUBLIC_URL",
    "JOURNAL_ADDRESS",
    "SECRET_KEY",
)


def surroundings(folder: Path, **names: str) -> dict[str, str]:
    """The environment of a process: nothing of ours but its folder and these names."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith((*OWN, "COV_", "PYTEST"))}
    return kept | {"ARTICLE6_DATA": str(folder), "PYTHONPATH": str(ROOT)} | names


def article6(
    *arguments: str, folder: Path, stdin: str = "", timeout: float = 120, **names: str
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "backend", *arguments],
        env=surroundings(folder, **names),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        cwd=folder.parent,
    )


def start(*arguments: str, folder: Path, **names: str) -> "subprocess.Popen[str]":
    """Start one command in a session of its own; its output can be read from `.stdout`."""
    return launch([sys.executable, "-m", "backend", *arguments], folder=folder, **names)


def launch(command: list[str], *, folder: Path, **names: str) -> "subprocess.Popen[str]":
    """The same for any program."""
    return subprocess.Popen(
        command,
        env=surroundings(folder, **names),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        cwd=folder.parent,
    )


def kill(process: "subprocess.Popen[str]") -> None:
    """SIGKILL, to the whole group."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
    if process.stdout:
        process.stdout.close()


def alive(folder: Path) -> list[str]:
    """Command lines of the processes whose environment names the data folder."""
    mark = f"ARTICLE6_DATA={folder}\0".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (entry / "environ").read_bytes() and "zombie" not in (entry / "status").read_text():
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def wait_until(holds: Callable[[], object], *, seconds: float = 60, what: str = "") -> None:
    """Fails when the condition does not hold in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, what or f"not within {seconds} s: {holds}"
        time.sleep(0.05)


def free_port() -> int:
    """A port of the loopback interface on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody listens on this port of the loopback interface."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
