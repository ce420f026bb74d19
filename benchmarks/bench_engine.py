"""Meetings decided in a second on one core: the engine alone, and whole meetings with matching, 100,000 items in all.

`make bench` runs it; the engine alone owes at least 5,000 meetings a second with their trace. The ratio compares whole
decisions, everything included, with a plain loop over compiled regular expressions of the same terms.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from backend.interchange.format import parse_meeting  # noqa: E402 - a script finds its project first
from backend.interchange.record import MeetingRecord  # noqa: E402
from backend.organisations.register import load_register  # noqa: E402
from benchmarks.bench_matching import per_second as titles_per_second  # noqa: E402
from benchmarks.bench_matching import regex_loop  # noqa: E402
from scheduler.article6.engine import decide  # noqa: E402
from scheduler.article6.explanation import as_document  # noqa: E402
from scheduler.article6.facts import MeetingFacts  # noqa: E402
from scheduler.evaluation import evaluate, gather, guests_of  # noqa: E402
from scheduler.matching import Subject  # noqa: E402
from scheduler.matching.evaluation.items import items as labelled  # noqa: E402

MEETINGS = 2_000
WHOLE, ITEMS = 10_000, 10
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


def agendas() -> list[MeetingRecord]:
    """Ten thousand meetings with ten real titles each, no two meetings with the same title."""
    titles = [one.title for one in labelled("development") if one.language == "en"]
    hosts = (("UN", "CSW"), ("INTERPOL", "ICPO-SYMP"), ("UN", "CCPCJ"), ("WHO", None))
    return [
        parse_meeting(
            {
                "id": f"M/{number}",
                "host": hosts[number % 4][0],
                "body": hosts[number % 4][1],
                "title": f"Session {number}",
                "scope": "international",
                "starts": "2026-05-18",
                "ends": "2026-05-22",
                "involved": [{"party": "UN", "role": "support"}] if number % 4 == 3 else [],
                "agenda": {
                    "items": [
                        {"number": str(place + 1), "title": titles[(number * 7 + place * 13) % len(titles)]}
                        for place in range(ITEMS)
                    ]
                },
            }
        )
        for number in range(WHOLE)
    ]


def whole_items_per_second() -> float:
    """Items a second of processor time from the record to the decision's document, matching included."""
    records, register = agendas(), load_register()
    began = process_time()
    for record in records:
        evaluate(record, register)
    return len(records) * ITEMS / (process_time() - began)


def main() -> int:
    """Print the rates and the ratio."""
    given = facts()
    traced = per_second(decide, given)
    told = per_second(lambda one: as_document("M/1", one, decide(one)), given)
    sys.stdout.write(f"engine: {traced:,.0f} meetings a second with the full trace; {told:,.0f} with the document\n")
    rate = whole_items_per_second()
    sample = [Subject(one.title) for one in labelled("development") if one.language == "en"][:40]
    plain = titles_per_second(regex_loop(), sample)
    total = WHOLE * ITEMS
    sys.stdout.write(f"whole: {total:,} items in {WHOLE:,} meetings, {rate:,.0f} items a second, ")
    sys.stdout.write(f"{rate / plain:,.1f} times a plain loop over compiled patterns ({plain:,.0f} titles a second)\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
