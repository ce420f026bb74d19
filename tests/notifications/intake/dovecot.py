"""Dovecot on loopback, in a folder of its own, as root or not; and a line to it that can be cut."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from imap_tools.mailbox import MailBoxUnencrypted

from tests import tools

NOBODY = 65534

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
mail_location = maildir:{folder}/mail
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""


@dataclass
class Mailbox:
    """The running server: what INBOX_URL would be, and what a mail server would put into it."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"imap://guest:secret@127.0.0.1:{self.port}/INBOX"

    def put(self, *mails: bytes) -> None:
        with self._session() as account:
            for mail in mails:
                account.append(mail, "INBOX")

    def holds(self, folder: str = "INBOX") -> int:
        with self._session() as account:
            return int(account.folder.status(folder)["MESSAGES"]) if account.folder.exists(folder) else 0

    def validity(self) -> int:
        with self._session() as account:
            return int(account.folder.status("INBOX")["UIDVALIDITY"])

    def renumber(self) -> None:
        """Forget every number, as a restored or rebuilt mailbox does: UIDVALIDITY changes, and Stored is back."""
        before = self.validity()
        for mail in (self.folder / "mail" / ".Stored").glob("[cn]*/*"):
            mail.rename(self.folder / "mail" / mail.parent.name / mail.name)
        for index in (self.folder / "mail").rglob("dovecot*"):
            index.unlink(missing_ok=True)
        time.sleep(1.1)
        assert self.validity() != before

    def _session(self) -> MailBoxUnencrypted:
        return MailBoxUnencrypted("127.0.0.1", self.port).login("guest", "secret")  # type: ignore[return-value]


@contextmanager
def running() -> Iterator[Mailbox]:
    folder = Path(tempfile.mkdtemp(prefix="a6dove"))
    root = os.geteuid() == 0
    names = {"internal": "dovecot", "internal_group": "dovecot", "login": "dovenull"} if root else _own_names()
    uid, gid = (NOBODY, NOBODY) if root else (os.geteuid(), os.getegid())
    mail = folder / "mail"
    mail.mkdir()
    folder.chmod(0o755)
    os.chown(mail, uid, gid)
    port = free_port()
    config = folder / "dovecot.conf"
    config.write_text(CONFIG.format(folder=folder, port=port, uid=uid, gid=gid, **names))
    server = subprocess.Popen([tools.dovecot(), "-F", "-c", str(config)], stderr=subprocess.DEVNULL)
    try:
        _wait(port, server, folder / "log")
        yield Mailbox(folder, port)
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _own_names() -> dict[str, str]:
    import grp
    import pwd

    user, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    return {"internal": user, "internal_group": group, "login": user}


def _wait(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"Dovecot did not start: {log.read_text() if log.exists() else 'no log'}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Line:
    """A way to the server that breaks when a command with this word passes: what a kill looks like from outside."""

    target: int
    word: bytes
    port: int = 0
    cut: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Line":
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()

    def _serve(self) -> None:
        client, _ = self._door.accept()
        server = socket.create_connection(("127.0.0.1", self.target))
        back = threading.Thread(target=self._copy, args=(server, client), daemon=True)
        back.start()
        self._copy(client, server, watch=True)
        back.join(5)
        client.close()
        server.close()

    def _copy(self, source: socket.socket, sink: socket.socket, *, watch: bool = False) -> None:
        try:
            while data := source.recv(65536):
                if watch and self.word in data.upper():
                    self.cut.set()
                    break
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
