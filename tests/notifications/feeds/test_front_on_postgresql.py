"""The front speaks to the driver itself: on PostgreSQL too, and after its connection was cut."""

import json
import subprocess
import sys
from pathlib import Path

from tests import postgresql
from tests.processes import article6, surroundings

ASK = """
import sys
from wsgiref.util import setup_testing_defaults
from backend.config.wsgi import application
from django.db import connection

def ask(**given):
    environ = {"PATH_INFO": sys.argv[1], **given}
    setup_testing_defaults(environ)
    said = []
    body = b"".join(application(environ, lambda status, headers: said.append((status[:3], dict(headers)))))
    return said[0][0], said[0][1], body

status, headers, body = ask(HTTP_ACCEPT_ENCODING="gzip")
print(status, headers["Content-Length"] == str(len(body)), ask(HTTP_IF_NONE_MATCH=headers["ETag"])[0], ask()[2][:15])
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
print(ask(HTTP_IF_NONE_MATCH=headers["ETag"])[0], ask(PATH_INFO="/feeds/a6f_unknown.ics")[0])
"""


def test_the_front_answers_on_postgresql_and_opens_a_cut_connection_again(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with postgresql.running() as server:
        names = {"DATABASE_URL": server.url, "PUBLIC_URL": "http://127.0.0.1:9"}
        assert article6("migrate", folder=folder, **names).returncode == 0
        made = article6("feed", "create", "--party", "UN", "--name", "Office", folder=folder, **names)
        path = json.loads(made.stdout)["url"].removeprefix("http://127.0.0.1:9")
        command = [sys.executable, "-c", ASK, path]
        run = subprocess.run(
            command, env=surroundings(folder, **names), capture_output=True, text=True, timeout=60, check=False
        )
    assert run.stdout.splitlines() == ["200 True 304 b'BEGIN:VCALENDAR'", "304 404"], run.stderr
