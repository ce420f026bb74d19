"""What `article6 doctor` looks at beside readiness: the parts that run, and the settings that bite later."""

import os
import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.metadata import version
from typing import cast

import redis
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError

from backend.audit.models import Entry
from backend.config import checks
from backend.config.celery import app
from backend.config.checks import Check, broker_client, first_line
from backend.organisations.models import Office
from backend.outbox import selectors as outbox
from backend.outbox.broker import impatient

LONGEST_SILENCE = timedelta(minutes=2)
SKEW = timedelta(seconds=2)
BUSY = 6.0
"""Seconds within which a worker that lives answers, also on a machine that does much else."""

OTHERS = ("notifications.checks:mail", "notifications.checks:quarantine", "notifications.checks:journal")


def broker_settings() -> Check:
    """Redis must not forget: DESIGN asks for an append-only file and no eviction."""
    try:
        client = broker_client()
        wanted = {"maxmemory-policy": "noeviction", "appendonly": "yes"}
        stated = {name: dict(client.config_get(name)).get(name) for name in wanted}
    except (redis.RedisError, OSError) as reason:
        return Check("broker_settings", True, f"cannot be read: {first_line(reason)}")
    wrong = [f"{name} {value}" for name, value in wanted.items() if stated[name] not in (value, None)]
    if wrong:
        return Check("broker_settings", True, "wake-ups may be forgotten", f"Set in Redis: {', '.join(wrong)}.")
    return Check("broker_settings", True, "nothing is evicted, everything is written down")


def worker() -> Check:
    """A worker answers over the broker."""
    remedy = "Start `article6 worker`; until then `article6 relay` delivers."
    try:
        with impatient(str(app.conf.broker_url)).clone() as asked:
            answers = app.control.ping(timeout=BUSY, limit=1, connection=asked)
    except (OSError, OperationalError) as reason:
        return Check("worker", False, f"cannot be asked: {first_line(reason)}", remedy)
    return Check("worker", True, "answers") if answers else Check("worker", False, "none answers", remedy)


def canary() -> Check:
    """Beat asked and a worker did, not long ago."""
    remedy = "Start `article6 beat` (one is enough) and `article6 worker`."
    age = outbox.canary_age()
    if age is None:
        return Check("beat", False, "has never been heard of", remedy)
    return Check(
        "beat",
        age < LONGEST_SILENCE,
        f"last heard of {age.total_seconds():.0f} s ago",
        "" if age < LONGEST_SILENCE else remedy,
    )


def promises() -> Check:
    """Nothing is stuck between what was decided and what was done."""
    given_up, waiting = outbox.given_up(), outbox.oldest_pending_age()
    if given_up:
        remedy = "Mend what the logs say, then `article6 relay --once --retry`."
        return Check("outbox", False, f"{given_up} promises were given up", remedy)
    if waiting > LONGEST_SILENCE.total_seconds():
        return Check(
            "outbox", False, f"the oldest has waited {waiting:.0f} s", "Start `article6 worker` or `article6 relay`."
        )
    return Check("outbox", True, "nothing is stuck")


def clock() -> Check:
    """Leases and stamps of calendars rest on it: it agrees with the database's and has never gone back."""
    now = datetime.now(UTC)
    theirs, newest = _database_time(now), Entry.objects.order_by("-at").first()
    if abs(theirs - now) > SKEW:
        return Check("clock", False, f"differs from the database's by {abs(theirs - now)}", "Let NTP set both clocks.")
    if newest and newest.at > now + SKEW:
        return Check("clock", False, f"is behind the newest entry of the history ({newest.at})", "Set the clock.")
    return Check("clock", True, f"{now:%Y-%m-%d %H:%M:%S} UTC")


def _database_time(now: datetime) -> datetime:
    if connection.vendor != "postgresql":
        return now
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cast(datetime, cursor.fetchone()[0])


def time_zones() -> Check:
    """One time-zone database in every process: the one that was installed with the product."""
    shipped = version("tzdata")
    if zoneinfo.TZPATH:
        remedy = "Unset PYTHONTZPATH, or keep that folder as new as the package tzdata."
        return Check(
            "time_zones", True, f"read from {os.pathsep.join(zoneinfo.TZPATH)}, not from tzdata {shipped}", remedy
        )
    try:
        zoneinfo.ZoneInfo("Europe/Vienna")
    except zoneinfo.ZoneInfoNotFoundError:
        return Check("time_zones", False, "cannot be read", "Install the product again: the package tzdata is missing.")
    return Check("time_zones", True, f"tzdata {shipped}")


def mailboxes() -> Check:
    """Placeholders of the shipped register are to be confirmed before real mail can leave."""
    unconfirmed = sorted(Office.objects.filter(placeholder=True).values_list("mailbox", flat=True))
    if not Office.objects.exists():
        return Check("mailboxes", False, "no office is registered", "Run `article6 migrate`.")
    if unconfirmed:
        remedy = "Enter the real mailbox of each office on the page of the register."
        return Check("mailboxes", True, f"to be confirmed: {', '.join(unconfirmed)}", remedy)
    return Check("mailboxes", True, "confirmed")


def diagnose() -> list[Check]:
    """Every check in the order in which faults are best mended."""
    readiness = [check() for check in checks.READINESS]
    usable = all(check.ok for check in readiness if check.name != "broker")
    beyond = [worker, canary, promises, clock, time_zones, mailboxes, *map(_loaded, OTHERS)]
    return [*readiness, broker_settings(), *(_tried(check) for check in (beyond if usable else [worker, time_zones]))]


def _loaded(target: str) -> Callable[[], Check]:
    module, _, name = target.partition(":")
    return cast("Callable[[], Check]", getattr(import_module(module), name))


def _tried(check: Callable[[], Check]) -> Check:
    try:
        return check()
    except DatabaseError as reason:
        return Check(check.__name__, False, f"cannot be looked at: {first_line(reason)}", "Mend the database first.")
