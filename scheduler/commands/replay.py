"""`article6 replay`: decide again from the stored inputs and compare the words with the stored decision."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter

from backend.config.django_setup import set_up_django
from backend.domain.errors import DomainError

EXAMPLE = """example:
  article6 replay --decision 17

One line of JSON says which rules decided and whether the words are the same. Nothing is changed."""


def main(argv: list[str]) -> int:
    """0 where the words are the same, 1 where they differ or cannot be compared, 2 for a wrong call."""
    parser = ArgumentParser(
        prog="article6 replay",
        description="Decide again from what was stored, by the version of the rules that decided then.",
        epilog=EXAMPLE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--decision", type=int, required=True, metavar="ID", help="the number of the decision's row")
    arguments = parser.parse_args(argv)
    set_up_django()
    try:
        report = _report(arguments.decision)
    except DomainError as refusal:
        for problem in refusal.problems:
            sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
    return 0 if report["same"] else 1


def _report(decision_id: int) -> dict[str, object]:
    from scheduler.replaying import replayed

    return replayed(decision_id).report()
