import argparse
import os

from backend.config import process_commands
from backend.config.environment import checked_environment
from backend.config.supervisor import Supervisor

EPILOG = """\
A worker decides, composes and sends what is due. Start as many as you like, on as many hosts as you like: every
promise and every mail is done once. SIGTERM lets it end what it is doing; after a fall it is started again.

exit codes: 0 stopped; 2 the environment cannot be used."""


def main(arguments: list[str]) -> int:
    """Run a Celery worker on the broker of REDIS_URL."""
    parser = argparse.ArgumentParser(
        prog="article6 worker",
        description=main.__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--concurrency", type=int, default=2, help="processes in the pool (default %(default)s)")
    options = parser.parse_args(arguments)
    checked_environment()
    os.environ.setdefault("REMAP_SIGTERM", "SIGQUIT")
    return Supervisor(process_commands.worker(options.concurrency)).run()
