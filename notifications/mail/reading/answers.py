"""From a calendar to what is answered: REPLY, COUNTER, REFRESH (RFC 5546 §3.2.3, §3.2.6, §3.2.7)."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from .calendars import MOST_EVENTS, Calendar, Component, calendars, events, zones
from .contentlines import Property, unencoded
from .people import address, answering, plain
from .times import Moment, Zones, duration, later
from .values import CalendarPart, Item, Kind, Reading, Reason

ANSWERS = {"REPLY": Kind.REPLY, "COUNTER": Kind.COUNTER, "REFRESH": Kind.REFRESH}
FROM_ORGANISERS = frozenset({"REQUEST", "CANCEL", "PUBLISH", "ADD", "DECLINECOUNTER"})
_SAYS = {Kind.REPLY: Reason.ANSWERED, Kind.COUNTER: Reason.PROPOSES, Kind.REFRESH: Reason.ASKS_AGAIN}
_PARTSTATS = frozenset({"NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "COMPLETED", "IN-PROCESS"})
_PROPOSED = re.compile(r"(DTSTART|DTEND)\s*[:=]\s*([0-9TZ:+-]+)", re.IGNORECASE)
_INTEGER = re.compile(r"\+?(\d{1,20})")
_BETWEEN = re.compile(r",\s*(?=mailto:)", re.IGNORECASE)
_COMMENTS = ("COMMENT", "X-CALENDARSERVER-PRIVATE-COMMENT", "X-CALENDARSERVER-ATTENDEE-COMMENT")


def readings(part: CalendarPart, senders: Collection[str]) -> list[Reading]:
    """What each VCALENDAR of the part says; none where the text holds none."""
    return [_reading(one, part.method.strip().upper(), senders) for one in calendars(part.text)]


def _reading(calendar: Calendar, announced: str, senders: Collection[str]) -> Reading:
    """METHOD in the body beats the MIME parameter (RFC 6047 §2.4 wants them equal)."""
    method = calendar.method or announced or _implied(calendar, senders)
    kind = ANSWERS.get(method)
    if not method:
        return Reading(Kind.IGNORE, Reason.NO_METHOD)
    if method in FROM_ORGANISERS:
        return Reading(Kind.IGNORE, Reason.NOT_AN_ANSWER, detail=method)
    if kind is None:
        return Reading(Kind.HUMAN, Reason.UNKNOWN_METHOD, detail=method[:40])
    if calendar.events > MOST_EVENTS:
        return Reading(Kind.HUMAN, Reason.TOO_MANY, detail=f"{calendar.events} events")
    return _answer(calendar, kind, senders)


def _implied(calendar: Calendar, senders: Collection[str]) -> str:
    """Nobody named the method: the only attendee of every event is the sender, and has answered."""
    answered = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"})
    listed = [event.all("ATTENDEE") for event in events(calendar)]
    ours = bool(listed) and all(
        len(one) == 1 and address(one[0]) in senders and _partstat(one[0]) in answered for one in listed
    )
    return "REPLY" if ours else ""


def _answer(calendar: Calendar, kind: Kind, senders: Collection[str]) -> Reading:
    answered = list(events(calendar))
    if not answered:
        return Reading(Kind.HUMAN, Reason.NO_EVENT)
    named = [event for event in answered if event.first("UID")]
    if not named:
        return Reading(Kind.HUMAN, Reason.NO_UID)
    default = calendar.root.first("X-WR-TIMEZONE")
    known = Zones(zones(calendar), default.text if default else "")
    items = [item for event in named if (item := _item(event, kind, known, senders))]
    if not items:
        return Reading(Kind.HUMAN, Reason.NO_ATTENDEE)
    if any(_is_floating(text) for item in items for text in (item.start, item.end)):
        return Reading(Kind.HUMAN, Reason.UNKNOWN_ZONE)
    return Reading(kind, _SAYS[kind], tuple(items))


def _item(event: Component, kind: Kind, known: Zones, senders: Collection[str]) -> Item | None:
    uid, sequence = event.first("UID"), event.first("SEQUENCE")
    attendee = answering(event.all("ATTENDEE"), senders, last=kind is Kind.REFRESH)
    if uid is None or (attendee is None and kind is Kind.REPLY):
        return None
    start, end = _proposed(event, kind, known, attendee)
    stamp, instance = known.stamp(event.first("DTSTAMP")), _instance(event, known)
    return Item(
        uid=uid.text,
        attendee=_name(attendee, senders),
        partstat=_partstat(attendee) if attendee else "NEEDS-ACTION",
        sequence=_integer(sequence.text) if sequence else 0,
        dtstamp=str(stamp) if stamp else None,
        recurrence_id=str(instance) if instance else None,
        delegated_to=_delegates(attendee),
        comment=_comment(event, attendee),
        start=str(start) if start else None,
        end=str(end) if end else None,
    )


def _instance(event: Component, known: Zones) -> Moment | None:
    """RECURRENCE-ID (RFC 5545 §3.8.4.4); without a zone it is in the event's."""
    found = event.first("RECURRENCE-ID")
    return known.moment(found, fallback=event.first("DTSTART"))


def _name(attendee: Property | None, senders: Collection[str]) -> str | None:
    """Whoever has a name but no address is the sender."""
    return (address(attendee) if attendee else "") or next(iter(senders), None)


def _partstat(attendee: Property) -> str:
    """RFC 5545 §3.2.12: what is not known counts as NEEDS-ACTION."""
    stated = attendee.param("PARTSTAT").strip().upper()
    return stated if stated in _PARTSTATS else "NEEDS-ACTION"


def _delegates(attendee: Property | None) -> tuple[str, ...]:
    listed = attendee.params.get("DELEGATED-TO", ()) if attendee else ()
    single = (one for quoted in listed for one in _BETWEEN.split(quoted))
    return tuple(dict.fromkeys(found for one in single if (found := plain(one))))


def _comment(event: Component, attendee: Property | None) -> str | None:
    said = [unencoded(one) for name in _COMMENTS for one in event.all(name)]
    said.append(attendee.param("X-RESPONSE-COMMENT").strip() if attendee else "")
    return "\n".join(dict.fromkeys(filter(None, said))) or None


def _integer(text: str) -> int:
    found = _INTEGER.match(text)
    return int(found[1]) if found else 0


def _proposed(
    event: Component, kind: Kind, known: Zones, attendee: Property | None
) -> tuple[Moment | None, Moment | None]:
    """The times of a COUNTER, or those that a REPLY hides in a parameter or beside the original ones."""
    if kind is Kind.COUNTER:
        return _times(event, known)
    hidden = _hidden(event, known, attendee) if kind is Kind.REPLY else (None, None)
    original = known.moment(event.first("X-MS-OLK-ORIGINALSTART"), fallback=event.first("DTSTART"))
    if hidden == (None, None) and kind is Kind.REPLY and original:
        times = _times(event, known)
        return times if times[0] and times[0] != original else (None, None)
    return hidden


def _times(event: Component, known: Zones) -> tuple[Moment | None, Moment | None]:
    """DTSTART and the end by DTEND, DURATION or, without either, RFC 5545 §3.6.1."""
    start = known.moment(event.first("DTSTART"))
    end = known.moment(event.first("DTEND"), fallback=event.first("DTSTART"))
    if start is None or end is not None:
        return start, end
    stated = event.first("DURATION")
    whole_day = timedelta(0) if isinstance(start.value, datetime) else timedelta(days=1)
    span = duration(stated.text) if stated else None
    return start, later(start, whole_day if span is None else span)


def _hidden(event: Component, known: Zones, attendee: Property | None) -> tuple[Moment | None, Moment | None]:
    """TO-ALL-PROPOSED-NEW-TIME="DTSTART:…;DTEND:…" of iOS, with or without an X- before it."""
    told: dict[str, str] = {}
    for name, values in attendee.params.items() if attendee else ():
        if "PROPOSED" in name:
            text = ",".join(values)
            told |= {one.upper(): value for one, value in _PROPOSED.findall(text)}
            told |= {f"DT{edge}": text for edge in ("START", "END") if name.endswith(f"PROPOSED-{edge}")}
    if "DTSTART" not in told:
        return None, None
    zone = event.first("DTSTART")
    start = known.moment(Property("DTSTART", {}, told["DTSTART"]), fallback=zone)
    if "DTEND" in told:
        return start, known.moment(Property("DTEND", {}, told["DTEND"]), fallback=zone)
    return start, _as_long(event, known, start)


def _as_long(event: Component, known: Zones, start: Moment | None) -> Moment | None:
    """Only the beginning is proposed: the event keeps its length."""
    before, after = _times(event, known)
    if start is None or before is None or after is None or type(before.value) is not type(after.value):
        return None
    try:
        return later(start, after.value - before.value)
    except TypeError:
        return None


def _is_floating(text: str | None) -> bool:
    return text is not None and "T" in text and not text.endswith("Z")
