"""The whole suite, as `make test` runs it: everything on SQLite, and what touches the database on PostgreSQL too."""

import os
import subprocess
import sys
import time

from tests import postgresql, tools

PYTEST = (sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", "--quiet")


def main(arguments: list[str]) -> int:
    """0 where both runs are green."""
    for tool in (tools.chromium, tools.dovecot, tools.libfaketime):
        sys.stderr.write(f"{tool.__name__}: {tool()}\n")
    began = time.monotonic()
    results = [run("SQLite", arguments)]
    with postgresql.running() as server:
        results.append(run("PostgreSQL", ["-m", "django_db or database", *arguments], DATABASE_URL=server.url))
    sys.stderr.write(f"{time.monotonic() - began:.0f} s in all\n")
    return max(results)


def run(database: str, arguments: list[str], **names: str) -> int:
    """One run of pytest, in a process of its own, for settings are read once."""
    sys.stderr.write(f"\n{database}\n")
    return subprocess.run([*PYTEST, *arguments], env={**os.environ, **names}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
