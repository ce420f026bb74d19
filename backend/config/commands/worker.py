import argparse
import os

from backend.config import process_commands
from backend.config.environment import checked_environment


def main(arguments: list[str]) -> int:
    """Run a Celery worker. Start as many as you like, on as many hosts as you like."""
    parser = argparse.ArgumentParser(prog="article6 worker", description=main.__doc__)
    parser.add_argument("--concurrency", type=int, default=2, help="processes in the pool (default %(default)s)")
    options = parser.parse_args(arguments)
    checked_environment()
    os.environ.setdefault("REMAP_SIGTERM", "SIGQUIT")
    command = process_commands.worker(options.concurrency)
    os.execv(command[0], command)  # noqa: S606 the command is our own
