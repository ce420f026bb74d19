"""What a process needs before it may take requests, each with its remedy. Read by /readyz and `article6 doctor`."""

from collections.abc import Callable
from dataclasses import dataclass

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

PATIENCE = 2.0


@dataclass(frozen=True)
class Check:
    """One finding. A remedy beside `ok` asks for attention; nothing is broken."""

    name: str
    ok: bool
    what: str
    remedy: str = ""


def broker_client(timeout: float = PATIENCE) -> "redis.Redis":
    url = str(settings.CELERY_BROKER_URL).replace("redis+socket://", "unix://", 1)
    return redis.Redis.from_url(url, socket_timeout=timeout, socket_connect_timeout=timeout)


def database() -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as reason:
        return Check(
            "database",
            False,
            f"{connection.vendor} does not answer: {first_line(reason)}",
            "Check DATABASE_URL and that the server runs.",
        )
    return Check("database", True, f"{connection.vendor} answers")


def migrations() -> Check:
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as reason:
        return Check("migrations", False, f"cannot be read: {first_line(reason)}", "Mend the database first.")
    if waiting:
        return Check("migrations", False, f"{waiting} not applied", "Run `article6 migrate`.")
    return Check("migrations", True, "all applied")


def broker() -> Check:
    try:
        broker_client().ping()
    except (redis.RedisError, OSError) as reason:
        return Check(
            "broker",
            False,
            f"does not answer: {first_line(reason)}",
            "Start `article6 up`, or set REDIS_URL to a running server.",
        )
    return Check("broker", True, "answers")


def first_line(reason: BaseException) -> str:
    return (str(reason).strip() or type(reason).__name__).splitlines()[0]


READINESS: tuple[Callable[[], Check], ...] = (database, migrations, broker)
