"""Doubtful values of a meeting: each is a note, never a refusal. Pure."""

from collections.abc import Iterator

from backend.domain.agreement import OBSERVER_STATUS_DOCUMENT
from backend.domain.meetings import Effect
from backend.domain.parties import Party
from backend.interchange.doubts import Doubt, doubts
from backend.interchange.record import MeetingRecord
from backend.organisations.register import Register
from scheduler.article6.facts import Words
from scheduler.article6.notes import note

from .matters import topic_codes
from .openness import stated_conditions, unmet_scopes

CONDITIONS = frozenset(
    {"seats", "public_part_only", "prior_notification", "prior_registration", "speaking", "documents"}
)


def doubts_of(record: MeetingRecord, register: Register, guest: Party) -> Iterator[Words]:
    """The notes on this meeting's values, in a stable order."""
    yield from (_words(doubt) for doubt in doubts(record))
    yield from _body(record, register)
    yield from _topics(record, register, guest)
    yield from _decisions(record)
    yield from _conditions(record)


def _words(doubt: Doubt) -> Words:
    return note(doubt.en, doubt.fr)


def _body(record: MeetingRecord, register: Register) -> Iterator[Words]:
    if not record.body or register.body_named(record.body, record.host):
        known = register.body_named(record.body, record.host) if record.body else None
        if known and record.crime_prevention is False and known.crime_prevention:
            yield note(f"The register has {known.code} as a body of crime prevention; for this meeting the "
                       "contrary is stated.",
                       f"Le registre tient {known.code} pour un organe de prévention du crime ; le contraire est "
                       "indiqué "
                       "pour cette réunion.")  # fmt: skip
        return
    other = register.body_named(record.body)
    if other:
        yield note(f"The register knows “{record.body}” as a body of {other.organisation}, not of {record.host}.",
                   f"Le registre connaît « {record.body} » comme organe de {other.organisation}, non de "
                   f"{record.host}.")  # fmt: skip
    else:
        yield note(f"The body “{record.body}” is not in the register: its rule on observers is not known.",
                   f"L'organe « {record.body} » n'est pas au registre : sa règle sur les observateurs est "
                   "inconnue.")  # fmt: skip


def _topics(record: MeetingRecord, register: Register, guest: Party) -> Iterator[Words]:
    codes = topic_codes(register)
    for item in record.agenda.items if record.agenda else ():
        for topic in item.topics:
            if topic.casefold() not in codes:
                yield note(f"Agenda item {item.number} states the topic “{topic}”, which no register has: it does "
                           "not count.",
                           f"Le point {item.number} indique le sujet « {topic} », absent des registres : il ne "
                           "compte pas.")  # fmt: skip


def _decisions(record: MeetingRecord) -> Iterator[Words]:
    for scope in unmet_scopes(record):
        yield note(f"A decision on “{scope}” concerns no sitting or item of this meeting: it does not count.",
                   f"Une décision sur « {scope} » ne vise aucune séance ni aucun point de cette réunion : elle ne "
                   "compte pas.")  # fmt: skip
    for decision in record.decisions:
        symbol = decision.symbol or "without a symbol"
        if decision.effect is Effect.CONDITION and not stated_conditions(decision.conditions):
            yield note(f"The decision {symbol} attaches a condition that is not stated: read it before the letter "
                       "leaves.",
                       f"La décision {symbol} pose une condition qui n'est pas indiquée : la lire avant "
                       "l'envoi.")  # fmt: skip
        if "51/1" in symbol and (decision.valid_from == OBSERVER_STATUS_DOCUMENT or "22 October 1996" in symbol):
            yield note("Resolution 51/1 was adopted on 15 October 1996; 22 October 1996 is the date of its document.",
                       "La résolution 51/1 a été adoptée le 15 octobre 1996 ; le 22 octobre 1996 est la date de "
                       "son document.")  # fmt: skip


def _conditions(record: MeetingRecord) -> Iterator[Words]:
    unknown = sorted(set(stated_conditions(record.observer_conditions)) - CONDITIONS)
    for name in unknown:
        yield note(f"The condition “{name}” is not one that we know: it is passed on as it stands.",
                   f"La condition « {name} » n'est pas connue : elle est transmise telle quelle.")  # fmt: skip
