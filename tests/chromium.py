"""A headless Chromium for the browser journeys: Debian's, else Playwright's own, fetched where there is none.

`python -m tests.chromium` is the same as a step of its own: it prints the path of the browser.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


class NoBrowserError(Exception):
    """No Chromium is here and none could be fetched. Install one, for example with `apt-get install chromium`."""


def executable() -> str:
    """The path of a Chromium; installs one where there is none. Raises NoBrowserError."""
    found = installed() or fetched_by_playwright() or fetched_by_apt()
    if not found:
        raise NoBrowserError(NoBrowserError.__doc__)
    return found


def installed() -> str | None:
    """A Chromium on the PATH, or the one that Playwright fetched before."""
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or playwrights_own()


def playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def fetched_by_playwright() -> str | None:
    run([sys.executable, "-m", "playwright", "install", "chromium"])
    return playwrights_own()


def fetched_by_apt() -> str | None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        run(["apt-get", "update", "-qq"])
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    return installed()


def run(command: list[str]) -> None:
    """Try it; whether it helped is seen by looking for the browser again."""
    subprocess.run(command, check=False, timeout=600, stdout=sys.stderr)


@contextmanager
def browser() -> Iterator[Browser]:
    """A running headless Chromium."""
    path = executable()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield opened
        finally:
            opened.close()


if __name__ == "__main__":
    sys.stdout.write(f"{executable()}\n")
