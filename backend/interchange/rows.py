"""Between the interchange format and rows: one way in, the exact inverse out."""

from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.metadata import version

from backend.domain.errors import DomainError
from backend.domain.moments import instant, whole_days
from backend.domain.parties import Party, party_named
from backend.domain.places import zone_of_place
from backend.meetings.models import AgendaItem, AgendaVersion, BodyDecision, Meeting, Sitting
from backend.meetings.services import Draft
from backend.organisations.models import Body
from backend.organisations.selectors import body_named

from .format import parse_meeting
from .record import AgendaRecord, BodyDecisionRecord, ItemRecord, MeetingRecord, Moment, SittingRecord


def owner_of(record: MeetingRecord, speaking: Party | None = None) -> Party:
    """Whose row it is: the host's; for another host, of the party that records it, or the first one involved."""
    own = party_named(record.host)
    involved = [party_named(one.party) for one in record.involved or ()]
    return own or speaking or next((party for party in involved if party), Party.UN)


def draft_of(record: MeetingRecord, *, owner: Party, issue: bool = True, sample: bool = False) -> Draft:
    """Unsaved rows of the record."""
    meeting = _meeting(record, owner=owner, issue=issue, sample=sample)
    zone = meeting.time_zone or "UTC"
    return Draft(
        meeting=meeting,
        sittings=sorted((_sitting(one, zone) for one in record.sittings), key=lambda row: (row.starts_at, row.number)),
        decisions=tuple(_decision(decision) for decision in record.decisions),
        agenda=_agenda(record.agenda),
        items=tuple(_item(place, item) for place, item in enumerate(record.agenda.items)) if record.agenda else (),
    )


class MissingZone(DomainError):
    """The meeting has hours, and neither it, its body nor its place tells the zone. Add one like “Europe/Vienna”."""

    code = "missing_zone"


def zone_of(record: MeetingRecord, body: Body | None) -> str:
    """The zone as stated, else that of the place, else that of the body's seat; empty where nobody knows it.

    Raises MissingZone where the meeting has hours and nobody knows the zone.
    """
    placed = zone_of_place(record.place) if record.place else None
    zone = record.time_zone or placed or (body.time_zone if body else "")
    if not zone and any(isinstance(moment, datetime) for moment in (record.starts, record.ends)):
        raise MissingZone(where="time_zone")
    return zone


def _meeting(record: MeetingRecord, *, owner: Party, issue: bool, sample: bool) -> Meeting:
    body = body_named(record.body, record.host) if record.body else None
    zone = zone_of(record, body)
    starts, ends = _edge(record.starts, zone), _edge(record.ends, zone)
    return Meeting(
        owner=owner.value,
        host=record.host,
        identifier=record.id,
        body=body,
        body_name="" if body else record.body or "",
        kind=record.kind,
        scope=record.scope,
        titles=dict(record.title),
        involved=None if record.involved is None else [one.model_dump(mode="json") for one in record.involved],
        starts_on=starts.day,
        ends_on=ends.day,
        starts_time=starts.time,
        ends_time=ends.time,
        starts_at=starts.at,
        ends_at=ends.at,
        time_zone=zone,
        tzdata=version("tzdata"),
        place=record.place or "",
        mode=record.mode,
        observers=record.observers,
        observer_conditions=record.observer_conditions,
        crime_prevention=record.crime_prevention,
        status=record.status.value,
        agreement=record.agreement.model_dump(mode="json") if record.agreement else None,
        issue=issue,
        sample=sample,
    )


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a meeting: its day, and where an hour is known the wall time and the UTC instant."""

    day: date
    time: time | None
    at: datetime | None


def _edge(moment: Moment, zone: str | None) -> Edge:
    if isinstance(moment, datetime):
        return Edge(moment.date(), moment.time(), instant(moment, zone or "UTC"))
    return Edge(moment, None, None)


def _sitting(sitting: SittingRecord, zone: str) -> Sitting:
    begins, ends = _instants(sitting.starts, sitting.ends, zone)
    return Sitting(
        number=sitting.id,
        starts=_written(sitting.starts),
        ends=_written(sitting.ends),
        starts_at=begins,
        ends_at=ends,
        items=list(sitting.items),
        private=sitting.private,
    )


def _written(moment: Moment) -> str:
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


def _instants(starts: Moment, ends: Moment, zone: str) -> tuple[datetime, datetime]:
    """A sitting of which only the days are known lasts whole days: it is no point at midnight."""
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        return instant(starts, zone), instant(ends, zone)
    return whole_days(starts, ends, zone)


def _decision(decision: BodyDecisionRecord) -> BodyDecision:
    return BodyDecision(
        symbol=decision.symbol or "",
        effect=decision.effect.value,
        scope=decision.scope,
        guest=decision.guest,
        conditions=decision.conditions,
        valid_from=decision.valid_from,
        valid_until=decision.valid_until,
    )


def _agenda(agenda: AgendaRecord | None) -> AgendaVersion | None:
    if agenda is None or not agenda.items:
        return None
    return AgendaVersion(stage=agenda.stage, symbol=agenda.symbol or "", issued=agenda.issued)


def _item(position: int, item: ItemRecord) -> AgendaItem:
    return AgendaItem(
        position=position,
        number=item.number,
        parent=item.parent or "",
        titles=dict(item.title),
        observers=item.observers,
        classification=item.classification.value,
        topics=list(item.topics),
        committee=item.committee or "",
        documents=[document.model_dump(mode="json", exclude_none=True) for document in item.documents],
    )


def record_of(meeting: Meeting) -> MeetingRecord:
    """The meeting as a record, with its newest agenda: the inverse of `draft_of`."""
    return parse_meeting(document_of(meeting))


def document_of(meeting: Meeting) -> dict[str, object]:
    """The meeting in the interchange format."""
    agenda = meeting.agendas.first()
    stated = {
        "id": meeting.identifier,
        "host": meeting.host,
        "body": meeting.convener or None,
        "kind": meeting.kind,
        "scope": meeting.scope,
        "title": meeting.titles,
        "starts": _moment(meeting.starts_on, meeting.starts_time),
        "ends": _moment(meeting.ends_on, meeting.ends_time),
        "time_zone": meeting.time_zone or None,
        "place": meeting.place or None,
        "mode": meeting.mode,
        "observers": meeting.observers,
        "observer_conditions": meeting.observer_conditions or None,
        "crime_prevention": meeting.crime_prevention,
        "status": meeting.status,
        "agenda": _agenda_document(agenda) if agenda else None,
        "sittings": [_sitting_document(sitting) for sitting in meeting.sittings.all()] or None,
        "decisions": [_decision_document(decision) for decision in meeting.decisions.all()] or None,
        "agreement": meeting.agreement,
    }
    document: dict[str, object] = {name: value for name, value in stated.items() if value is not None}
    if meeting.involved != []:
        document["involved"] = meeting.involved
    return document


def _moment(day: date, hour: time | None) -> str:
    return datetime.combine(day, hour).isoformat(timespec="minutes") if hour else day.isoformat()


def _agenda_document(agenda: AgendaVersion) -> dict[str, object]:
    items = [
        {
            "number": item.number,
            "parent": item.parent or None,
            "title": item.titles,
            "observers": item.observers,
            "classification": item.classification,
            "topics": item.topics,
            **({"committee": item.committee} if item.committee else {}),
            **({"documents": item.documents} if item.documents else {}),
        }
        for item in agenda.items.all()
    ]
    issued = agenda.issued.isoformat() if agenda.issued else None
    return {"stage": agenda.stage, "symbol": agenda.symbol or None, "issued": issued, "items": items}


def _sitting_document(sitting: Sitting) -> dict[str, object]:
    return {
        "id": sitting.number,
        "starts": sitting.starts,
        "ends": sitting.ends,
        "items": sitting.items,
        "private": sitting.private,
    }


def _decision_document(decision: BodyDecision) -> dict[str, object]:
    return {
        "symbol": decision.symbol or None,
        "effect": decision.effect,
        "scope": decision.scope,
        "guest": decision.guest,
        "conditions": decision.conditions,
        "from": decision.valid_from.isoformat() if decision.valid_from else None,
        "until": decision.valid_until.isoformat() if decision.valid_until else None,
    }
