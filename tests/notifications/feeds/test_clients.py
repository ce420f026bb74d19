"""Calendar programs that others wrote subscribe to a running server, refresh after a change, and see it.

vdirsyncer fetches with aiohttp and khal reads what it wrote; Home Assistant's library reads what requests fetched.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import NamedTuple

import pytest
import requests
from ical.calendar_stream import IcsCalendarStream

from backend.config.process_commands import web
from tests.processes import article6, free_port, kill, launch, start, wait_until

MEETING = {
    "id": "SYMP-2035",
    "host": "INTERPOL",
    "body": "ICPO-SYMP",
    "kind": "conference",
    "title": {"en": "Symposium on firearms"},
    "starts": "2035-06-06T09:30",
    "ends": "2035-06-06T17:00",
    "time_zone": "Europe/Paris",
    "place": "Lyon",
    "observers": "open",
    "agenda": {"items": [{"number": "1", "title": "Tracing of firearms"}]},
}


CREATE = ("feed", "create", "--party", "UN", "--kind", "body", "--body")


class Running(NamedTuple):
    """A server with one meeting, the address of a feed that shows it, and where it writes."""

    folder: Path
    url: str
    output: Path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("feeds") / "data"
    port = free_port()
    public = f"http://127.0.0.1:{port}"
    assert article6("migrate", folder=folder).returncode == 0
    made = article6(*CREATE, "ICPO-SYMP", "--name", "Office", folder=folder, PUBLIC_URL=public)
    output = folder.parent / "web.log"
    into_file = ["sh", "-c", 'exec "$@" >"$0" 2>&1', str(output)]
    processes = [launch([*into_file, *web("127.0.0.1", port)], folder=folder, PUBLIC_URL=public)]
    try:
        processes.append(start("relay", folder=folder, PUBLIC_URL=public))
        running = Running(folder, json.loads(made.stdout)["url"], output)
        record(running, MEETING, "Lyon")
        yield running
    finally:
        for process in processes:
            kill(process)


def record(server: Running, meeting: dict[str, object], sign: str) -> None:
    """Import the meeting and wait until the feed shows it: the sign stands in its calendar."""
    file = server.folder.parent / "meeting.json"
    file.write_text(json.dumps([meeting]))
    assert article6("import", str(file), "--yes", folder=server.folder).returncode == 0
    wait_until(lambda: sign in _calendar(server.url), seconds=60, what="the feed does not show it")


def _calendar(url: str) -> str:
    try:
        return requests.get(url, timeout=10).text
    except requests.RequestException:
        return ""


def vdirsyncer(folder: Path, url: str) -> None:
    """One run of `vdirsyncer sync` from the feed into a folder of .ics files."""
    config = folder / "vdirsyncer.conf"
    config.write_text(
        f'[general]\nstatus_path = "{folder}/status"\n'
        '[pair feed]\na = "here"\nb = "there"\ncollections = null\nconflict_resolution = "b wins"\n'
        f'[storage here]\ntype = "filesystem"\npath = "{folder}/calendar"\nfileext = ".ics"\n'
        f'[storage there]\ntype = "http"\nurl = "{url}"\n'
    )
    (folder / "calendar").mkdir(exist_ok=True)
    for action in (("discover",), ("sync", "--force-delete")):
        command = [Path(sys.executable).with_name("vdirsyncer"), "--config", config, *action]
        run = subprocess.run(command, input="y\n", capture_output=True, text=True, timeout=60, check=False)
        assert run.returncode == 0, run.stderr


def khal(folder: Path, day: str) -> list[str]:
    """What `khal list` shows of this day."""
    config = folder / "khal.conf"
    config.write_text(
        f"[calendars]\n[[feed]]\npath = {folder}/calendar\nreadonly = True\n"
        "[locale]\nlocal_timezone = Europe/Paris\ndefault_timezone = Europe/Paris\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {folder}/khal.db\n"
    )
    form = "{start-end-time-style} {title} @ {location}"
    command = [Path(sys.executable).with_name("khal"), "--config", config, "list", "--format", form, day, "1d"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    return [line.strip() for line in run.stdout.splitlines()[1:]]


class HomeAssistant:
    """Polls as its remote calendars do: a conditional request, and the last calendar where nothing changed."""

    def __init__(self, url: str) -> None:
        self.url, self.tag, self.text, self.fetched = url, "", "", 0

    def events(self) -> list[tuple[str, str, str]]:
        answer = requests.get(self.url, headers={"If-None-Match": self.tag} if self.tag else {}, timeout=10)
        if answer.status_code == 200:
            self.tag, self.text, self.fetched = answer.headers["ETag"], answer.text, self.fetched + 1
        else:
            assert answer.status_code == 304
        calendar = IcsCalendarStream.calendar_from_ics(self.text)
        return [(one.summary or "", one.dtstart.isoformat(), one.location or "") for one in calendar.events]


def test_two_programs_subscribe_refresh_and_see_the_change(server: Running, tmp_path: Path) -> None:
    other = HomeAssistant(server.url)
    vdirsyncer(tmp_path, server.url)
    assert khal(tmp_path, "2035-06-06") == ["09:30-17:00 Symposium on firearms @ Lyon"]
    expected = [("Symposium on firearms", "2035-06-06T09:30:00+02:00", "Lyon")]
    assert [other.events(), other.events()] == [expected, expected]
    assert other.fetched == 1

    moved = {"starts": "2035-06-07T10:00", "ends": "2035-06-07T16:00", "place": "Marseille"}
    record(server, MEETING | moved, "Marseille")
    vdirsyncer(tmp_path, server.url)
    assert khal(tmp_path, "2035-06-06") == []
    assert khal(tmp_path, "2035-06-07") == ["10:00-16:00 Symposium on firearms @ Marseille"]
    assert other.events() == [("Symposium on firearms", "2035-06-07T10:00:00+02:00", "Marseille")]
    assert other.fetched == 2


def poll(url: str, until: Event, seen: dict[tuple[int, str], set[bytes]]) -> None:
    """Ask again and again over one connection; what came back is kept by status and ETag."""
    with requests.Session() as session:
        while not until.wait(0.05):
            answer = session.get(url, timeout=30)
            seen.setdefault((answer.status_code, answer.headers.get("ETag", "")), set()).add(answer.content)


def test_fifty_pollers_starve_nobody_and_each_reads_the_calendar_before_or_after_a_change(server: Running) -> None:
    base, _, _ = server.url.rpartition("/feeds/")
    made = article6(*CREATE, "ICPO-ARC", "--name", "Region", folder=server.folder, PUBLIC_URL=base)
    server = server._replace(url=json.loads(made.stdout)["url"])
    until, seen = Event(), {}
    regional = {"id": "ARC-2036", "body": "ICPO-ARC", "place": "Nice"}
    with ThreadPoolExecutor(50) as pool:
        polling = [pool.submit(poll, server.url, until, seen) for _ in range(50)]
        try:
            wait_until(lambda: seen, what="no poller was answered")
            record(server, MEETING | regional, "LOCATION:Nice")
        finally:
            until.set()
        assert [one.result() for one in polling] == [None] * 50
    assert {status for status, _ in seen} == {200}
    assert [len(bodies) for bodies in seen.values()] == [1] * len(seen)
    places = [body.count(b"LOCATION:Nice") for bodies in seen.values() for body in bodies]
    assert set(places) == {0, 1}


def test_the_address_is_in_no_output_of_the_server(server: Running) -> None:
    secret = server.url.rpartition("/")[2].removesuffix(".ics")
    base = server.url.rpartition("/feeds/")[0]
    wrong = f"{base}/feeds/{secret[:-3]}XYZ.ics"
    given = {"Referer": server.url, "Cookie": "a=b", "Range": "bytes=0-1"}
    for method in ("GET", "HEAD", "POST", "PUT", "BREW"):
        for url in (server.url, wrong, f"{server.url}?x=1", f"{server.url}/", f"{base}/feeds/{secret}"):
            answer = requests.request(method, url, headers=given, allow_redirects=False, timeout=10)
            assert secret not in str(answer.headers), (method, url)
            if url.partition("?")[0].endswith(".ics"):
                assert "Set-Cookie" not in answer.headers
                assert secret not in answer.text
    requests.get(server.url, headers={"X-Broken": "a" * 9000}, timeout=10)
    metrics = requests.get(f"{base}/metrics", timeout=10).text
    logs = [path.read_text(errors="replace") for path in server.folder.rglob("*.log")]
    assert secret[:16] not in "".join([metrics, server.output.read_text(), *logs])
    for file in server.folder.rglob("*"):
        if file.is_file():
            assert secret.encode() not in file.read_bytes(), file


def test_a_revoked_address_is_dead_in_a_running_server(server: Running) -> None:
    elsewhere = "http://x.example"
    own = article6("feed", "create", "--party", "UN", "--name", "Own", folder=server.folder, PUBLIC_URL=elsewhere)
    feed = json.loads(own.stdout)
    made = article6("feed", "rotate", "--party", "UN", feed["key"], folder=server.folder, PUBLIC_URL=elsewhere)
    base = server.url.rpartition("/feeds/")[0]
    old, fresh = (base + url.removeprefix(elsewhere) for url in (feed["url"], json.loads(made.stdout)["url"]))
    assert [requests.get(url, timeout=10).status_code for url in (old, fresh)] == [200, 200]
    assert article6("feed", "revoke", "--party", "UN", feed["key"], folder=server.folder).returncode == 0
    dead = [requests.get(url, timeout=10) for url in (fresh, fresh.replace("a6f_", "a6f_x"))]
    assert [(one.status_code, one.text) for one in dead] == [(404, "There is no calendar at this address.\n")] * 2
