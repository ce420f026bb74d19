"""Nothing outlives its parent: not on Ctrl-C, not on `kill -9`.

Every child hangs on a pipe whose other end only the parent holds. When the parent is gone, however it went, the pipe
closes and the child's whole process group is ended. On Linux the kernel also signals the direct child (prctl(2)).
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

PR_SET_PDEATHSIG = 1
GRACE = 12.0


def start(
    command: list[str], *, name: str, lifeline: int, environment: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    """Start a command under a guard of its own, in its own session, tied to the read end of the parent's pipe."""
    guard = [sys.executable, "-m", "backend.config.lifeline", str(lifeline), name, *command]
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 the commands are our own
            guard,
            env=dict(environment),
            pass_fds=(lifeline,),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def end_when_parent_is_gone(lifeline: int) -> None:
    """Blocks until the parent's end of the pipe is closed, then ends the whole group at once."""
    while os.read(lifeline, 1):
        pass
    os.killpg(0, signal.SIGKILL)


def pass_on(child: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, lambda received, _: child.send_signal(received))


def guard(lifeline: int, command: list[str]) -> int:
    child = subprocess.Popen(command, preexec_fn=die_with_parent)  # noqa: S603 our own command; no thread runs yet
    pass_on(child)
    threading.Thread(target=end_when_parent_is_gone, args=(lifeline,), daemon=True).start()
    return child.wait()


def stop(children: Mapping[str, subprocess.Popen[bytes]], *, grace: float = GRACE) -> None:
    """Ask every child to end; whatever is left of its group after the grace period is killed."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + grace
    for child in children.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)


if __name__ == "__main__":
    raise SystemExit(guard(int(sys.argv[1]), sys.argv[3:]))
