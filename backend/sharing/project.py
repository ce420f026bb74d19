"""From the host's rows to the one value the guest may see: what is not named here does not cross. Art. 3."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from backend.delegations.selectors import counted_replies
from backend.domain.meetings import Classification, Status
from backend.domain.participation import Partstat
from backend.invitations.models import CalendarEntry, Decision, Invitation
from backend.meetings.models import AgendaItem, AgendaVersion, Meeting, Sitting

from .projection import SharedItem, SharedMeeting, SharedSitting
from .sittings import is_open

_REASON = ("cite", "modality", "outcome")
_MATCH = ("item", "topic", "confidence")
_TOLD_WITH_REASON = (Status.CANCELLED, Status.POSTPONED)
_CONDITIONS = ("seats", "public_part_only", "prior_notification", "prior_registration", "speaking", "documents")
"""The conditions of observation that the guest is told of (Art. 6 (2), “subject to”); any other word stays inside."""


CONSULTATION = "consultation"
"""The form of a projection that only asks: nothing has been issued, and no calendar shows it."""


def project_question(decision: Decision, *, reply_by: date | None) -> SharedMeeting:
    """The projection of a meeting about which the guest is consulted: what an invitation would show, and no more."""
    meeting, decided = decision.meeting, decision.document
    agenda = meeting.agendas.first()
    shown = {item.number for item in _items(agenda) if _is_shown(item, decided)}
    return SharedMeeting(
        **facts(meeting),  # type: ignore[arg-type]
        **_agenda(agenda, shown),  # type: ignore[arg-type]
        **_decided(decided, agenda, shown, {"open"}),  # type: ignore[arg-type]
        uid="",
        guest=decision.guest,
        sittings=(),
        form=CONSULTATION,
        state=CONSULTATION,
        outcome=decision.outcome,
        priority=False,
        clauses=tuple(c["cite"] for c in decided["clauses"] if c["outcome"] == "open"),
        conditions={},
        reply_by=reply_by.isoformat() if reply_by else "",
        short_notice=False,
        answer=Partstat.NEEDS_ACTION.value,
        answer_comment="",
        sequence=0,
        stamp="",
        revision=0,
        changes=(),
    )


def project(invitation: Invitation) -> SharedMeeting:
    """The projection of the invitation's meeting for its guest, as of now."""
    meeting = invitation.meeting
    agenda = meeting.agendas.first()
    decided = invitation.decision.document
    shown = {item.number for item in _items(agenda) if _is_shown(item, decided)}
    replies, revision = counted_replies(invitation), invitation.revisions.filter(attendee=None).first()
    answers = {number: reply.partstat for number, reply in replies.items()}
    entries = {one.sitting: one for one in invitation.entries.all()}
    reply, entry = replies.get(""), entries.get("")
    return SharedMeeting(
        **facts(meeting),  # type: ignore[arg-type]
        **_agenda(agenda, shown),  # type: ignore[arg-type]
        **_decided(decided, agenda, shown, {"engaged", "standing"}),  # type: ignore[arg-type]
        uid=entry.uid if entry else f"{invitation.key}@{settings.MAIL_DOMAIN}",
        guest=invitation.guest,
        sittings=tuple(
            _sitting(s, shown, invitation.guest, entry=entries.get(s.number), answer=answers.get(s.number, ""))
            for s in meeting.sittings.all()
        ),
        form=invitation.form,
        state=invitation.state,
        outcome=invitation.decision.outcome,
        priority=invitation.priority,
        clauses=tuple(invitation.clauses),
        conditions={name: invitation.conditions[name] for name in _CONDITIONS if name in invitation.conditions},
        reply_by=invitation.reply_by.isoformat() if invitation.reply_by else "",
        short_notice=invitation.short_notice,
        answer=reply.partstat if reply else Partstat.NEEDS_ACTION.value,
        answer_comment=reply.comment if reply else "",
        sequence=entry.sequence if entry else 0,
        stamp=entry.stamp.isoformat() if entry and revision else "",
        revision=revision.number if revision else 0,
        changes=tuple(revision.changes) if revision else (),
    )


def facts(meeting: Meeting) -> Mapping[str, object]:
    """What is the same for every viewer: names, days, place."""
    return {
        "key": str(meeting.key),
        "identifier": meeting.identifier,
        "host": meeting.host,
        "body": meeting.convener,
        "body_names": meeting.body.names if meeting.body else {},
        "titles": meeting.titles,
        "starts_on": meeting.starts_on.isoformat(),
        "ends_on": meeting.ends_on.isoformat(),
        "starts_time": f"{meeting.starts_time:%H:%M}" if meeting.starts_time else "",
        "ends_time": f"{meeting.ends_time:%H:%M}" if meeting.ends_time else "",
        "time_zone": meeting.time_zone,
        "place": meeting.place,
        "mode": meeting.mode or "",
        "status": meeting.status,
        "status_reason": meeting.status_reason if meeting.status in _TOLD_WITH_REASON else "",
        "starts_at": meeting.starts_at.isoformat() if meeting.starts_at else "",
        "ends_at": meeting.ends_at.isoformat() if meeting.ends_at else "",
    }


def _agenda(agenda: AgendaVersion | None, shown: set[str]) -> Mapping[str, object]:
    return {
        "agenda_stage": (agenda.stage or "") if agenda else "",
        "agenda_symbol": agenda.symbol if agenda else "",
        "items": tuple(_item(item, shown) for item in _items(agenda)),
    }


def _decided(
    decided: Mapping[str, Any], agenda: AgendaVersion | None, shown: set[str], outcomes: set[str]
) -> Mapping[str, object]:
    parents = {item.number: item.parent for item in _items(agenda)}
    return {
        "partial": bool(decided.get("partial")),
        "reasons": tuple(_reason(c) for c in decided["clauses"] if c["outcome"] in outcomes),
        "matches": tuple(_match(m, shown, parents) for m in decided["matches"] if _may_tell(m, shown, parents)),
        "notes": tuple(decided.get("guest_notes", ())),
    }


def _may_tell(match: Mapping[str, Any], shown: set[str], parents: Mapping[str, str]) -> bool:
    """An item that is shown, matched by its own words wherever the guest may not read those of its parent.

    What only a model suggested is ours to check, and is told to nobody.
    """
    if match.get("resembles"):
        return False
    readable = parents.get(match["item"], "") in {"", *shown}
    return match["item"] in shown and (readable or any(one["field"] == "title" for one in match.get("evidence", ())))


def _match(match: Mapping[str, Any], shown: set[str], parents: Mapping[str, str]) -> Mapping[str, object]:
    """Words of a parent item that the guest may not read are no evidence that it may see."""
    readable = parents.get(match["item"], "") in {"", *shown}
    evidence = [one for one in match.get("evidence", ()) if readable or one["field"] != "parent"]
    return {name: match[name] for name in _MATCH if name in match} | {"evidence": evidence}


def _items(agenda: AgendaVersion | None) -> list[AgendaItem]:
    return list(agenda.items.all()) if agenda else []


def _is_shown(item: AgendaItem, decided: Mapping[str, object]) -> bool:
    closed = decided.get("closed_items")
    is_closed = isinstance(closed, list) and item.number in closed
    return item.classification == Classification.GENERAL and not is_closed


def _item(item: AgendaItem, shown: set[str]) -> SharedItem:
    visible = item.number in shown
    general = [one["symbol"] for one in item.documents if one["classification"] == Classification.GENERAL]
    documents = tuple(general) if visible else ()
    return SharedItem(item.number, item.parent, item.titles if visible else {}, visible, documents)


def _sitting(
    sitting: Sitting, shown: set[str], guest: str, *, entry: CalendarEntry | None, answer: str
) -> SharedSitting:
    return SharedSitting(
        number=sitting.number,
        uid=entry.uid if entry else "",
        starts=sitting.starts,
        ends=sitting.ends,
        items=tuple(number for number in sitting.items if number in shown),
        open=is_open(sitting, guest),
        sequence=entry.sequence if entry else 0,
        stamp=entry.stamp.isoformat() if entry else "",
        starts_at=sitting.starts_at.isoformat(),
        ends_at=sitting.ends_at.isoformat(),
        answer=answer,
    )


def _reason(clause: Mapping[str, object]) -> Mapping[str, object]:
    return {name: clause[name] for name in _REASON}
