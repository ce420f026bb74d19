"""`article6 evaluate`: decide every meeting of a file. No database."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date
from functools import lru_cache
from pathlib import Path

from backend.domain.errors import Invalid
from backend.domain.parties import Party
from backend.interchange.format import read_file
from backend.organisations.register import load_register
from scheduler.evaluation import evaluate
from scheduler.matching import Matcher

EXAMPLE = """example:
  article6 evaluate meetings.yaml | jq -c '[.meeting, .guest, .outcome]'

Each line of standard output is one decision: one meeting, one guest. What is wrong in the file
is said on standard error; the other meetings are decided all the same, and the exit code is 1."""


def main(argv: list[str]) -> int:
    """0 where every meeting was decided, 1 where one was refused, 2 for a wrong call."""
    parser = ArgumentParser(
        prog="article6 evaluate",
        description="Say for every meeting in FILE what Article 6 owes, to whom, and why.",
        epilog=EXAMPLE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="meetings as JSONL, JSON or YAML")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE",
                        help="use the register and the rules as they stood on DATE (default: today)")  # fmt: skip
    arguments = parser.parse_args(argv)
    try:
        return _decide(arguments.file)
    except Invalid as refusal:
        return _refuse(refusal)


def _decide(path: Path) -> int:
    refused = 0
    for _, record in read_file(path):
        if isinstance(record, Invalid):
            refused = _refuse(record)
            continue
        for document in evaluate(record, load_register(), matcher=_matcher):
            sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    return refused


@lru_cache(maxsize=2)
def _matcher(guest: Party) -> Matcher:
    return Matcher(guest)


def _refuse(refusal: Invalid) -> int:
    for problem in refusal.problems:
        sys.stderr.write(f"{problem}\n")
    return 1
