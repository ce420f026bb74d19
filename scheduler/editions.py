"""The edition of the thesaurus that the product matches by: kept in the database, loaded from files."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django.db import transaction

from backend.domain.errors import Invalid, Problem
from backend.topics import models
from backend.topics.editions import (
    NewEdition,
    edition_before,
    edition_in_use,
    keep_edition,
    newest_shipped,
    texts_of,
    use_edition,
)
from backend.topics.register import topic_codes
from scheduler.matching import Edition
from scheduler.matching.thesaurus.editions import FILES, Difference, differences, newest_version, shipped
from scheduler.matching.thesaurus.proofreading import mistakes


@transaction.atomic
def load_shipped(*, now: datetime) -> bool:
    """Keep the shipped files where the database has not got these words, and put them to use in place of older ones.

    An edition that somebody chose instead of the newest shipped one stays in use. Returns whether anything was kept.
    """
    if models.Edition.objects.filter(digest=shipped().digest).exists():
        return False
    before, current = newest_shipped(), edition_in_use()
    new = NewEdition(shipped().version, shipped().digest, shipped().texts, shipped=True)
    kept = keep_edition(new, by="", now=now)
    if current == before:
        use_edition(kept, by="", now=now)
    return True


def load_files(texts: Mapping[str, str], *, by: str, now: datetime) -> models.Edition:
    """Keep a new edition: the one in use with these files in place of its own. It is not used yet. Raises Invalid."""
    texts = {**current_edition().texts, **texts}
    _check(texts)
    loaded = Edition(newest_version(texts), texts)
    return keep_edition(NewEdition(loaded.version, loaded.digest, texts), by=by, now=now)


def _check(texts: Mapping[str, str]) -> None:
    codes = frozenset(topic_codes())
    problems = [
        Problem(f"{name}.txt, line {one.line}" if one.line else f"{name}.txt", "thesaurus_file", one.why)
        for name in FILES
        for one in mistakes(texts.get(name, ""), topics=codes, shared=texts.get("shared", ""))
    ]
    if problems:
        raise Invalid(*problems)


def current_edition() -> Edition:
    """The edition in use; what another process put to use is noticed at once. The shipped one before anything else."""
    row = edition_in_use()
    return edition_of(row) if row else shipped()


def edition_of(row: models.Edition) -> Edition:
    """The kept edition, ready to match by; read once for each process."""
    return _read(row.version, row.digest)


@lru_cache(maxsize=3)
def _read(version: str, digest: str) -> Edition:
    mine = shipped()
    return Edition(version, mine.texts if digest == mine.digest else texts_of(digest))


def changed_in_use() -> tuple[models.Edition, tuple[Difference, ...]] | None:
    """The edition that was in use before, and what the one in use says otherwise; None where there was none."""
    before = edition_before()
    return (before, differences(edition_of(before), current_edition())) if before else None


def waiting_edition() -> models.Edition | None:
    """The shipped edition that came after the one in use, where somebody chose to stay with that."""
    newest, current = newest_shipped(), edition_in_use()
    return newest if newest and current and newest.pk > current.pk else None
