"""Sample meetings, so that a new installation looks alive. Marked as samples; their dates lie in the coming months."""

from datetime import date, datetime, timedelta
from pathlib import Path

import yaml
from django.utils import timezone

from .services import keep_meeting

SAMPLE = Path(__file__).parent / "sample.yaml"


def load_sample() -> int:
    """Keep every sample meeting as somebody would have recorded it. Returns how many there are."""
    now = timezone.now()
    loaded = yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))
    shift = _whole_weeks(now.date() - loaded["written"])
    for meeting in loaded["meetings"]:
        keep_meeting(_moved(meeting, shift), by="sample data", now=now, sample=True)
    return len(loaded["meetings"])


def _whole_weeks(passed: timedelta) -> timedelta:
    """Weekdays stay weekdays."""
    return timedelta(weeks=max(0, round(passed.days / 7)))


def _moved(value: object, shift: timedelta) -> object:
    """The value with every date in it moved."""
    if isinstance(value, dict):
        return {key: _moved(one, shift) for key, one in value.items()}
    if isinstance(value, list):
        return [_moved(one, shift) for one in value]
    return value + shift if isinstance(value, (date, datetime)) else value
