"""`article6 read-mail`: what received mails say. No database."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from dataclasses import asdict
from pathlib import Path

from notifications.mail.reading.reader import MOST_BYTES, read
from notifications.mail.reading.values import Kind, Reading

EXAMPLE = """example:
  article6 read-mail replies/*.eml | jq -c '[.file, .kind, .items[].partstat]'

Each line of standard output is one file. `kind` is reply, counter, refresh, bounce, ignore (no answer to an
organiser) or human (somebody must look); `reason` begins with a stable code. A file that cannot be opened is
reported on standard error, and the exit code is 1."""


def main(argv: list[str]) -> int:
    """0 where every file was read, 1 where one could not be opened, 2 for a wrong call."""
    parser = ArgumentParser(
        prog="article6 read-mail",
        description="Say what each received mail or bare .ics file means for the organiser.",
        epilog=EXAMPLE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a mail as it was received, or - for standard input")
    return max([_say(name) for name in parser.parse_args(argv).files])


def _say(name: str) -> int:
    try:
        raw = _bytes_of(name)
    except OSError as reason:
        sys.stderr.write(f"{name}: it cannot be opened ({reason.strerror}).\n")
        return 1
    sys.stdout.write(json.dumps(line(name, read(raw))) + "\n")
    sys.stdout.flush()
    return 0


def _bytes_of(name: str) -> bytes:
    """As much of the file as is ever read."""
    if name == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MOST_BYTES + 1)


def line(name: str, reading: Reading) -> dict[str, object]:
    """The reading as JSON types; a mail for a person or a bounce has no items."""
    silent = reading.kind in {Kind.BOUNCE, Kind.HUMAN, Kind.IGNORE}
    items = [] if silent else [asdict(item) for item in reading.items]
    return {"file": name, "kind": reading.kind.value, "items": items, "reason": reading.words}
