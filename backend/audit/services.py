"""Writing and verifying the history."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from .models import ChainHead, Entry


@transaction.atomic
def record(*, party: str, actor: str, action: str, subject: str, detail: Mapping[str, object]) -> Entry:
    """Append one act to the party's chain, in the transaction of the act itself."""
    ChainHead.objects.get_or_create(party=party)
    head = ChainHead.objects.select_for_update().get(party=party)
    entry = Entry(
        party=party,
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor=actor,
        action=action,
        subject=subject,
        detail=json.loads(json.dumps(detail, default=str)),
        previous_hash=head.hash,
    )
    entry.hash = chained(entry)
    entry.save(force_insert=True)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save()
    return entry


def chained(entry: Entry) -> str:
    """SHA-256, in hexadecimal, of the previous hash and the entry's canonical JSON."""
    content = {
        "party": entry.party,
        "sequence": entry.sequence,
        "at": _moment(entry.at),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{entry.previous_hash}{canonical}".encode()).hexdigest()


def first_broken() -> Entry | ChainHead | None:
    """The first entry whose chain does not hold, or the head that misses its last entry; None where all is well."""
    for head in ChainHead.objects.order_by("party"):
        previous, sequence = "0" * 64, 0
        for entry in Entry.objects.filter(party=head.party).order_by("sequence").iterator():
            sequence += 1
            if (entry.previous_hash, entry.sequence, entry.hash) != (previous, sequence, chained(entry)):
                return entry
            previous = entry.hash
        if (head.sequence, head.hash) != (sequence, previous):
            return head
    return None


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
