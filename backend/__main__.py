"""The command line: `article6 COMMAND`, also `python -m backend COMMAND`.

Commands are named as strings, so that `evaluate`, `match` and `read-mail` never import Django.
"""

import os
import sys
import zoneinfo
from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from typing import NamedTuple, cast


class Command(NamedTuple):
    target: str
    does: str


COMMANDS = {
    "up": Command("backend.config.commands.up:main", "start everything: database, broker, worker, beat and web server"),
    "web": Command("backend.config.commands.web:main", "the web server alone"),
    "worker": Command("backend.config.commands.worker:main", "a Celery worker alone"),
    "beat": Command("backend.config.commands.beat:main", "the clock that finds what a lost wake-up left"),
    "migrate": Command("backend.config.commands.migrate:main", "bring the database to this version"),
    "relay": Command("backend.config.commands.relay:main", "deliver what the outbox holds, with no broker at all"),
    "import": Command("backend.config.commands.import_meetings:main", "read meetings from JSON, JSONL or YAML"),
    "evaluate": Command("scheduler.commands.evaluate:main", "decide every meeting of a file, without a database"),
    "replay": Command("scheduler.commands.replay:main", "decide again from what was stored, and compare the words"),
    "match": Command("scheduler.commands.match:main", "which agenda items concern a guest, without a database"),
    "thesaurus": Command("scheduler.commands.thesaurus:main", "list, load, compare and choose editions of the terms"),
    "read-mail": Command("notifications.commands.read_mail:main", "say what a received mail says, without a database"),
    "receive": Command("notifications.commands.receive:main", "take received mail over LMTP or SMTP"),
    "quarantine": Command(
        "notifications.commands.quarantine:main", "after a restored copy: let no mail leave until a person says so"
    ),
    "feed": Command("notifications.commands.feed:main", "create, list and revoke calendar feed addresses"),
    "account": Command(
        "backend.config.commands.account:main", "make the account of a person, or a link for a new password"
    ),
    "token": Command("backend.config.commands.token:main", "make a key for a program that speaks for a user"),
    "verify-audit": Command("backend.config.commands.verify_audit:main", "check that no audit entry was altered"),
    "doctor": Command("backend.config.commands.doctor:main", "what is wrong with this installation, and the remedy"),
}

EXIT_CODES = """\
exit codes:
  0  done
  1  some of the input was refused; the report says what, where and how to mend it
  2  the command line or the environment cannot be used
  3  a part does not work: database, broker, port, mail; `article6 doctor` says which
  4  import only: many mails would be sent, and nobody agreed
"""


DATABASE_REMEDY = "Check DATABASE_URL and ARTICLE6_DATA, then `article6 migrate`; `article6 doctor` says more."


def overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.does}" for name, command in COMMANDS.items()]
    head = "usage: article6 COMMAND [...]\n\nObserver invitations under Article 6.\n\ncommands:\n"
    tail = "\n\n`article6 COMMAND --help` explains one command. JSON goes to stdout, words to stderr.\n\n"
    return head + "\n".join(lines) + tail + EXIT_CODES


def use_shipped_time_zones() -> None:
    """The same tzdata in every process, unless the operator chose a path."""
    if "PYTHONTZPATH" not in os.environ:
        zoneinfo.reset_tzpath(to=())


def load(target: str) -> Callable[[list[str]], int]:
    module, _, function = target.partition(":")
    return cast(Callable[[list[str]], int], getattr(import_module(module), function))


def unknown(name: str) -> int:
    nearest = get_close_matches(name, COMMANDS, n=1, cutoff=0.4)
    remedy = f"Did you mean `article6 {nearest[0]}`?" if nearest else "`article6 --help` lists the commands."
    sys.stderr.write(f"article6: there is no command {name!r}. {remedy}\n")
    return 2


def is_database_error(error: Exception) -> bool:
    """Whether Django, if this command woke it at all, says that the database does not answer or has no such table."""
    databases = sys.modules.get("django.db")
    return databases is not None and isinstance(error, (databases.OperationalError, databases.ProgrammingError))


def main(arguments: list[str] | None = None) -> int:
    use_shipped_time_zones()
    name, *rest = (sys.argv[1:] if arguments is None else arguments) or [""]
    if name in ("-h", "--help", "help"):
        sys.stdout.write(overview())
        return 0
    if not name:
        sys.stderr.write(overview())
        return 2
    if name not in COMMANDS:
        return unknown(name)
    try:
        return load(COMMANDS[name].target)(rest)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if not is_database_error(error):
            raise
        sys.stderr.write(f"The database cannot be used: {str(error).strip()}\n{DATABASE_REMEDY}\n")
        return 3


if __name__ == "__main__":
    raise SystemExit(main())
