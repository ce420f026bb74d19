"""Servers that are compared: started on the loopback interface, measured from /proc, and stopped."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30.0
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Server:
    """A running server: its address and the group of processes that it is."""

    url: str
    group: int

    def cpu(self) -> float:
        """Seconds of processor time that the group has used so far."""
        fields = [stat.rpartition(")")[2].split() for stat in self._stats()]
        return sum(int(one[11]) + int(one[12]) for one in fields) / TICKS

    def memory(self) -> int:
        """Octets that the group holds in memory."""
        return sum(int(stat.rpartition(")")[2].split()[21]) for stat in self._stats()) * PAGE

    def _stats(self) -> Iterator[str]:
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                stat = entry.read_text()
            except OSError:
                continue
            if int(stat.rpartition(")")[2].split()[2]) == self.group:
                yield stat


@contextmanager
def running(command: list[str], *, port: int, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """The server of this command line while the block lasts; its output is thrown away."""
    with started(command, environment=environment) as process:
        _wait(port, process)
        yield Server(f"http://127.0.0.1:{port}", os.getpgid(process.pid))


@contextmanager
def started(command: list[str], *, environment: Mapping[str, str] | None = None) -> Iterator["subprocess.Popen[bytes]"]:
    """A program in a group of its own while the block lasts, asked to stop at its end and then made to."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    process = subprocess.Popen(  # noqa: S603 - our own command lines
        command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"The server on port {port} did not start.")


def free_port() -> int:
    """A port of the loopback interface on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def keep_collection(folder: Path, name: str, calendar: bytes) -> None:
    """The events of a calendar as a collection in Radicale's storage, each in its own file, as a PUT leaves them."""
    collection = folder / "collections" / "collection-root" / name
    collection.mkdir(parents=True)
    (collection / ".Radicale.props").write_text('{"tag": "VCALENDAR"}')
    zones = b"".join(re.findall(rb"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r\n", calendar, re.DOTALL))
    head = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n" + zones
    for number, event in enumerate(re.findall(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", calendar, re.DOTALL)):
        (collection / f"{number}.ics").write_bytes(head + event + b"END:VCALENDAR\r\n")


def radicale(folder: Path, port: int) -> list[str]:
    """Radicale's command line: everybody may read and write, its storage in this folder."""
    config = folder / "radicale.ini"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\nmax_content_length = 100000000\ntimeout = 120\n"
        "[auth]\ntype = none\n[rights]\ntype = authenticated\n"
        f"[storage]\nfilesystem_folder = {folder / 'collections'}\n[logging]\nlevel = error\n"
    )
    return [sys.executable, "-m", "radicale", "--config", str(config)]
