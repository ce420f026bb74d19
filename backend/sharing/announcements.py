"""What is public of a meeting, kept apart from what its guest may see."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid5

from django.conf import settings
from django.db import transaction

from backend.domain.meetings import Effect, Kind, Openness, Status
from backend.meetings.models import Meeting, Sitting
from backend.outbox.services import post

from .models import PublicNotice
from .project import facts
from .projection import SharedMeeting, SharedSitting, digest, from_document, material_changes

NOTICE_CHANGED = "sharing.announced"
"""Outbox topic: the public notice with this row id has new content."""

PUBLIC_KINDS = frozenset({Kind.SESSION, Kind.MEETING, Kind.CONFERENCE, Kind.SEMINAR})
"""A meeting whose kind is not stated, a training, a consultation and what is internal are not announced."""

UNANNOUNCED = SharedMeeting(
    key="", uid="", identifier="", host="", guest="", body="", body_names={}, titles={},
    starts_on="", ends_on="", starts_time="", ends_time="", time_zone="", place="", mode="", status="",
    agenda_stage="", agenda_symbol="", items=(), sittings=(), form="", state="", outcome="",
    priority=False, partial=False, clauses=(), reasons=(), matches=(), conditions={}, notes=(),
    reply_by="", short_notice=False, answer="", answer_comment="", sequence=0, stamp="", revision=0, changes=(),
)  # fmt: skip
"""Everything that the public is not told."""


@transaction.atomic
def announce(meeting: Meeting, *, now: datetime) -> PublicNotice | None:
    """Bring the public notice up to date. A meeting that is public no longer is announced as cancelled."""
    notice = PublicNotice.objects.select_for_update().filter(meeting_key=meeting.key).first()
    public = is_public(meeting)
    if notice is None:
        if not public or meeting.status == Status.CANCELLED:
            return None
        return _keep(PublicNotice(host=meeting.owner, meeting_key=meeting.key), _told(meeting), raised=False, now=now)
    before = from_document(notice.document)
    after = _told(meeting) if public else replace(before, status=Status.CANCELLED.value)
    return _keep(notice, after, raised=bool(material_changes(before, after)), now=now)


def _keep(notice: PublicNotice, told: SharedMeeting, *, raised: bool, now: datetime) -> PublicNotice:
    seal = digest(_stamped(told, sequence=0, stamp="").document())
    if notice.digest == seal:
        return notice
    notice.sequence += 1 if raised else 0
    notice.revision, notice.digest, notice.changed_at = notice.revision + 1, seal, now
    notice.document = _stamped(told, sequence=notice.sequence, stamp=now.isoformat()).document()
    notice.save()
    post(NOTICE_CHANGED, notice.pk, party=notice.host)
    return notice


def is_public(meeting: Meeting) -> bool:
    """Published, of a kind that is announced, of the party's own, and open: as stated, else by its body's policy.

    Undecided is not open, and a body that excluded anybody closed the door for the public too.
    """
    if meeting.status == Status.DRAFT or meeting.kind not in PUBLIC_KINDS or meeting.host != meeting.owner:
        return False
    if meeting.decisions.filter(effect=Effect.EXCLUDE).exists():
        return False
    sittings = meeting.sittings.all()
    if sittings and all(sitting.private for sitting in sittings):
        return False
    return (meeting.observers or _policy(meeting)) == Openness.OPEN


def _policy(meeting: Meeting) -> str:
    policies = meeting.body.policies.filter(valid_from__lte=meeting.starts_on) if meeting.body else ()
    valid = (p for p in policies if p.valid_until is None or p.valid_until >= meeting.starts_on)
    policy = next(valid, None)
    return policy.observers if policy else Openness.UNDECIDED


def _told(meeting: Meeting) -> SharedMeeting:
    sittings = tuple(_sitting(meeting, sitting) for sitting in meeting.sittings.all() if not sitting.private)
    named = replace(UNANNOUNCED, **facts(meeting))  # type: ignore[arg-type]
    return replace(named, uid=_uid(meeting, ""), sittings=sittings)


def _sitting(meeting: Meeting, sitting: Sitting) -> SharedSitting:
    uid = _uid(meeting, sitting.number)
    return SharedSitting(number=sitting.number, uid=uid, starts=sitting.starts, ends=sitting.ends, items=(), open=True)


def _uid(meeting: Meeting, sitting: str) -> str:
    return f"{uuid5(meeting.key, f'public {sitting}')}@{settings.MAIL_DOMAIN}"


def _stamped(meeting: SharedMeeting, *, sequence: int, stamp: str) -> SharedMeeting:
    sittings = tuple(replace(one, sequence=sequence, stamp=stamp) for one in meeting.sittings)
    return replace(meeting, sittings=sittings, sequence=sequence, stamp=stamp)
