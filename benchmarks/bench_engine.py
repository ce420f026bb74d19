"""Meetings decided in a second on one core, matching left out: the full trace, and the whole document.

`make bench` runs it; the issue of the engine asks for at least 5,000 meetings a second with their trace.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from backend.interchange.format import parse_meeting  # noqa: E402 - a script finds its project first
from backend.organisations.register import load_register  # noqa: E402
from scheduler.article6.engine import decide  # noqa: E402
from scheduler.article6.explanation import as_document  # noqa: E402
from scheduler.article6.facts import MeetingFacts  # noqa: E402
from scheduler.evaluation import gather, guests_of  # noqa: E402

MEETINGS = 2_000
TITLES = (
    "Election of officers",
    "World crime trends",
    "Demographic statistics",
    "Organized crime and terrorism",
    "Adoption of the report",
    "Date of the next session",
    "Money laundering",
    "Programme budget",
    "Ageing",
    "Drug control",
)


def facts() -> list[MeetingFacts]:
    """Both directions, ten items each."""
    items = [{"number": str(number), "title": title} for number, title in enumerate(TITLES, 1)]
    sketch = {
        "title": "Session",
        "kind": "session",
        "starts": "2026-05-18",
        "ends": "2026-05-22",
        "agenda": {"items": items},
    }
    hosts = (("UN", "CSW"), ("INTERPOL", "ICPO-SYMP"))
    records = [
        parse_meeting({"id": f"M/{number}", "host": host, "body": body, **sketch})
        for number in range(MEETINGS // 2)
        for host, body in hosts
    ]
    return [gather(record, load_register(), guests_of(record)[0]).facts for record in records]


def per_second(work: Callable[[MeetingFacts], object], given: list[MeetingFacts]) -> float:
    """The best of three runs, in meetings per second of processor time."""
    runs = []
    for _ in range(3):
        began = process_time()
        for one in given:
            work(one)
        runs.append(process_time() - began)
    return len(given) / min(runs)


def main() -> int:
    """Print both rates."""
    given = facts()
    traced = per_second(decide, given)
    told = per_second(lambda one: as_document("M/1", one, decide(one)), given)
    sys.stdout.write(f"engine: {traced:,.0f} meetings a second with the full trace; {told:,.0f} with the document\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
