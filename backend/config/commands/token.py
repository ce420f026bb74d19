"""`article6 token`: API tokens from the command line."""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter

from backend.config.django_setup import set_up_django

EXAMPLE = """example:
  article6 token create --user un-organiser --name "agenda system"

The token is printed once, as JSON; programs send it as `Authorization: Bearer a6t_…`."""


def parser() -> ArgumentParser:
    """The command line."""
    made = ArgumentParser(
        prog="article6 token",
        description="Keys of programs that speak for a user.",
        epilog=EXAMPLE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    actions = made.add_subparsers(dest="action", required=True)
    create = actions.add_parser("create", help="make a token and print it, this once")
    create.add_argument("--user", required=True, metavar="NAME", help="for whom the program speaks")
    create.add_argument("--name", required=True, help="what the program is, so that it can be told apart")
    return made


def main(argv: list[str]) -> int:
    """0 with JSON on standard output; 1 where there is no such user; 2 for a wrong call."""
    arguments = parser().parse_args(argv)
    set_up_django()
    return _create(arguments)


def _create(arguments: Namespace) -> int:
    from backend.accounts.models import User
    from backend.accounts.services import create_api_token

    user = User.objects.filter(username=arguments.user, is_active=True).first()
    if user is None:
        sys.stderr.write(f"There is no user “{arguments.user}”. Names are written as for signing in.\n")
        return 1
    _, secret = create_api_token(user, name=arguments.name)
    sys.stdout.write(json.dumps({"token": secret, "user": user.username, "name": arguments.name}) + "\n")
    sys.stderr.write("Keep this token secret: whoever has it speaks for the user.\n")
    return 0
