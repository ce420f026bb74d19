"""`article6 up`: everything in one go, and nothing left behind."""

import argparse
import os
import signal
import sys
import time
from types import FrameType
from typing import NoReturn

from backend.config import process_commands
from backend.config.django_setup import set_up_django
from backend.config.embedded_broker import NoBrokerError
from backend.config.environment import Mode, checked_environment
from backend.config.parts import PartFailedError, Parts
from backend.config.ports import PortTakenError, port, require_free
from backend.config.running import AlreadyRunningError, Claim

HOST = "127.0.0.1"
EPILOG = """\
The register of bodies and offices is always loaded. Sample meetings and sign-ins are made on the first start, unless
refused or in production; without them a link is printed with which the first administrator makes an account.
Everything is kept in the folder ARTICLE6_DATA (default ./var), the logs of the parts in its folder logs.

exit codes: 0 stopped, or already running here; 2 wrong use; 3 a part could not start or ended."""


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="article6 up",
        description="Start database, broker, worker, beat and web server; Ctrl-C stops them all.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--port", type=port, default=8000, help="port of the web server (default %(default)s)")
    made.add_argument("--no-sample-data", action="store_true", help="register and offices only, no sample meetings")
    made.add_argument("--follow", action="store_true", help="stop as soon as the program that started this one is gone")
    return made


def main(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    environment = checked_environment()
    os.umask(0o077)
    signal.signal(signal.SIGTERM, interrupt)
    try:
        with Claim(environment.data_folder) as claim:
            require_free(HOST, options.port)
            run(claim, options)
    except AlreadyRunningError as running:
        say(f"{running} Stop it with `kill {running.pid}`.")
        return 0
    except (PortTakenError, NoBrokerError, PartFailedError) as refusal:
        say(str(refusal))
        return 3
    except KeyboardInterrupt:
        say("Stopped.")
        return 0


def run(claim: Claim, options: argparse.Namespace) -> NoReturn:
    began = time.monotonic()
    parent = os.getppid() if options.follow else None
    url = f"http://{HOST}:{options.port}"
    os.environ.setdefault("PUBLIC_URL", url)
    environment = checked_environment()
    set_up_django()
    from backend.config import first_contents

    with Parts(environment) as parts:
        first_contents.bring_up_to_date(verbosity=0)
        say("database ready")
        parts.start_broker()
        samples = not options.no_sample_data and environment.mode is Mode.LOCAL
        words = first_contents.who_signs_in(environment.data_folder, sample_data=samples)
        parts.start("worker", process_commands.worker())
        parts.start("beat", process_commands.beat(environment.data_folder))
        parts.start("web", process_commands.web(HOST, options.port))
        say("broker ready" if "broker" in parts.running else "broker given by REDIS_URL")
        parts.wait_for_web(url)
        say("web server ready")
        parts.wait_for_worker()
        say("worker and beat ready")
        claim.say(url=url)
        sys.stdout.write(f"Article Six is ready at {url} ({time.monotonic() - began:.1f} s)\n{words}\n")
        sys.stdout.write("Ctrl-C stops everything.\n")
        sys.stdout.flush()
        parts.watch(parent)


def interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
