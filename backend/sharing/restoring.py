"""What the record must do after a copy of it was restored, so that those who carry mail may go on."""

from datetime import datetime

from django.db import transaction

from backend.delegations.restoring import skip_identifiers
from backend.invitations.restoring import raise_floor


@transaction.atomic
def rise_above_what_is_lost(*, now: datetime) -> int:
    """No SEQUENCE, revision number or signed row id is given a second time. Returns how many entries were lifted."""
    skip_identifiers()
    return raise_floor(now=now)
