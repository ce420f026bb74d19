"""From a recorded meeting to its decisions: what is known is read, matched and decided. Pure."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from importlib.metadata import version

from backend.domain.meetings import Role
from backend.domain.parties import Party
from backend.interchange.record import AgreementRecord, ItemRecord, Language, MeetingRecord, Texts
from backend.organisations.register import BodyEntry, Register
from scheduler.article6.clauses import RULES_VERSION
from scheduler.article6.engine import decide
from scheduler.article6.explanation import as_document
from scheduler.article6.facts import ItemFacts, Matter, MeetingFacts, Settled
from scheduler.matching import Matcher, Subject, is_crime_prevention

from .openness import Openings

SIGNED = date(1997, 7, 8)
ENGINE_VERSION = version("article6")


def evaluate(
    record: MeetingRecord,
    register: Register,
    *,
    matcher: Callable[[Party], Matcher],
    determinations: Iterable[Settled] = (),
    guests: Iterable[Party] | None = None,
) -> list[dict[str, object]]:
    """One document for each guest: the other party's for a party's own meeting, both for another host's."""
    own = Party.__members__.get(record.host)
    invited = guests or ((own.counterpart,) if own else tuple(Party))
    return [_evaluated(record, register, guest, matcher(guest), tuple(determinations)) for guest in invited]


def _evaluated(
    record: MeetingRecord, register: Register, guest: Party, matcher: Matcher, signed: tuple[Settled, ...]
) -> dict[str, object]:
    facts = facts_of(record, register, guest, matcher, signed)
    document = as_document(record.id, facts, decide(facts))
    document["versions"] = {"engine": ENGINE_VERSION, "rules": RULES_VERSION, "register": register.version}
    return document


def facts_of(
    record: MeetingRecord, register: Register, guest: Party, matcher: Matcher, signed: tuple[Settled, ...] = ()
) -> MeetingFacts:
    """Everything the engine looks at, for this guest."""
    body = register.body_named(record.body)
    openings = Openings(record, body, guest)
    opens = _day(record.starts)
    in_force, note, assumed = _agreement(record.agreement, opens)
    prevention, source = _crime_prevention(record, body)
    return MeetingFacts(
        host=record.host,
        guest=guest,
        kind=record.kind,
        scope=record.scope,
        status=record.status,
        opens=opens,
        body=body.code if body else record.body or "",
        general_assembly=bool(body and body.family == "general_assembly"),
        organisers=_organisers(record),
        involvement=_involvement(record, guest.counterpart),
        crime_prevention=prevention,
        crime_prevention_source=source,
        observers=openings.meeting[0],
        observers_source=openings.meeting[1],
        conditions=openings.conditions,
        has_agenda=bool(record.agenda and record.agenda.items),
        items=tuple(_item(item, record, openings, matcher) for item in (record.agenda.items if record.agenda else ())),
        title_matters=_title_matters(record, matcher),
        closed_sittings=openings.has_closed_sitting,
        competences=register.competence(guest),
        in_force=in_force,
        agreement_note=note,
        agreement_assumed=assumed,
        settled={one.question: one for one in signed},
    )


def _item(item: ItemRecord, record: MeetingRecord, openings: Openings, matcher: Matcher) -> ItemFacts:
    openness, source = openings.item(item)
    return ItemFacts(item.number, openness, source, _matters(item, record, matcher))


def _matters(item: ItemRecord, record: MeetingRecord, matcher: Matcher) -> tuple[Matter, ...]:
    """What an item touches, judged in each of its languages: yes in one is yes."""
    named = tuple(Matter(item.number, topic, 1.0, ()) for topic in item.topics)
    if named:
        return named
    parents = {one.number: one.title for one in record.agenda.items} if record.agenda else {}
    parent = parents.get(item.parent or "", {})
    verdicts = [
        matcher.match(Subject(text, language, parent.get(language), _any(record.title, language), record.body))
        for language, text in item.title.items()
    ]
    best = next((v for word in ("yes", "borderline") for v in verdicts if v.relevant == word), None)
    if best is None:
        return ()
    return tuple(
        Matter(item.number, t.topic, t.confidence, tuple(e.document() for e in t.evidence), best.relevant == "yes")
        for t in best.topics
    )


def _title_matters(record: MeetingRecord, matcher: Matcher) -> tuple[Matter, ...]:
    verdicts = [matcher.match(Subject(text, language)) for language, text in record.title.items()]
    return tuple(
        Matter("title", t.topic, t.confidence, tuple(e.document() for e in t.evidence), verdict.relevant == "yes")
        for verdict in verdicts
        if verdict.relevant == "yes"
        for t in verdict.topics
    )


def _any(texts: Texts, language: Language) -> str | None:
    return texts.get(language) or next(iter(texts.values()), None)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _organisers(record: MeetingRecord) -> frozenset[str]:
    others = {one.party for one in record.involved or () if one.role == Role.CO_ORGANISER}
    return frozenset({record.host, *others})


def _involvement(record: MeetingRecord, party: Party) -> frozenset[str] | None:
    """The party's roles; None where nothing is known, “?” where a role is not one of ours."""
    if record.involved is None:
        return None
    known = set(Role)
    return frozenset(one.role if one.role in known else "?" for one in record.involved if one.party == party)


def _crime_prevention(record: MeetingRecord, body: BodyEntry | None) -> tuple[bool, str]:
    """P4′ asks about the meeting: as stated, as the body is registered, or as its own title says."""
    if record.crime_prevention is not None:
        return record.crime_prevention, "stated for the meeting"
    if body and body.crime_prevention:
        return True, f"register entry of {body.code}"
    named = any(is_crime_prevention(text, language) for language, text in record.title.items())
    return named, "title of the meeting"


def _agreement(stated: AgreementRecord | None, opens: date) -> tuple[bool, str, bool]:
    """P0, Art. 10: in force on the opening date? Its words, and whether that is assumed."""
    if opens < SIGNED:
        return False, "It was signed on 8 July 1997.", False
    if stated is None:
        return True, "", True
    if stated.in_force is False:
        return False, "It is stated not to be in force.", False
    if stated.terminated_notice and opens > six_months_after(stated.terminated_notice):
        return False, f"Notice was received on {stated.terminated_notice.isoformat()}; six months have passed.", False
    return True, "", stated.in_force is None


def six_months_after(notice: date) -> date:
    """The last day in force after a written notice: the same day six months later, or the last of that month."""
    month = notice.month % 12 + 6 if notice.month % 12 + 6 <= 12 else notice.month % 12 - 6
    year = notice.year + (1 if notice.month > 6 else 0)
    for day in range(notice.day, 0, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, 1)
