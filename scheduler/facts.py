"""From a recorded meeting and the register to what the engine looks at. The one adapter. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from backend.domain.agreement import Agreement
from backend.domain.decisions import Answer
from backend.domain.languages import AUTHENTIC
from backend.domain.meetings import Role
from backend.domain.parties import Party
from backend.interchange.record import ItemRecord, MeetingRecord
from backend.organisations.register import BodyEntry, Register
from scheduler.article6.conditions.elsewhere import UNSAID
from scheduler.article6.facts import ItemFacts, MeetingFacts, Settled, Words
from scheduler.article6.preamble import is_reserved
from scheduler.article6.rules import Rules
from scheduler.matching import Edition, Matcher, is_crime_prevention

from .doubts import doubts_of
from .matters import Matters, topic_codes
from .openness import Openings

DEFAULT_NOTICE_WEEKS = 6


def facts_of(
    record: MeetingRecord,
    register: Register,
    guest: Party,
    *,
    judge: Matcher,
    rules: Rules,
    signed: Iterable[Settled] = (),
) -> MeetingFacts:
    """Everything the engine looks at, for this guest, whose matcher is the judge of what concerns it."""
    body = register.body_named(record.body, record.host)
    opens = opening_day(record)
    openings = Openings(record, body, guest)
    topics = topics_of(record, register, guest)
    answers = {one.question: one for one in signed}
    said = {question: one.answer is Answer.YES for question, one in answers.items()}
    matters = Matters(record, judge, topics, topic_codes(register), settled=said)
    prevention, source = crime_prevention(record, body, judge.edition)
    return MeetingFacts(
        host=record.host,
        guest=guest,
        kind=record.kind.value if record.kind else None,
        scope=record.scope.value if record.scope else None,
        status=record.status.value,
        opens=opens,
        body=body.code if body else record.body or "",
        body_names=_body_names(record, body),
        general_assembly=bool(body and body.family == "general_assembly" and body.organisation == record.host),
        organisers=_organisers(record),
        involvement=_involvement(record, guest.counterpart),
        crime_prevention=prevention,
        crime_prevention_source=source,
        meeting=openings.meeting,
        sittings=openings.sittings(),
        conditions=_conditions(openings, register, record, body, opens),
        items=tuple(_item(item, openings, matters) for item in (record.agenda.items if record.agenda else ())),
        title_matters=matters.of_title(),
        competences=register.competence(guest, opens),
        topics={topic.code: _authentic(topic.names) for topic in register.topics},
        agreement=_agreement(record, register),
        arrangements=register.arrangements,
        settled=answers,
        ask_by=_ask_by(opens, body),
        doubts=tuple(doubts_of(record, register, guest)),
        readings=rules.readings,
    )


def _agreement(record: MeetingRecord, register: Register) -> Agreement:
    """The life of the Agreement as it is recorded, and as the meeting states it (what-if runs)."""
    stated = record.agreement
    if stated is None:
        return register.agreement
    return register.agreement.about(stated=stated.in_force, notice=stated.terminated_notice)


def opening_day(record: MeetingRecord) -> date:
    """The local day on which the meeting opens."""
    return record.starts.date() if isinstance(record.starts, datetime) else record.starts


def topics_of(record: MeetingRecord, register: Register, guest: Party) -> frozenset[str]:
    """Interests for a party's own meeting; elsewhere what may be within the competence too (Q3)."""
    opens = opening_day(record)
    interests = register.interests(guest, opens)
    return interests if record.host in Party.__members__ else interests | register.competence(guest, opens)


def _body_names(record: MeetingRecord, body: BodyEntry | None) -> Words:
    if body:
        return {"en": body.names.get("en", body.code), "fr": body.names.get("fr", body.code)}
    unnamed = {"en": "the convening body", "fr": "l'organe qui convoque"}
    return {"en": record.body, "fr": record.body} if record.body else unnamed


def _authentic(names: Words) -> Words:
    """In the two languages in which decisions are written."""
    return {language: names[language] for language in AUTHENTIC}


def _item(item: ItemRecord, openings: Openings, matters: Matters) -> ItemFacts:
    opening, own = openings.item(item)
    reserved = any(is_reserved(text, language) for language, text in item.title.items())
    return ItemFacts(item.number, opening, matters.of_item(item), own, reserved)


def _organisers(record: MeetingRecord) -> frozenset[str]:
    others = {one.party for one in record.involved or () if one.role == Role.CO_ORGANISER}
    return frozenset({record.host, *others})


def _involvement(record: MeetingRecord, party: Party) -> frozenset[str] | None:
    """The party's roles; None where nothing is known, UNSAID where a role is not one of ours."""
    if record.involved is None:
        return None
    known = {role.value for role in Role}
    return frozenset(one.role if one.role in known else UNSAID for one in record.involved if one.party == party)


def crime_prevention(record: MeetingRecord, body: BodyEntry | None, edition: Edition) -> tuple[bool, str]:
    """P4′ asks about the meeting: as stated, as the body is registered, or as its own title says. Never unknown."""
    if record.crime_prevention is not None:
        return record.crime_prevention, "stated for this meeting"
    if body and body.crime_prevention:
        return True, f"register entry of {body.code}"
    named = any(is_crime_prevention(text, language, edition=edition) for language, text in record.title.items())
    return named, "title of the meeting"


def _conditions(
    openings: Openings, register: Register, record: MeetingRecord, body: BodyEntry | None, opens: date
) -> dict[str, object]:
    """Art. 9 first, then the policy's, the meeting's and the bodies' own: the more particular wins."""
    clause = {"UN": "6(2)", "INTERPOL": "6(3)"}.get(record.host, "6(4)")
    merged: dict[str, object] = {}
    for arrangement in register.arrangements:
        if arrangement.covers(clause=clause, body=body.code if body else "", day=opens):
            merged |= arrangement.conditions
    return merged | openings.conditions


def _ask_by(opens: date, body: BodyEntry | None) -> date:
    """By when a question must be answered: so many weeks before the opening as the body's notice period says."""
    weeks = timedelta(weeks=body.notice_weeks if body else DEFAULT_NOTICE_WEEKS)
    return opens - weeks if opens - date.min > weeks else date.min
