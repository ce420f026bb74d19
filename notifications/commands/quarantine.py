"""`article6 quarantine`: after a restored copy, let no mail leave until a person says so."""

import argparse
import json
import sys

from backend.config.django_setup import set_up_django

EPILOG = """\
Restore the copy while nothing runs, then run this before web, worker, beat or relay start again. Every mail that the
copy still owes becomes uncertain, for it may have been sent since: the journal is asked, a person decides about the
rest. SEQUENCE and the numbers of revisions rise by a hundred, so that calendars take the next mail for the newest.
Then enter again what was changed since, revoke again what was revoked, and end the quarantine.

exit codes: 0 done; 1 there is no quarantine to end; 2 wrong use or environment; 3 the database does not answer."""


def main(arguments: list[str]) -> int:
    """0 where it is begun, ended or shown."""
    parser = argparse.ArgumentParser(
        prog="article6 quarantine",
        description="Let no mail leave after a copy of the database was restored.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--reason", default="a copy was restored", help="what the history says (default: %(default)s)")
    parser.add_argument("--by", default="article6", metavar="NAME", help="who says so, for the history")
    parser.add_argument("--end", action="store_true", help="let mail leave again; needs --by")
    options = parser.parse_args(arguments)
    if options.end and options.by == "article6":
        parser.error("--end needs --by NAME: a person says so")
    set_up_django()
    from django.utils import timezone

    from notifications import quarantine

    try:
        kept = (
            quarantine.end(by=options.by, now=timezone.now())
            if options.end
            else quarantine.begin(reason=options.reason, by=options.by, now=timezone.now())
        )
    except quarantine.NotInQuarantine as refusal:
        sys.stderr.write(f"{refusal.message}\n")
        return 1
    words = "Mail may leave again." if options.end else "No mail leaves. `article6 doctor` says what to do."
    sys.stderr.write(f"{words}\n")
    begun, ended = kept.begun_at.isoformat(), kept.ended_at.isoformat() if kept.ended_at else None
    sys.stdout.write(json.dumps({"begun_at": begun, "ended_at": ended}) + "\n")
    return 0
