"""`article6 verify-audit`: is the history whole?"""

import json
import sys
from argparse import ArgumentParser

from backend.config.django_setup import set_up_django


def main(argv: list[str]) -> int:
    """0 where every chain holds, 1 with the first broken entry where one does not."""
    ArgumentParser(prog="article6 verify-audit", description="Check the hash chains of the history.").parse_args(argv)
    set_up_django()
    from backend.audit.services import first_broken

    broken = first_broken()
    report = {"ok": broken is None, "first_broken": str(broken) if broken else None}
    sys.stdout.write(json.dumps(report) + "\n")
    sys.stderr.write("The history is whole.\n" if broken is None else f"The history is broken at {broken}.\n")
    return 0 if broken is None else 1
