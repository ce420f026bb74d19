"""How long `article6 up` takes until everything answers: the first time, with sample data, and afterwards."""

import json
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def seconds_until_ready(folder: Path) -> float:
    """Start it, wait for its last line, stop it."""
    from tests.processes import free_port, start

    began = time.perf_counter()
    process = start("up", "--port", str(free_port()), folder=folder)
    ready = any("Ctrl-C stops everything" in line for line in process.stdout or ())
    taken = time.perf_counter() - began
    process.send_signal(signal.SIGINT)
    process.communicate()
    if not ready:
        raise subprocess.SubprocessError("it did not start")
    return taken


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="article6-") as parent:
        first, second = (round(seconds_until_ready(Path(parent) / "var"), 1) for _ in range(2))
    sys.stdout.write(json.dumps({"bench": "up", "first_seconds": first, "afterwards_seconds": second}) + "\n")
