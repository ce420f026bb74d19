"""Editions of the thesaurus: kept whole, put to use one at a time, for both parties."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from django.db import transaction

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.parties import Party
from backend.outbox.services import post

from .models import Edition, EditionFile, EditionUse

EDITION_USED = "register.edition_used"
"""Outbox topic: an edition was put to use by the row of this id; decide every future meeting again."""


class NoSuchEdition(DomainError):
    """There is no edition “{version}”. `article6 thesaurus list` names those that are kept."""

    code = "no_such_edition"


@dataclass(frozen=True, slots=True)
class NewEdition:
    """An edition to be kept: its files by name, the version that they state, and whether they came with the product."""

    version: str
    digest: str
    texts: Mapping[str, str]
    shipped: bool = False


@transaction.atomic
def keep_edition(new: NewEdition, *, by: str, now: datetime) -> Edition:
    """Keep the edition without using it; words that are kept already stay the edition that they are."""
    kept, created = Edition.objects.get_or_create(
        digest=new.digest,
        defaults={
            "version": _free(new.version),
            "shipped": new.shipped,
            "loaded_by": by,
            "loaded_at": now,
        },
    )
    if created:
        files = [EditionFile(edition=kept, name=name, text=text) for name, text in sorted(new.texts.items())]
        EditionFile.objects.bulk_create(files)
    return kept


def _free(version: str) -> str:
    """The version; where other words bear it already, with the next number behind it."""
    taken = set(Edition.objects.filter(version__startswith=version).values_list("version", flat=True))
    names = (f"{version}.{number}" if number > 1 else version for number in count(1))
    return next(name for name in names if name not in taken)


@transaction.atomic
def use_edition(edition: Edition, *, by: str, now: datetime) -> bool:
    """Match by this edition from now on, for both parties. Returns whether that is a change.

    The first edition has nothing decided again: nothing was decided by another.
    """
    before = edition_in_use()
    if before == edition:
        return False
    use = EditionUse.objects.create(edition=edition, used_by=by, since=now)
    detail = {"version": edition.version, "digest": edition.digest, "before": before.version if before else None}
    for party in Party:
        record(party=party, actor=by, action="edition.used", subject=f"edition:{edition.pk}", detail=detail)
    if before:
        post(EDITION_USED, use.pk)
    return True


def use_now() -> EditionUse | None:
    """What is matched by and since when; None where nothing was loaded yet."""
    return EditionUse.objects.select_related("edition").first()


def edition_in_use() -> Edition | None:
    """What is matched by; None where nothing was loaded yet."""
    use = use_now()
    return use.edition if use else None


def edition_before() -> Edition | None:
    """What was matched by before; None where no other was."""
    uses = EditionUse.objects.select_related("edition")[:2]
    return uses[1].edition if len(uses) == 2 else None


def edition_named(version: str) -> Edition:
    """Raises NoSuchEdition."""
    found = Edition.objects.filter(version=version).first()
    if found is None:
        raise NoSuchEdition(where="version", version=version)
    return found


def newest_shipped() -> Edition | None:
    """The newest edition that came with the product, in use or not."""
    return Edition.objects.filter(shipped=True).first()


def texts_of(edition_digest: str) -> dict[str, str]:
    """The files of the edition with this digest, by name."""
    return dict(EditionFile.objects.filter(edition__digest=edition_digest).values_list("name", "text"))
