"""Writing meetings: one transaction saves the rows, signs the history and leaves a promise in the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.forms.models import model_to_dict

from backend.audit.services import record
from backend.domain.errors import EditedMeanwhile
from backend.domain.meetings import Status
from backend.domain.plaintext import clean
from backend.outbox.services import post

from .models import AgendaItem, AgendaVersion, BodyDecision, Meeting, Sitting

CHANGED = "meeting.changed"
"""Outbox topic: the meeting with this row id was saved; whoever decides should look at it."""

_IDENTITY = ("owner", "host", "identifier")
_KEPT = {"id", "key", "version", "created_at", "changed_at", "tzdata", "status_reason", *_IDENTITY}


@dataclass(frozen=True, slots=True)
class Draft:
    """A meeting as somebody wants it: rows that are not saved yet. `agenda` None = not yet known."""

    meeting: Meeting
    sittings: Sequence[Sitting] = ()
    decisions: Sequence[BodyDecision] = ()
    agenda: AgendaVersion | None = None
    items: Sequence[AgendaItem] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a draft came to."""

    meeting: Meeting
    created: bool
    changed: tuple[str, ...]


@transaction.atomic
def keep(draft: Draft, *, by: str, now: datetime, expected_version: int | None = None) -> Kept:
    """Create the meeting, or change the one with the same owner, host and identifier. Nothing changed: nothing is done.

    Raises EditedMeanwhile where `expected_version` is not the stored one.
    """
    wanted = draft.meeting
    identity = {name: getattr(wanted, name) for name in _IDENTITY}
    found = Meeting.objects.select_for_update().filter(**identity).first()
    if found is None:
        return _convene(draft, by=by, now=now)
    if expected_version is not None and expected_version != found.version:
        raise EditedMeanwhile(found=found.version, expected=expected_version)
    return _amend(found, draft, by=by, now=now)


@transaction.atomic
def cancel(meeting: Meeting, *, by: str, now: datetime, reason: str) -> None:
    """The meeting will not be held. Whoever was invited is told with the reason."""
    _set_status(meeting, Status.CANCELLED, by=by, now=now, reason=reason)


@transaction.atomic
def postpone(meeting: Meeting, *, by: str, now: datetime, reason: str) -> None:
    """The meeting has no date for now. Nothing is sent before it has one, but those invited are told."""
    _set_status(meeting, Status.POSTPONED, by=by, now=now, reason=reason)


def _set_status(meeting: Meeting, status: Status, *, by: str, now: datetime, reason: str) -> None:
    stored = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if stored.status == status:
        return
    stored.status, stored.status_reason = status.value, clean(reason)[:500]
    stored.version += 1
    stored.changed_at = now
    stored.save()
    _promise(stored, by=by, action=f"meeting.{status.value}", detail={"reason": reason})


def _convene(draft: Draft, *, by: str, now: datetime) -> Kept:
    meeting = draft.meeting
    meeting.created_at = meeting.changed_at = now
    meeting.save()
    _keep_sittings(meeting, draft.sittings)
    _keep_decisions(meeting, draft.decisions)
    _revise_agenda(meeting, draft, now=now)
    _promise(meeting, by=by, action="meeting.convened", detail={"identifier": meeting.identifier})
    return Kept(meeting, created=True, changed=("meeting",))


def _amend(found: Meeting, draft: Draft, *, by: str, now: datetime) -> Kept:
    changed = [name for name in _editable() if getattr(found, name) != getattr(draft.meeting, name)]
    for name in changed:
        setattr(found, name, getattr(draft.meeting, name))
    if "status" in changed:
        found.status_reason = ""
    if _shapes(found.sittings.all()) != _shapes(draft.sittings):
        changed.append("sittings")
        _keep_sittings(found, draft.sittings)
    decisions = _not_recorded_by_people(found, draft.decisions)
    if _shapes(_stated(found)) != _shapes(decisions):
        changed.append("decisions")
        _keep_decisions(found, decisions)
    if _revise_agenda(found, draft, now=now):
        changed.append("agenda")
    if changed:
        found.version += 1
        found.changed_at = now
        found.tzdata = draft.meeting.tzdata
        found.save()
        _promise(found, by=by, action="meeting.amended", detail={"changed": changed, "version": found.version})
    return Kept(found, created=False, changed=tuple(changed))


def _editable() -> list[str]:
    return [field.attname for field in Meeting._meta.concrete_fields if field.attname not in _KEPT]


def _shapes(rows: object) -> list[dict[str, object]]:
    return [model_to_dict(row, exclude=["id", "meeting", "agenda", "recorded_by", "recorded_at"]) for row in rows]  # type: ignore[attr-defined]


def _keep_sittings(meeting: Meeting, sittings: Sequence[Sitting]) -> None:
    meeting.sittings.all().delete()
    for sitting in sittings:
        sitting.meeting = meeting
    Sitting.objects.bulk_create(sittings)


def _stated(meeting: Meeting) -> QuerySet[BodyDecision]:
    """Decisions that came with the meeting. Those that somebody recorded since are not its document's to change."""
    return meeting.decisions.filter(recorded_by="")


def _not_recorded_by_people(meeting: Meeting, decisions: Sequence[BodyDecision]) -> list[BodyDecision]:
    """What the draft states beyond the decisions that somebody recorded: an exported meeting names those too."""
    recorded = _shapes(meeting.decisions.exclude(recorded_by=""))
    return [decision for decision in decisions if _shapes([decision])[0] not in recorded]


def _keep_decisions(meeting: Meeting, decisions: Sequence[BodyDecision]) -> None:
    _stated(meeting).delete()
    for decision in decisions:
        decision.meeting = meeting
    BodyDecision.objects.bulk_create(decisions)


def _revise_agenda(meeting: Meeting, draft: Draft, *, now: datetime) -> bool:
    """A new version where the agenda differs from the newest one; published versions are never touched."""
    newest = meeting.agendas.first()
    if draft.agenda is None or (
        newest and _agenda_shape(newest, newest.items.all()) == _agenda_shape(draft.agenda, draft.items)
    ):
        return False
    agenda = draft.agenda
    agenda.meeting = meeting
    agenda.number = newest.number + 1 if newest else 1
    agenda.created_at = now
    agenda.save()
    for item in draft.items:
        item.agenda = agenda
    AgendaItem.objects.bulk_create(draft.items)
    return True


def _agenda_shape(agenda: AgendaVersion, items: object) -> tuple[object, ...]:
    return agenda.stage, agenda.symbol, agenda.issued, _shapes(items)


def _promise(meeting: Meeting, *, by: str, action: str, detail: dict[str, object]) -> None:
    record(party=meeting.owner, actor=by, action=action, subject=f"meeting:{meeting.pk}", detail=detail)
    post(CHANGED, meeting.pk, party=meeting.owner)
