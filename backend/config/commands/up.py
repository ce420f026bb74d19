"""`article6 up`: everything in one go, and nothing left behind."""

import argparse
import os
import signal
import sys
import time
from types import FrameType

from backend.config import process_commands
from backend.config.django_setup import set_up_django
from backend.config.embedded_broker import NoBrokerError
from backend.config.environment import checked_environment
from backend.config.first_contents import prepare
from backend.config.parts import PartFailedError, Parts
from backend.config.ports import PortTakenError, require_free
from backend.config.running import AlreadyRunningError, Claim

HOST = "127.0.0.1"


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="article6 up",
        description="Start database, broker, worker, beat and web server; Ctrl-C stops them all.",
        epilog="Exit codes: 0 stopped, or already running here; 2 wrong use; 3 a part could not start.",
    )
    made.add_argument("--port", type=int, default=8000, help="port of the web server (default %(default)s)")
    made.add_argument("--no-sample-data", action="store_true", help="register and offices only, no sample meetings")
    return made


def main(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    environment = checked_environment()
    signal.signal(signal.SIGTERM, interrupt)
    try:
        with Claim(environment.data_folder) as claim:
            require_free(HOST, options.port)
            return run(claim, port=options.port, sample_data=not options.no_sample_data)
    except AlreadyRunningError as running:
        say(f"{running} Stop it with `kill {running.pid}`.")
        return 0
    except (PortTakenError, NoBrokerError, PartFailedError) as refusal:
        say(str(refusal))
        return 3
    except KeyboardInterrupt:
        say("Stopped.")
        return 0


def run(claim: Claim, *, port: int, sample_data: bool) -> int:
    began = time.monotonic()
    url = f"http://{HOST}:{port}"
    os.environ.setdefault("PUBLIC_URL", url)
    environment = checked_environment()
    set_up_django()
    with Parts(environment) as parts:
        parts.start_broker()
        words = prepare(environment.data_folder, sample_data=sample_data)
        parts.start("worker", process_commands.worker())
        parts.start("beat", process_commands.beat(environment.data_folder))
        parts.start("web", process_commands.web(HOST, port))
        parts.wait_for_web(url)
        claim.say(url=url)
        sys.stdout.write(f"Article Six is ready at {url} ({time.monotonic() - began:.1f} s)\n{words}\n")
        sys.stdout.write("Ctrl-C stops everything.\n")
        sys.stdout.flush()
        return parts.watch()


def interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
