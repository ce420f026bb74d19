"""Database and broker addresses as Django and Celery want them, and where the embedded broker left its own."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
POSTGRESQL_OPTIONS: dict[str, Any] = {
    "connect_timeout": 5,
    "options": "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s",
}
BROKER_FILE = "broker-url"
NO_BROKER = "redis://127.0.0.1:6379/0"


def database(url: str | None, data_folder: Path) -> dict[str, Any]:
    """SQLite in the data folder, unless DATABASE_URL names a database."""
    if url is None:
        return sqlite(data_folder / "article6.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)[1:]))
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or query.pop("host", "")),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": POSTGRESQL_OPTIONS | query,
    }


def sqlite(path: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": dict(SQLITE_OPTIONS)}


def broker(url: str | None, data_folder: Path) -> str:
    """REDIS_URL, else the embedded server that `article6 up` left in this data folder."""
    note = data_folder / BROKER_FILE
    if url is None and note.exists():
        url = note.read_text(encoding="utf-8").strip()
    return (url or NO_BROKER).replace("unix://", "redis+socket://", 1)
