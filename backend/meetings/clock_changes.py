"""Promised times against the rules of their zones as they stand now: what differs is for a person to decide."""

from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version

from django.db import transaction

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.meetings import Status
from backend.domain.moments import instant_by_rules, promised, wall_by_rules, whole_days
from backend.outbox.services import post

from .models import ClockChange, Meeting, Sitting
from .services import CHANGED

Keep = ClockChange.Keep


class AlreadyDecided(DomainError):
    """Somebody has decided this already: {kept} was kept. Load the meeting and look."""

    code = "already_decided"


@transaction.atomic
def audit(*, now: datetime) -> list[ClockChange]:
    """Open a decision for each meeting ahead whose instants the rules have moved. Nothing moves by itself.

    Looks at the rows of both parties: call it with scopes disabled.
    """
    ahead = Meeting.objects.filter(ends_on__gte=now.date()).exclude(time_zone="").exclude(status=Status.CANCELLED)
    waiting = ahead.exclude(pk__in=ClockChange.objects.filter(decided_at=None).values("meeting"))
    return [change for meeting in waiting.prefetch_related("sittings") if (change := _look(meeting, now=now))]


def _look(meeting: Meeting, *, now: datetime) -> ClockChange | None:
    moments = [moment for moment in _moments(meeting) if moment["before"] != moment["after"]]
    if not moments:
        return None
    change = ClockChange.objects.create(
        owner=meeting.owner,
        meeting=meeting,
        tzdata_before=meeting.tzdata,
        tzdata_now=version("tzdata"),
        moments=moments,
        opened_at=now,
    )
    _sign(change, "meeting.clock_changed", by="article6", moments=moments)
    return change


def _moments(meeting: Meeting) -> Iterator[dict[str, str]]:
    edges = (
        ("starts", meeting.starts_on, meeting.starts_time, meeting.starts_at),
        ("ends", meeting.ends_on, meeting.ends_time, meeting.ends_at),
    )
    for edge, day, hour, moment in edges:
        if hour and moment:
            yield _moment(meeting, "", edge, datetime.combine(day, hour), moment)
    for sitting in meeting.sittings.all():
        if not sitting.timed:
            continue
        yield _moment(meeting, sitting.number, "starts", datetime.fromisoformat(sitting.starts), sitting.starts_at)
        yield _moment(meeting, sitting.number, "ends", datetime.fromisoformat(sitting.ends), sitting.ends_at)


def _moment(meeting: Meeting, sitting: str, edge: str, wall: datetime, promised: datetime) -> dict[str, str]:
    return {
        "sitting": sitting,
        "edge": edge,
        "wall": wall.isoformat(timespec="minutes"),
        "before": promised.isoformat(),
        "after": instant_by_rules(wall, meeting.time_zone).isoformat(),
        "wall_of_instant": wall_by_rules(promised, meeting.time_zone).isoformat(timespec="minutes"),
    }


@transaction.atomic
def decide(change: ClockChange, *, keep: str, by: str, now: datetime) -> Meeting:
    """Keep the wall times (the default) or the instants; whoever was invited is told. Raises AlreadyDecided."""
    stored = ClockChange.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=change.pk)
    if stored.decided_at:
        raise AlreadyDecided(kept=stored.kept)
    stored.kept, stored.decided_by, stored.decided_at = Keep(keep).value, by, now
    stored.save(update_fields=["kept", "decided_by", "decided_at"])
    meeting = stored.meeting
    (_keep_walls if stored.kept == Keep.WALL else _keep_instants)(meeting)
    meeting.tzdata, meeting.version, meeting.changed_at = version("tzdata"), meeting.version + 1, now
    meeting.save()
    _sign(stored, "meeting.clock_decided", by=by, keep=stored.kept)
    post(CHANGED, meeting.pk, party=meeting.owner)
    return meeting


def _keep_walls(meeting: Meeting) -> None:
    if meeting.starts_time and meeting.ends_time:
        starts = datetime.combine(meeting.starts_on, meeting.starts_time)
        ends = datetime.combine(meeting.ends_on, meeting.ends_time)
        meeting.starts_at = instant_by_rules(starts, meeting.time_zone)
        meeting.ends_at = instant_by_rules(ends, meeting.time_zone)
    for sitting in meeting.sittings.all():
        _keep_wall(sitting, meeting.time_zone)


def _keep_wall(sitting: Sitting, zone: str) -> None:
    starts, ends = promised(sitting.starts), promised(sitting.ends)
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        sitting.starts_at, sitting.ends_at = instant_by_rules(starts, zone), instant_by_rules(ends, zone)
    else:
        sitting.starts_at, sitting.ends_at = whole_days(starts, ends, zone)
    sitting.save(update_fields=["starts_at", "ends_at"])


def _keep_instants(meeting: Meeting) -> None:
    if meeting.starts_at and meeting.ends_at:
        starts = wall_by_rules(meeting.starts_at, meeting.time_zone)
        ends = wall_by_rules(meeting.ends_at, meeting.time_zone)
        meeting.starts_on, meeting.starts_time = starts.date(), starts.time()
        meeting.ends_on, meeting.ends_time = ends.date(), ends.time()
    for sitting in meeting.sittings.all():
        _keep_instant(sitting, meeting.time_zone)


def _keep_instant(sitting: Sitting, zone: str) -> None:
    """Whole days promise no instant: they stay the days that they are."""
    if not sitting.timed:
        _keep_wall(sitting, zone)
        return
    sitting.starts = wall_by_rules(sitting.starts_at, zone).isoformat(timespec="minutes")
    sitting.ends = wall_by_rules(sitting.ends_at, zone).isoformat(timespec="minutes")
    sitting.save(update_fields=["starts", "ends"])


def _sign(change: ClockChange, action: str, *, by: str, **detail: object) -> None:
    record(party=change.owner, actor=by, action=action, subject=f"meeting:{change.meeting_id}", detail=detail)
