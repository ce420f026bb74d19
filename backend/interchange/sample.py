"""Sample meetings, so that a new installation looks alive. Marked as samples; their dates lie in the coming months."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import yaml
from django.utils import timezone
from django_scopes import scopes_disabled

from backend.meetings.models import Meeting

from .services import keep_meeting

SAMPLE = Path(__file__).parent / "sample.yaml"


def load_sample() -> int:
    """Keep the sample meetings that are missing, as somebody would have recorded them. Returns how many were."""
    now = timezone.now()
    with scopes_disabled():
        known = set(Meeting.objects.filter(sample=True).values_list("identifier", flat=True))
    missing = [meeting for meeting in sample_meetings(now.date()) if meeting["id"] not in known]
    for meeting in missing:
        keep_meeting(meeting, by="sample data", now=now, sample=True)
    return len(missing)


def sample_meetings(today: date) -> Iterator[dict[str, object]]:
    """The sample meetings in the interchange format, with dates as far ahead as when they were written."""
    loaded = yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))
    shift = _whole_weeks(today - loaded["written"])
    for meeting in loaded["meetings"]:
        year = str((meeting["starts"] + shift).year)
        yield {name: _moved(value, shift, year) for name, value in meeting.items()}


def _whole_weeks(passed: timedelta) -> timedelta:
    """Weekdays stay weekdays."""
    return timedelta(weeks=round(passed.days / 7))


def _moved(value: object, shift: timedelta, year: str) -> object:
    """The value with every date in it moved, and the year filled in."""
    if isinstance(value, dict):
        return {key: _moved(one, shift, year) for key, one in value.items()}
    if isinstance(value, list):
        return [_moved(one, shift, year) for one in value]
    if isinstance(value, str):
        return value.replace("{year}", year)
    return value + shift if isinstance(value, (date, datetime)) else value
