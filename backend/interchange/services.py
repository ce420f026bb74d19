"""Keeping a meeting that came in the interchange format: the one path for page, API and import."""

from datetime import datetime

from django.db import transaction
from django_scopes import scope

from backend.domain.parties import Party
from backend.meetings.services import Kept, keep

from .format import parse_meeting
from .record import MeetingRecord
from .rows import draft_of, owner_of


@transaction.atomic
def keep_meeting(
    data: object,
    *,
    by: str,
    now: datetime,
    owner: Party | None = None,
    expected_version: int | None = None,
    issue: bool = True,
    sample: bool = False,
) -> Kept:
    """Create or change the meeting. Raises Invalid with everything that is wrong, or EditedMeanwhile."""
    record = data if isinstance(data, MeetingRecord) else parse_meeting(data)
    speaking = owner_of(record, owner)
    draft = draft_of(record, owner=speaking, issue=issue, sample=sample)
    with scope(party=speaking):
        return keep(draft, by=by, now=now, expected_version=expected_version)
