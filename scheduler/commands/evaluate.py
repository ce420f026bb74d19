"""`article6 evaluate`: decide every meeting of a file. No database."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import date
from io import TextIOWrapper
from pathlib import Path

from backend.domain.errors import Invalid
from backend.interchange.format import read_file
from backend.organisations.register import load_register
from scheduler.evaluation import evaluate

EXAMPLE = """example:
  article6 evaluate meetings.yaml | jq -c '[.meeting, .guest, .outcome]'

Each line of standard output is one decision: one meeting, one guest. What is wrong in the file
is said on standard error; the other meetings are decided all the same, and the exit code is 1."""


def main(argv: list[str]) -> int:
    """0 where every meeting was decided, 1 where one was refused, 2 for a wrong call."""
    arguments = _parser().parse_args(argv)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        return _decide(arguments.file, arguments.as_of)
    except Invalid as refusal:
        return _refuse(refusal)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="article6 evaluate",
        description="Say for every meeting in FILE what Article 6 owes, to whom, and why.",
        epilog=EXAMPLE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="meetings as JSONL, JSON or YAML; - reads standard input"
    )
    parser.add_argument("--as-of", type=_date, metavar="DATE",
                        help="use the register, the rules and the Agreement as they stood on DATE (default: "
                             "today)")  # fmt: skip
    return parser


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a date: write it like 2026-05-18") from None


def _decide(path: Path, as_of: date | None) -> int:
    """What is wrong goes to standard error at once, each decision to standard output as one line."""
    refused, register = 0, load_register()
    if as_of:
        register = register.as_of(as_of)
    for _, record in read_file(path):
        if isinstance(record, Invalid):
            refused = _refuse(record)
            continue
        for document in evaluate(record, register, as_of=as_of):
            sys.stdout.write(json.dumps(document, ensure_ascii=False, default=str) + "\n")
    return refused


def _refuse(refusal: Invalid) -> int:
    for problem in refusal.problems:
        sys.stderr.write(f"{problem}\n")
    return 1
