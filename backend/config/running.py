"""Who runs in a data folder: one `article6 up` at a time, known by a lock that the kernel frees with the process."""

import fcntl
import json
import os
from pathlib import Path
from typing import Self

LOCK_FILE = "up.lock"


class AlreadyRunningError(Exception):
    """Article Six already runs in this data folder."""

    def __init__(self, pid: int, url: str) -> None:
        super().__init__(f"Article Six already runs here: {url or 'still starting'} (process {pid}).")
        self.pid = pid
        self.url = url


class Claim:
    """Held while `up` runs; says to others which process runs and at which address."""

    def __init__(self, data_folder: Path) -> None:
        data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.handle = (data_folder / LOCK_FILE).open("a+", encoding="utf-8")

    def __enter__(self) -> Self:
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise self.already_running() from None
        self.say(url="")
        return self

    def __exit__(self, *_: object) -> None:
        self.handle.truncate(0)
        self.handle.close()

    def already_running(self) -> AlreadyRunningError:
        self.handle.seek(0)
        try:
            note = json.loads(self.handle.read() or "{}")
        except ValueError:
            note = {}
        return AlreadyRunningError(pid=int(note.get("pid", 0)), url=str(note.get("url", "")))

    def say(self, *, url: str) -> None:
        self.handle.seek(0)
        self.handle.truncate(0)
        self.handle.write(json.dumps({"pid": os.getpid(), "url": url}))
        self.handle.flush()
