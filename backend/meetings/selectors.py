"""Reading meetings."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from .models import Meeting


def opened(meeting: Meeting, *, now: datetime) -> bool:
    """Whether the meeting has begun where it is held: at its start, or with its first day."""
    if meeting.starts_at:
        return meeting.starts_at <= now
    zone = ZoneInfo(meeting.time_zone or "UTC")
    return datetime.combine(meeting.starts_on, time.min, zone).astimezone(UTC) <= now
