"""A bounded load from the loopback interface: wrk where it is installed, else threads that keep their connections."""

import re
import shutil
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlsplit

from .servers import Server

Headers = Mapping[str, str]
THREADS = 2
PATIENCE = 60.0
"""Seconds after which an answer is waited for no longer: its rate is then at most one in that time."""


@dataclass(frozen=True)
class Load:
    """What came back: answers per second, the 99th percentile in milliseconds, how many answers, how many errors."""

    rate: float
    p99: float
    answers: int
    errors: int


@dataclass(frozen=True)
class Result:
    """A load with the processor time of the server, in microseconds for each answer, and the size of one answer."""

    rate: float
    p99: float
    cpu: float
    octets: int
    errors: int


@dataclass(frozen=True)
class Case:
    """What is asked of which server, over how many connections."""

    server: Server
    url: str
    headers: Headers = field(default_factory=dict)
    connections: int = 8
    slow: bool = False

    def measure(self, seconds: float) -> Result:
        """Warm up, then load; a slow server is asked one request after the other, and given up after PATIENCE."""
        try:
            octets = len(fetch(self.url, self.headers)[0])
        except TimeoutError:
            return Result(1 / PATIENCE, PATIENCE * 1000, PATIENCE * 1e6, 0, 0)
        before = self.server.cpu()
        if self.slow:
            found = _one_by_one(self.url, self.headers, seconds)
        else:
            found = load(self.url, headers=self.headers, seconds=seconds, connections=self.connections)
        cpu = (self.server.cpu() - before) / max(found.answers, 1) * 1e6
        return Result(found.rate, found.p99, cpu, octets, found.errors)


def _one_by_one(url: str, headers: Headers, seconds: float) -> Load:
    times: list[float] = []
    while sum(times) < seconds:
        began = time.perf_counter()
        fetch(url, headers)
        times.append(time.perf_counter() - began)
    return Load(len(times) / sum(times), max(times) * 1000, len(times), 0)


def fetch(url: str, headers: Headers | None = None) -> tuple[bytes, Headers]:
    """One answer: its body and its headers, their names in lower case."""
    return send("GET", url, headers=headers)


def send(method: str, url: str, body: bytes | None = None, *, headers: Headers | None = None) -> tuple[bytes, Headers]:
    """The same for any method."""
    address = urlsplit(url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE)
    connection.request(method, address.path, body=body, headers=dict(headers or {}))
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.status >= 400:
        raise SystemExit(f"{method} was answered {answer.status}")
    return content, {name.lower(): value for name, value in answer.getheaders()}


def load(url: str, *, headers: Headers, seconds: float, connections: int) -> Load:
    """As many requests as the server answers in this time."""
    if wrk := shutil.which("wrk"):
        return _wrk(wrk, url, headers, seconds, connections)
    return _threads(url, headers, seconds, connections)


def _wrk(wrk: str, url: str, headers: Headers, seconds: float, connections: int) -> Load:
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    sizes = ["-t", str(min(THREADS, connections)), "-c", str(connections), "-d", f"{max(1, round(seconds))}s"]
    command = [wrk, *sizes, "--timeout", "30s", "--latency", *given, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own arguments
    percentile = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", said)
    unit = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
    p99 = float(percentile[1]) * unit[percentile[2]] if percentile else 0.0
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    sockets = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    errors = (int(refused[1]) if refused else 0) + (sum(map(int, sockets.groups())) if sockets else 0)
    return Load(_number(r"Requests/sec:\s+([\d.]+)", said), p99, int(_number(r"(\d+) requests in", said)), errors)


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    return float(found[1]) if found else 0.0


def _threads(url: str, headers: Headers, seconds: float, connections: int) -> Load:
    times: list[float] = []
    errors: list[str] = []
    end = time.perf_counter() + seconds
    pollers = [
        threading.Thread(target=_poll, args=(url, headers, end, times, errors), daemon=True) for _ in range(connections)
    ]
    began = time.perf_counter()
    for poller in pollers:
        poller.start()
    for poller in pollers:
        poller.join()
    taken = time.perf_counter() - began
    ordered = sorted(times)
    p99 = ordered[int(len(ordered) * 0.99)] * 1000 if ordered else 0.0
    return Load(len(times) / taken, p99, len(times), len(errors))


def _poll(url: str, headers: Headers, end: float, times: list[float], errors: list[str]) -> None:
    address = urlsplit(url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=30)
    while time.perf_counter() < end:
        began = time.perf_counter()
        try:
            connection.request("GET", address.path, headers=dict(headers))
            answer = connection.getresponse()
            answer.read()
        except OSError as reason:
            errors.append(str(reason))
            connection.close()
            continue
        times.append(time.perf_counter() - began)
        if answer.status >= 400:
            errors.append(str(answer.status))
    connection.close()
