"""The command lines of the parts: web, worker, beat. The same for `up`, for the single commands and for containers."""

import sys
from pathlib import Path

THREADS = 8


def web(host: str, port: int, *, workers: int = 1) -> list[str]:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        *(sys.executable, "-m", "gunicorn", "backend.config.wsgi:application"),
        *("--worker-class", "gthread", "--workers", str(workers), "--threads", str(THREADS)),
        *("--bind", bind, "--timeout", "30", "--graceful-timeout", "5", "--keep-alive", "5"),
        *("--config", "python:backend.config.gunicorn"),
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
