import argparse
import os

from backend.config import process_commands
from backend.config.environment import checked_environment


def main(arguments: list[str]) -> int:
    """Serve pages, API and feeds with gunicorn. Put a reverse proxy that speaks TLS before it."""
    parser = argparse.ArgumentParser(prog="article6 web", description=main.__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes of eight threads each (default %(default)s)")
    options = parser.parse_args(arguments)
    checked_environment()
    command = process_commands.web(options.host, options.port, workers=options.workers)
    os.execv(command[0], command)  # noqa: S606 the command is our own
