"""Feeds against Radicale and a bare Django view, in one run, with the same events, on the loopback interface.

    .venv/bin/python -m benchmarks.bench_feeds [--quick]

Prints answers per second, the 99th percentile, processor time per answer and the ratios that are promised.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.load import PATIENCE, Case, Result, fetch, load
from benchmarks.servers import Server, free_port, keep_collection, radicale, running

SIZES = (100, 1_000, 10_000)
ENOUGH_OF_RADICALE, ENOUGH_OF_DJANGO = 150.0, 1.5
POLLERS, FLAT = 50, 1.10
BARE = "bare Django view"
GZIP = {"Accept-Encoding": "gzip"}
ROUNDS = 3


def main(argv: list[str]) -> int:
    """0 where the promises hold, 1 where one does not."""
    parser = argparse.ArgumentParser(prog="bench_feeds", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="shorter, and without the calendar of 10,000 events")
    options = parser.parse_args(argv)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what was started is stopped
    folder = Path(tempfile.mkdtemp(prefix="article6-bench-"))
    try:
        return run(folder, sizes=SIZES[:2] if options.quick else SIZES, seconds=1 if options.quick else 2,
                   flat_seconds=5 if options.quick else 30)  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, *, sizes: tuple[int, ...], seconds: float, flat_seconds: float) -> int:
    """Prepare, start the three servers, measure, compare."""
    os.environ.update(ARTICLE6_DATA=str(folder / "data"), DJANGO_SETTINGS_MODULE="backend.config.settings")
    paths = prepare(sizes)
    with ExitStack() as servers:
        ours = servers.enter_context(web_server("backend.config.wsgi:application"))
        bare = servers.enter_context(web_server("benchmarks.bare:application"))
        port = free_port()
        peer = servers.enter_context(running(radicale(folder, port), port=port))
        cases = {BARE: Case(bare, f"{bare.url}/bare")}
        for size, path in paths.items():
            cases |= of_size(size, f"{ours.url}{path}", ours, peer, folder)
        good = [flat(ours, f"{ours.url}{paths[1_000]}", flat_seconds)]
        found = measured(cases, seconds)
        good += [promise(found, size) for size in sizes]
    return 0 if all(good) else 1


def web_server(application: str) -> AbstractContextManager[Server]:
    """The application under the very server, with the very options, that `article6 web` starts."""
    from backend.config.process_commands import web

    port = free_port()
    command = [part if part != "backend.config.wsgi:application" else application for part in web("127.0.0.1", port)]
    return running(command, port=port)


def of_size(size: int, url: str, ours: Server, peer: Server, folder: Path) -> dict[str, Case]:
    """Our feed of this size, plain, gzip and unchanged, and Radicale with the same events."""
    body, headers = fetch(url)
    keep_collection(folder, f"bench/{size}", body)
    return {
        f"feed, {size} events, plain": Case(ours, url),
        f"feed, {size} events, gzip": Case(ours, url, GZIP),
        f"feed, {size} events, 304": Case(ours, url, GZIP | {"If-None-Match": headers["etag"]}),
        f"Radicale, {size} events, gzip": Case(peer, f"{peer.url}/bench/{size}/", GZIP, slow=True),
    }


def measured(cases: dict[str, Case], seconds: float) -> dict[str, Result]:
    """Each case in ROUNDS rounds, one after the other, so that a busy moment of the machine meets all alike."""
    rounds: dict[str, list[Result]] = {name: [] for name in cases}
    quick = [name for name, case in cases.items() if not case.slow]
    for name in [*quick * ROUNDS, *(name for name, case in cases.items() if case.slow)]:
        rounds[name].append(cases[name].measure(seconds))
    found = {name: sorted(results, key=lambda one: one.rate)[len(results) // 2] for name, results in rounds.items()}
    say(f"{'median of ' + str(ROUNDS) + ' rounds':<34}{'answers/s':>10}{'p99 ms':>9}{'CPU µs':>9}{'octets':>11}")
    for name, one in found.items():
        wrong = f"  {one.errors} errors" if one.errors else ""
        say(f"{name:<34}{one.rate:>10.1f}{one.p99:>9.1f}{one.cpu:>9.0f}{one.octets:>11}{wrong}")
    return found


def promise(found: dict[str, Result], size: int) -> bool:
    """The ratios of this size, and whether they are what is promised."""
    radicale = found[f"Radicale, {size} events, gzip"]
    against_radicale = found[f"feed, {size} events, gzip"].rate / radicale.rate
    least = "" if radicale.octets else f" (it gave no answer in {PATIENCE:.0f} s: at least)"
    against_django = found[f"feed, {size} events, 304"].rate / found[BARE].rate
    enough = ENOUGH_OF_RADICALE if size == 1_000 else 0.0
    return all([
        said(f"{size} events, gzip, against Radicale{least}", against_radicale, enough),
        said(f"{size} events, 304, against the bare Django view", against_django, ENOUGH_OF_DJANGO),
    ])  # fmt: skip


def said(name: str, ratio: float, enough: float) -> bool:
    good = ratio >= enough
    promised = f"  (promised {enough:g}: {'holds' if good else 'DOES NOT HOLD'})" if enough else ""
    say(f"{name}: × {ratio:.2f}{promised}")
    return good


def flat(server: Server, url: str, seconds: float) -> bool:
    """Whether memory stays where it is while many programs poll."""
    load(url, headers={"Accept-Encoding": "gzip"}, seconds=2, connections=POLLERS)
    before = server.memory()
    found = load(url, headers={"Accept-Encoding": "gzip"}, seconds=seconds, connections=POLLERS)
    after = server.memory()
    good = after <= before * FLAT and not found.errors
    say(
        f"{POLLERS} pollers for {seconds:.0f} s: {found.rate:.1f} answers/s, p99 {found.p99:.1f} ms, "
        f"memory {before / 1e6:.1f} → {after / 1e6:.1f} MB  ({'flat' if good else 'NOT FLAT'})"
    )
    return good


def prepare(sizes: tuple[int, ...]) -> dict[int, str]:
    """Meetings as shared copies, a feed for each size; returns the paths of their addresses."""
    from benchmarks.meetings import feeds_of

    return feeds_of(sizes)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
