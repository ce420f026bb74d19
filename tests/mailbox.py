"""A real IMAP server for the tests: Dovecot over a Maildir in a temporary folder."""

import getpass
import mailbox
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import answers, free_port, wait_until
from tests.tools import dovecot

CONFIGURATION = """\
base_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{folder}/Maildir
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={folder}
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
service anvil {{
  chroot =
}}
"""


class Mailbox:
    """One account, `journal` with the password `secret`, as INBOX_URL wants it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.owner = _owner()
        self.maildir = mailbox.Maildir(str(folder / "Maildir"), create=True)
        self.url = f"imap://journal:secret@127.0.0.1:{self.port}/INBOX"

    def deliver(self, message: bytes) -> None:
        """As a mail server that has just received it."""
        name = self.maildir.add(message)
        path = next((self.folder / "Maildir" / "new").glob(f"*{name}*"))
        os.chown(path, self.owner.pw_uid, self.owner.pw_gid)

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the server and wait until it answers."""
        root = os.geteuid() == 0
        words = {
            "folder": self.folder, "port": self.port, "owner": self.owner.pw_uid, "owner_group": self.owner.pw_gid,
            "internal": "dovecot" if root else getpass.getuser(), "login": "dovenull" if root else getpass.getuser(),
            "group": "dovecot" if root else self.owner.pw_gid,
        }  # fmt: skip
        configuration = self.folder / "dovecot.conf"
        configuration.write_text(CONFIGURATION.format(**words))
        for path in [self.folder, *self.folder.rglob("Maildir*"), *(self.folder / "Maildir").rglob("*")]:
            os.chown(path, self.owner.pw_uid, self.owner.pw_gid)
        process = subprocess.Popen([dovecot(), "-F", "-c", str(configuration)], start_new_session=True)
        wait_until(lambda: answers(self.port), what="Dovecot did not start")
        return process


@contextmanager
def running() -> Iterator[Mailbox]:
    """An empty mailbox behind a server, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="article6-imap-"))
    box = Mailbox(folder)
    process = box.start()
    try:
        yield box
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> pwd.struct_passwd:
    """Dovecot gives no mail to root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
