"""`article6 feed`: calendar feeds from the command line."""

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from backend.config.django_setup import set_up_django
from backend.domain.languages import LANGUAGES
from backend.domain.parties import Party

if TYPE_CHECKING:
    from notifications.feeds.models import Feed

KINDS = ("secretariat", "observer", "body", "topic", "public")
CHOICES = (
    "name", "kind", "language", "person", "direction", "body", "topic", "state", "show", "accepted_only", "deadlines",
)  # fmt: skip


def parser() -> ArgumentParser:
    """The command line."""
    made = ArgumentParser(prog="article6 feed", description="Calendar feeds of a party, as JSON on standard output.")
    actions = made.add_subparsers(dest="action", required=True)
    create = actions.add_parser("create", help="make a feed and print its address, which is shown only once")
    create.add_argument("--party", required=True, type=Party, choices=list(Party), help="whose meetings it shows")
    create.add_argument("--name", required=True, help="what calendars call it")
    create.add_argument("--kind", default="secretariat", choices=KINDS, help="which feed (default: %(default)s)")
    create.add_argument("--person", default="", metavar="ADDRESS", help="the nominated observer of an observer's feed")
    create.add_argument("--body", default="", metavar="CODE", help="meetings of this body only")
    create.add_argument("--topic", default="", metavar="CODE", help="meetings on this topic only")
    create.add_argument("--direction", default="", choices=["in", "out"], help="received or issued (default: both)")
    create.add_argument("--state", default="", help="invitations in this state only: issued, concluded, withdrawn")
    create.add_argument("--accepted-only", action="store_true", help="only what was accepted")
    create.add_argument("--deadlines", action="store_true", help="deadlines too")
    create.add_argument("--show", default="both", choices=["both", "banner", "sittings"], help="default: %(default)s")
    create.add_argument("--language", default="en", choices=LANGUAGES, help="of what it says (default: %(default)s)")
    listing = actions.add_parser("list", help="the living feeds of a party, without their addresses")
    listing.add_argument("--party", required=True, type=Party, choices=list(Party))
    for name, does in (("rotate", "print a new address; the old one answers 14 more days"), ("revoke", "end a feed")):
        action = actions.add_parser(name, help=does)
        action.add_argument("--party", required=True, type=Party, choices=list(Party))
        action.add_argument("key", help="as `list` prints it")
        if name == "rotate":
            action.add_argument("--at-once", action="store_true", help="the old address dies now")
    return made


def main(argv: list[str]) -> int:
    """0 with JSON on standard output; 1 for what was refused, with the reason; 2 for a wrong call."""
    arguments = parser().parse_args(argv)
    set_up_django()
    from django_scopes import scope

    from backend.domain.errors import DomainError

    try:
        with scope(party=arguments.party):
            return ACTIONS[arguments.action](arguments)
    except DomainError as refusal:
        sys.stderr.write("".join(f"{problem}\n" for problem in refusal.problems))
        return 1


def create(arguments: Namespace) -> int:
    from notifications.feeds.services import Definition, create_feed

    definition = Definition(**{name: getattr(arguments, name) for name in CHOICES})
    feed, secret = create_feed(definition, party=arguments.party)
    return _say_address(secret, party=feed.party, name=feed.name, key=str(feed.key))


def listing(arguments: Namespace) -> int:
    from notifications.feeds.models import Feed

    for feed in Feed.objects.filter(ended_at=None):
        _say(key=str(feed.key), party=feed.party, name=feed.name, kind=feed.kind, language=feed.language)
    return 0


def rotate(arguments: Namespace) -> int:
    from notifications.feeds.services import rotate_feed

    feed = _found(arguments)
    secret = rotate_feed(feed, at_once=arguments.at_once)
    return _say_address(secret, party=feed.party, name=feed.name, key=str(feed.key))


def revoke(arguments: Namespace) -> int:
    from notifications.feeds.services import end_feed

    end_feed(_found(arguments), by="command line")
    return 0


def _found(arguments: Namespace) -> "Feed":
    from notifications.feeds.selectors import feed_with

    return feed_with(arguments.key)


def _say_address(secret: str, **more: str) -> int:
    from django.conf import settings

    _say(url=f"{settings.PUBLIC_URL}/feeds/{secret}.ics", **more)
    sys.stderr.write("Keep this address secret: whoever has it can read the feed.\n")
    return 0


def _say(**values: str) -> None:
    sys.stdout.write(json.dumps(values) + "\n")


ACTIONS = {"create": create, "list": listing, "rotate": rotate, "revoke": revoke}
