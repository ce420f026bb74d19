"""The whole product as real processes: broker, worker, beat, mail server, on the database of this run."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from backend.config import embedded_broker
from tests.processes import article6, kill, launch, start, wait_until
from tests.smtp_sink import Sink

SERVER = os.environ.get("DATABASE_URL")


class Stack:
    """Processes in one data folder; each can be started, killed and started again."""

    def __init__(self, folder: Path, names: Mapping[str, str]) -> None:
        self.folder, self.names = folder, dict(names)
        self.running: dict[str, subprocess.Popen[str]] = {}
        self.socket = folder / "broker.sock"
        self.names["REDIS_URL"] = f"unix://{self.socket}"

    def start(self, *parts: str) -> None:
        """Start `broker`, or a command of the product."""
        for part in parts:
            if part == "broker":
                self.socket.unlink(missing_ok=True)
                self.running[part] = launch(embedded_broker.command(self.socket, self.folder), folder=self.folder)
                wait_until(self.socket.exists, what="the broker did not start")
            else:
                self.running[part] = start(part, folder=self.folder, **self.names)

    def kill(self, part: str) -> None:
        """SIGKILL, with all its children."""
        kill(self.running.pop(part))

    def signal(self, part: str, number: signal.Signals) -> None:
        """SIGSTOP makes a part hang, SIGCONT wakes it."""
        os.killpg(self.running[part].pid, number)

    def run(self, *arguments: str, **names: str) -> subprocess.CompletedProcess[str]:
        """One command, to its end."""
        return article6(*arguments, folder=self.folder, **self.names | names)

    def publish(self, identifier: str, **changes: object) -> None:
        """Import a session of the Commission that INTERPOL is invited to, or what changed of it."""
        opening = datetime.now(UTC).date() + timedelta(weeks=20)
        meeting = {
            "id": identifier, "host": "UN", "body": "CCPCJ", "title": f"Session {identifier}",
            "starts": opening.isoformat(), "ends": opening.isoformat(), "time_zone": "Europe/Vienna", "place": "Vienna",
        } | changes  # fmt: skip
        file = self.folder / "meeting.json"
        file.write_text(json.dumps([meeting]))
        done = self.run("import", str(file), "--yes")
        assert done.returncode == 0, done.stderr


@contextmanager
def prepared(sink: Sink, **names: str) -> Iterator[Stack]:
    """A stack with an empty register and no process yet; everything is killed and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="article6-"))
    with _database() as database:
        stack = Stack(folder, {"EMAIL_URL": sink.url, **database, **names})
        try:
            done = stack.run("migrate")
            assert done.returncode == 0, done.stderr
            yield stack
        finally:
            for part in list(stack.running):
                stack.kill(part)
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database() -> Iterator[dict[str, str]]:
    """SQLite in the folder; in the run on PostgreSQL, a new database on its server."""
    if SERVER is None:
        yield {}
        return
    import psycopg

    name = f"stack_{uuid4().hex[:8]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {"DATABASE_URL": urlsplit(SERVER)._replace(path=f"/{name}").geturl()}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
