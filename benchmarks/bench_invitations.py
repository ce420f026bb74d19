"""Invitations promised, composed and handed to a mail server by the product's own worker, beside the usual way.

    .venv/bin/python benchmarks/bench_invitations.py [sqlite] [postgresql]

Same worker, same mail server, same number of mails, one way after the other in each round. Each mail is counted where
it arrives. Ours owes ten times as many a second on either database, and none lost or doubled. Offices alone, of which
each reads a letter of its own in two languages, are measured too; for them nothing is owed but that none is lost.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.servers import Server, free_port, running, started  # noqa: E402 - a script finds its project first

if TYPE_CHECKING:
    from benchmarks.invitations import Told

DATABASES = ("sqlite", "postgresql")
ROUNDS, PATIENCE = 3, 120.0
"""Seconds after which one way of one round has failed."""

Way = Callable[[Sequence["Told"]], Callable[[], None]]
"""What makes its rows ready and returns what sends: only that is timed."""


@dataclass(frozen=True, slots=True)
class Mix:
    """So many delegations with their office, and offices alone; ours sends `least` times as many a second."""

    delegations: int
    offices: int
    least: float = 0.0

    def __str__(self) -> str:
        return f"{self.delegations} delegations with their office and {self.offices} offices alone"


WARM = Mix(delegations=5, offices=2)
MIXES = (Mix(delegations=128, offices=32, least=10.0), Mix(delegations=0, offices=256))


@dataclass(frozen=True, slots=True)
class Lane:
    """What one way did in one round; `cpu` is the processor time of its processes in seconds."""

    mails: int
    seconds: float
    cpu: float


class Bench:
    """A worker and a mail server whose every accepted mail is a line in a file: its Message-ID and its recipient."""

    def __init__(self, worker: Server, accepted: Path) -> None:
        self._worker, self._accepted = worker, accepted
        self._arrived, self._read = 0, 0
        self.expected: Counter[str] = Counter()

    def measure(self, way: Way, mark: str, mix: Mix) -> Lane:
        """New invitations sent in this way, from the first promise to the arrival of the last mail."""
        from benchmarks import invitations

        told = invitations.copies(invitations.TOGETHER, mix.delegations, mark=f"{mark}/T")
        told += invitations.copies(invitations.ALONE, mix.offices, mark=f"{mark}/A")
        recipients = [recipient for one in told for recipient in one.recipients]
        self.expected.update(recipients)
        send, cpu, began = way(told), self._worker.cpu(), time.perf_counter()
        send()
        while self._count() < self.expected.total() and time.perf_counter() < began + PATIENCE:
            time.sleep(0.02)
        if self._arrived < self.expected.total():
            raise SystemExit(
                f"{mark}: {self._arrived} of {self.expected.total()} mails arrived within {PATIENCE:.0f} s"
            )
        return Lane(len(recipients), time.perf_counter() - began, self._worker.cpu() - cpu)

    def _count(self) -> int:
        with self._accepted.open("rb") as file:
            file.seek(self._read)
            new = file.read()
        self._read, self._arrived = self._read + len(new), self._arrived + new.count(b"\n")
        return self._arrived

    def lost_and_doubled(self) -> tuple[int, int]:
        """How many mails did not arrive, and how many arrived again, by recipient and by Message-ID."""
        lines = [line.split() for line in self._accepted.read_text(encoding="utf-8").splitlines()]
        arrived, identities = Counter(recipient for _, recipient in lines), Counter(identity for identity, _ in lines)
        again = max((arrived - self.expected).total(), len(lines) - len(identities))
        return (self.expected - arrived).total(), again


def ours(told: Sequence["Told"]) -> Callable[[], None]:
    """A promise for each revision, in one transaction; the relay and the sender do the rest."""
    from django.db import transaction

    from backend.invitations.services import TOLD
    from backend.outbox.services import gathered, post

    def promise() -> None:
        with gathered(), transaction.atomic():
            for one in told:
                post(TOLD, one.revision.pk, party=one.party)

    return promise


def usual(told: Sequence["Told"]) -> Callable[[], None]:
    """A row and a task for each mail."""
    from benchmarks.naive import invite, rows

    mails = rows(told)

    def delay() -> None:
        for delivery, attendee in mails:
            invite.delay(delivery, attendee)

    return delay


def main(argv: list[str]) -> int:
    """0 where the promise holds on each of the databases; each is measured by a process of its own."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what was started is stopped
    if len(argv) == 1:
        return on_database(argv[0])
    results = [subprocess.run([sys.executable, __file__, one], check=False) for one in argv or DATABASES]  # noqa: S603 - our own arguments
    return max(result.returncode for result in results)


def on_database(name: str) -> int:
    folder = Path(tempfile.mkdtemp(prefix="article6-bench-"))
    try:
        with ExitStack() as servers:
            names = {}
            if name == "postgresql":
                from tests import postgresql

                names = {"DATABASE_URL": servers.enter_context(postgresql.running()).url}
            return compare(name, prepared(folder, names, servers))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepared(folder: Path, names: Mapping[str, str], servers: ExitStack) -> Bench:
    """The invitations, the mail server, the broker and the worker; this process speaks to the same database."""
    from backend.config import embedded_broker, process_commands
    from backend.config.django_setup import SETTINGS_MODULE, set_up_django

    port, socket, accepted = free_port(), embedded_broker.socket_path(folder), folder / "accepted"
    os.environ |= {
        **names,
        "ARTICLE6_DATA": str(folder),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "REDIS_URL": f"unix://{socket}",
        "DJANGO_SETTINGS_MODULE": SETTINGS_MODULE,
    }
    servers.enter_context(running([sys.executable, "-m", "benchmarks.sink", str(port), str(accepted)], port=port))
    servers.enter_context(started(embedded_broker.command(socket, folder)))
    while not socket.exists():
        time.sleep(0.01)
    set_up_django()
    from benchmarks import invitations

    invitations.prepare()
    worker = servers.enter_context(started([*process_commands.worker(), "--include", "benchmarks.naive"]))
    return Bench(Server("", worker.pid), accepted)


def compare(name: str, bench: Bench) -> int:
    """Some mails to get both going, then the rounds of each mix. 0 where the promise holds."""
    for way in (usual, ours):
        bench.measure(way, f"warm-{way.__name__}", WARM)
    say(f"invitations on {name}, one worker of two processes, {ROUNDS} rounds")
    quick = [compare_with(mix, bench) >= mix.least for mix in MIXES]
    lost, doubled = bench.lost_and_doubled()
    say(f"  {bench.expected.total():,} mails in all; {lost} lost, {doubled} doubled")
    return 0 if all(quick) and not lost and not doubled else 1


def compare_with(mix: Mix, bench: Bench) -> float:
    """How many times as many mails of this mix ours sends in a second, as the median of the rounds."""
    rounds = [
        tuple(bench.measure(way, f"{way.__name__}-{mix.delegations}-{number}", mix) for way in (usual, ours))
        for number in range(ROUNDS)
    ]
    times = [slow.seconds / fast.seconds for slow, fast in rounds]
    say(f"  {rounds[0][0].mails:,} mails each way in each round: {mix}")
    for label, lanes in zip(("usual", "ours"), zip(*rounds, strict=True), strict=True):
        rates = [lane.mails / lane.seconds for lane in lanes]
        cpu = median(lane.cpu / lane.mails for lane in lanes) * 1000
        shown = ", ".join(f"{rate:,.0f}" for rate in rates)
        say(f"    {label:<5} {median(rates):>6,.0f} a second ({shown}); {cpu:.2f} ms of processor time each")
    say(f"    {median(times):.1f} times ({', '.join(f'{one:.1f}' for one in times)})")
    return median(times)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
