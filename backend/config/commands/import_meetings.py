"""`article6 import`: read meetings from files, all or nothing for each meeting."""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path

from backend.config.django_setup import set_up_django
from backend.domain.errors import DomainError, Invalid
from backend.interchange.format import read_file
from backend.interchange.record import MeetingRecord

MANY = 20
EXAMPLE = """examples:
  article6 import meetings.yaml --dry-run     say what would happen, change nothing
  article6 import meetings.yaml --no-issue    record only, send nothing
  article6 import a.jsonl b.json --yes        do not ask before many mails

Importing the same file again changes nothing. Each line of standard output reports one meeting."""


def main(argv: list[str]) -> int:
    """0 where all was kept, 1 where one was refused, 2 for a wrong call, 4 where many mails were not confirmed."""
    arguments = _arguments(argv)
    set_up_django()
    entries = [entry for path in arguments.file for entry in _entries(path)]
    published = sum(isinstance(record, MeetingRecord) and record.status == "published" for _, record in entries)
    asks = published > MANY and not (arguments.dry_run or arguments.no_issue or arguments.yes)
    if asks and not _confirmed(published):
        sys.stderr.write("Nothing was imported. Repeat with --yes to send, or with --no-issue to record only.\n")
        return 4
    reports = [_report(where, record, arguments) for where, record in entries]
    refused = sum(report["result"] == "refused" for report in reports)
    sys.stderr.write(f"{len(reports) - refused} of {len(reports)} meetings accepted, {refused} refused.\n")
    return 1 if refused else 0


def _arguments(argv: list[str]) -> Namespace:
    parser = ArgumentParser(
        prog="article6 import",
        description="Read meetings in the interchange format; each is created, changed or refused whole.",
        epilog=EXAMPLE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", nargs="+", type=Path, metavar="FILE", help="JSONL, JSON or YAML")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    parser.add_argument("--no-issue", action="store_true", help="record the meetings but send nothing for them")
    parser.add_argument("--yes", action="store_true", help=f"send even if that may be more than {MANY} mails")
    return parser.parse_args(argv)


def _entries(path: Path) -> Iterator[tuple[str, MeetingRecord | Invalid]]:
    try:
        yield from read_file(path)
    except Invalid as refusal:
        yield str(path), refusal


def _confirmed(count: int) -> bool:
    if not sys.stdin.isatty():
        return False
    sys.stderr.write(f"This may send up to {count} mails. Go on? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _report(where: str, record: MeetingRecord | Invalid, arguments: Namespace) -> dict[str, object]:
    report: dict[str, object] = {"where": where}
    try:
        if isinstance(record, Invalid):
            raise record
        report |= {"id": record.id, "host": record.host, **_keep(record, arguments)}
    except DomainError as refusal:
        problems = [{"where": p.where, "code": p.code, "message": p.message} for p in refusal.problems]
        report |= {"result": "refused", "problems": problems}
        for problem in refusal.problems:
            sys.stderr.write(f"{problem}\n")
    sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
    return report


def _keep(record: MeetingRecord, arguments: Namespace) -> dict[str, object]:
    from django.db import transaction
    from django.utils import timezone

    from backend.interchange.services import keep_meeting

    with transaction.atomic():
        kept = keep_meeting(record, by="import", now=timezone.now(), issue=not arguments.no_issue)
        if arguments.dry_run:
            transaction.set_rollback(True)
    result = "created" if kept.created else "changed" if kept.changed else "unchanged"
    return {"result": result, "changed": list(kept.changed), "dry_run": arguments.dry_run}
