"""A worker that fell is started again. Celery ends after some losses of the broker that pass by themselves."""

import signal
import subprocess
import sys
import time
from types import FrameType

from backend.config.lifeline import die_with_parent

PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds before each new start; the last one is repeated."""

LONG_LIFE = 60.0
"""Seconds after which a fall is a new one, and the pauses begin again."""


class Supervisor:
    """Runs one command until it ends well, or somebody asks it to stop."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.asked_to_stop = False
        self.falls = 0

    def run(self) -> int:
        """Returns the exit code of the last child."""
        while True:
            began = time.monotonic()
            self.child = subprocess.Popen(self.command, preexec_fn=die_with_parent)  # noqa: S603 our own command
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
                signal.signal(number, self.pass_on)
            code = self.child.wait()
            if self.asked_to_stop or code == 0:
                return max(code, 0)
            self.falls = 0 if time.monotonic() - began > LONG_LIFE else self.falls
            self.pause(code)

    def pause(self, code: int) -> None:
        """Say what happened and wait, longer each time."""
        seconds = PAUSES[min(self.falls, len(PAUSES) - 1)]
        self.falls += 1
        sys.stderr.write(f"The process ended with code {code} and is started again in {seconds:.0f} s.\n")
        time.sleep(seconds)

    def pass_on(self, number: int, _frame: FrameType | None) -> None:
        """The child stops in its own way; whoever is between two starts stops at once."""
        self.asked_to_stop = True
        if self.child.poll() is not None:
            raise SystemExit(0)
        self.child.send_signal(number)
