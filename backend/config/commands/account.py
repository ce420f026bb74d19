"""`article6 account`: accounts of people, made and closed, and a new way in for those who lost their password."""

import getpass
import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter

from backend.config.django_setup import set_up_django

EXAMPLE = """examples:
  article6 account a.silva --party INTERPOL --role secretariat --email a.silva@interpol.example
  article6 account a.silva          a new link for somebody who lost the password
  article6 account a.silva --email ana.silva@interpol.example   another mail address
  article6 account a.silva --close  the person has left

The link is printed once, as JSON: hand it to the person, who chooses a password behind it within three days.
roles: organiser approver secretariat observer auditor administrator"""


def parser() -> ArgumentParser:
    """The command line."""
    made = ArgumentParser(
        prog="article6 account",
        description="Make or change the account of a person, and print a link to choose a password.",
        epilog=EXAMPLE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    made.add_argument("name", help="as the person signs in")
    made.add_argument("--party", choices=["UN", "INTERPOL"], help="for whom the person speaks")
    roles = ["organiser", "approver", "secretariat", "observer", "auditor", "administrator"]
    made.add_argument(
        "--role", action="append", default=[], choices=roles, help="what the person does; may be repeated"
    )
    made.add_argument("--close", action="store_true", help="let nobody sign in with it any more, and revoke its keys")
    made.add_argument("--email", default="", help="where a forgotten password is mended by mail")
    return made


def main(argv: list[str]) -> int:
    """0 with JSON on standard output; 1 where there is no such account or the name is unsound; 2 for a wrong call."""
    asked = parser()
    arguments = asked.parse_args(argv)
    if bool(arguments.party) != bool(arguments.role):
        asked.error("--party and --role belong together")
    if arguments.close and (arguments.party or arguments.email):
        asked.error("--close stands alone")
    set_up_django()
    return _act(arguments)


def _act(arguments: Namespace) -> int:
    from django.conf import settings

    from backend.accounts.models import Role
    from backend.accounts.passwords import account_named, close_account, make_account, password_link, record_address
    from backend.domain.errors import DomainError
    from backend.domain.parties import Party

    by = f"operator {getpass.getuser()}"
    try:
        if arguments.party:
            roles = [Role(role) for role in arguments.role]
            user = make_account(arguments.name, party=Party(arguments.party), roles=roles, email=arguments.email, by=by)
        else:
            user = account_named(arguments.name)
            if arguments.email:
                record_address(user, email=arguments.email, by=by)
    except DomainError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if arguments.close:
        close_account(user, by=by)
        sys.stdout.write(json.dumps({"user": user.username, "closed": True}) + "\n")
        return 0
    sys.stdout.write(json.dumps({"user": user.username, "link": settings.PUBLIC_URL + password_link(user)}) + "\n")
    sys.stderr.write("Whoever opens this link chooses the password: hand it to nobody else.\n")
    return 0
