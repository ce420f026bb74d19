"""`article6 import`: read meetings from files, all or nothing for each meeting."""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from backend.config.django_setup import set_up_django
from backend.config.progress import shown
from backend.domain.errors import DomainError, Invalid
from backend.interchange.format import read_file
from backend.interchange.record import MeetingRecord

MANY = 20
UNCONFIRMED = 4
EPILOG = """\
examples:
  article6 import meetings.yaml --dry-run     say what would happen, change nothing
  article6 import meetings.yaml --no-issue    record only, send nothing
  article6 import a.jsonl b.json --yes        do not ask before many mails

A meeting is known by its host and id: importing it again is an update, and changes nothing where nothing changed.
Each line of stdout reports one meeting: {"where", "id", "host", "result": created|changed|unchanged|refused,
"changed", "opened", "mails", "dry_run"}; `mails` is how many would be sent, where that was counted. A refused one has
"problems": where, code and message of each. Words go to stderr.

exit codes: 0 all was kept; 1 a meeting was refused, the others were kept; 2 wrong use or environment; 3 the database
does not answer; 4 more than 20 mails would be sent and nobody agreed: nothing was kept."""

Entry = tuple[str, MeetingRecord | Invalid]


def main(argv: list[str]) -> int:
    """0 where all was kept, 1 where one was refused, 4 where many mails were not agreed to."""
    options = _arguments(argv)
    set_up_django()
    entries = [entry for path in options.file for entry in _entries(path)]
    mails = {} if options.no_issue or (options.yes and not options.dry_run) else _counted(entries)
    if not options.dry_run and sum(mails.values()) > MANY and not _agreed(sum(mails.values())):
        sys.stderr.write("Nothing was imported. Repeat with --yes to send, or with --no-issue to record only.\n")
        return UNCONFIRMED
    reports = [_report(entry, options, mails) for entry in shown(entries, "importing")]
    _sum_up(reports, sum(mails.values()) if mails else None)
    return 1 if any(report["result"] == "refused" for report in reports) else 0


def _arguments(argv: list[str]) -> Namespace:
    parser = ArgumentParser(
        prog="article6 import",
        description="Read meetings in the interchange format; each is created, changed or refused whole.",
        epilog=EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", nargs="+", type=Path, metavar="FILE", help="JSONL, JSON or YAML")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    parser.add_argument("--no-issue", action="store_true", help="record the meetings but send nothing for them")
    parser.add_argument("--yes", action="store_true", help=f"send even if that is more than {MANY} mails")
    return parser.parse_args(argv)


def _entries(path: Path) -> Iterator[Entry]:
    try:
        yield from read_file(path)
    except Invalid as refusal:
        yield str(path), refusal


def _counted(entries: Sequence[Entry]) -> dict[str, int]:
    """By place in the file, how many mails each meeting would send; refused ones send none."""
    from django.utils import timezone

    from backend.config.rehearsal import mails_for

    mails: dict[str, int] = {}
    for where, record in shown(entries, "counting mails"):
        if isinstance(record, MeetingRecord):
            try:
                mails[where] = mails_for(record, by="import", now=timezone.now())
            except DomainError:
                continue
    return mails


def _agreed(count: int) -> bool:
    sys.stderr.write(f"This would send {count} mails. Go on? [y/N] ")
    sys.stderr.flush()
    answer = sys.stdin.readline() if sys.stdin.isatty() else ""
    if not answer:
        sys.stderr.write("\n")
    return answer.strip().lower() in {"y", "yes"}


def _report(entry: Entry, options: Namespace, mails: dict[str, int]) -> dict[str, object]:
    where, record = entry
    report: dict[str, object] = {"where": where}
    try:
        if isinstance(record, Invalid):
            raise record
        report |= {"id": record.id, "host": record.host, **_keep(record, options), "mails": mails.get(where)}
    except DomainError as refusal:
        problems = [{"where": p.where, "code": p.code, "message": p.message} for p in refusal.problems]
        report |= {"result": "refused", "problems": problems}
        for problem in refusal.problems:
            sys.stderr.write(f"{problem}\n")
    sys.stdout.write(json.dumps(report | {"dry_run": options.dry_run}, ensure_ascii=False) + "\n")
    return report


def _keep(record: MeetingRecord, options: Namespace) -> dict[str, object]:
    from django.db import transaction
    from django.utils import timezone

    from backend.interchange.services import keep_meeting
    from backend.meetings.selectors import opened

    now = timezone.now()
    with transaction.atomic():
        kept = keep_meeting(record, by="import", now=now, issue=not options.no_issue)
        if options.dry_run:
            transaction.set_rollback(True)
    result = "created" if kept.created else "changed" if kept.changed else "unchanged"
    return {"result": result, "changed": list(kept.changed), "opened": opened(kept.meeting, now=now)}


def _sum_up(reports: Sequence[dict[str, object]], mails: int | None) -> None:
    results = Counter(str(report["result"]) for report in reports)
    words = ", ".join(f"{count} {result}" for result, count in sorted(results.items())) or "none found"
    sys.stderr.write(f"{len(reports)} meetings: {words}.\n")
    if late := sum(bool(report.get("opened")) for report in reports):
        sys.stderr.write(f"{late} had already opened: decided, but nobody is invited to them any more.\n")
    if mails is not None:
        sys.stderr.write(f"{mails} mails.\n")
