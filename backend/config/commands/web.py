import argparse
import os

from backend.config import process_commands
from backend.config.environment import checked_environment
from backend.config.ports import port

EPILOG = """\
Put a reverse proxy that speaks TLS before it, and set PUBLIC_URL to the address people use. /healthz says that the
process lives, /readyz that it may take requests, /metrics its numbers for Prometheus.

exit codes: 0 stopped; 2 the environment cannot be used."""


def main(arguments: list[str]) -> int:
    """Serve pages, API and feeds with granian."""
    parser = argparse.ArgumentParser(
        prog="article6 web",
        description=main.__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=port, default=8000, help="port to listen on (default %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes of eight threads each (default %(default)s)")
    options = parser.parse_args(arguments)
    checked_environment()
    command = process_commands.web(options.host, options.port, workers=options.workers)
    os.execv(command[0], command)  # noqa: S606 the command is our own
