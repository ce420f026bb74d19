"""The command lines of the parts: web, worker, beat. The same for `up`, for the single commands and for containers."""

import sys
from pathlib import Path

THREADS = 8
LOG = Path(__file__).with_name("web_log.json")


def web(host: str, port: int, *, workers: int = 1) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "backend.config.wsgi:application", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--http", "1", "--no-ws"),
        *("--workers", str(workers), "--blocking-threads", str(THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
        *("--log-level", "error", "--log-config", str(LOG)),
    ]


def worker(concurrency: int = 2) -> list[str]:
    return [
        *(sys.executable, "-m", "celery", "--app", "backend.config", "worker"),
        *("--concurrency", str(concurrency), "--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle"),
    ]


def beat(data_folder: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "celery", "--app", "backend.config", "beat"),
        *("--loglevel", "WARNING", "--schedule", str(data_folder / "beat-schedule"), "--pidfile", ""),
    ]
