"""`article6 feed`: calendar feeds from the command line."""

import json
import sys
from argparse import ArgumentParser

from backend.config.django_setup import set_up_django
from backend.domain.parties import Party


def main(argv: list[str]) -> int:
    """0 with the new feed's address on standard output; 2 for a wrong call."""
    parser = ArgumentParser(prog="article6 feed", description="Calendar feeds of a party.")
    actions = parser.add_subparsers(dest="action", required=True)
    create = actions.add_parser("create", help="make a feed and print its address, which is shown only once")
    create.add_argument("--party", required=True, type=Party, choices=list(Party), help="whose invitations it shows")
    create.add_argument("--name", required=True, help="what calendars call it")
    create.add_argument("--language", default="en", help="of its titles (default: en)")
    arguments = parser.parse_args(argv)
    set_up_django()
    from django.conf import settings

    from backend.accounts.services import create_feed_token

    _, secret = create_feed_token(party=arguments.party, name=arguments.name, language=arguments.language)
    url = f"{settings.PUBLIC_URL}/feeds/{secret}.ics"
    sys.stdout.write(json.dumps({"url": url, "party": arguments.party, "name": arguments.name}) + "\n")
    sys.stderr.write("Keep this address secret: whoever has it can read the feed.\n")
    return 0
