"""`article6 doctor`: what is wrong with this installation, and how to mend it."""

import argparse
import json
import logging
import sys
from dataclasses import asdict

from backend.config.django_setup import set_up_django

EPILOG = """\
Looks at the database, its migrations, the broker, a worker, beat, the outbox, the clock, the time-zone data, the
mailboxes of the offices, and mail. The findings go to stdout as one JSON object, the words to stderr.

exit codes: 0 every part works (some ask for attention); 2 the environment cannot be used; 3 a part does not work."""


def main(arguments: list[str]) -> int:
    """0 where every part works, 3 where one does not."""
    parser = argparse.ArgumentParser(
        prog="article6 doctor",
        description="Say what is wrong with this installation, and the remedy.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args(arguments)
    set_up_django()
    logging.disable(logging.WARNING)
    from backend.config.diagnosis import diagnose

    findings = diagnose()
    ok = all(finding.ok for finding in findings)
    for finding in findings:
        mark = "failed" if not finding.ok else "look" if finding.remedy else "ok"
        sys.stderr.write(f"{mark:<7} {finding.name:<16} {finding.what}\n")
        if finding.remedy:
            sys.stderr.write(f"{'':<24} {finding.remedy}\n")
    sys.stdout.write(json.dumps({"ok": ok, "checks": [asdict(finding) for finding in findings]}) + "\n")
    return 0 if ok else 3
