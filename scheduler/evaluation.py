"""From a recorded meeting to its decisions: what is known is read, matched and decided. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version

from backend.domain.parties import Party
from backend.interchange.record import MeetingRecord
from backend.organisations.register import Register
from scheduler.article6.facts import Settled
from scheduler.article6.replay import Inputs
from scheduler.article6.rules import RULES, Rules, rules_on

from .facts import facts_of, opening_day, topics_of
from .matters import MatcherFor, shipped_matcher

ENGINE_VERSION = version("article6")


def guests_of(record: MeetingRecord) -> tuple[Party, ...]:
    """The other party's for a party's own meeting, both for another host's."""
    own = Party.__members__.get(record.host)
    return (own.counterpart,) if own else tuple(Party)


def evaluate(
    record: MeetingRecord,
    register: Register,
    *,
    matcher: MatcherFor = shipped_matcher,
    determinations: Iterable[Settled] = (),
    guests: Iterable[Party] | None = None,
    as_of: date | None = None,
    among: Sequence[Rules] = RULES,
) -> list[dict[str, object]]:
    """One document for each guest, by the rules that govern the opening day as far as they were known on `as_of`."""
    signed = tuple(determinations)
    return [
        gather(record, register, guest, matcher=matcher, determinations=signed, as_of=as_of, among=among).decided(
            among=among
        )
        for guest in guests or guests_of(record)
    ]


def gather(
    record: MeetingRecord,
    register: Register,
    guest: Party,
    *,
    matcher: MatcherFor = shipped_matcher,
    determinations: Iterable[Settled] = (),
    as_of: date | None = None,
    among: Sequence[Rules] = RULES,
) -> Inputs:
    """All that one decision rests on, complete: matches, the slice of the register, and the versions of each."""
    rules = rules_on(opening_day(record), as_of=as_of, among=among)
    judge = matcher(guest, topics_of(record, register, guest))
    facts = facts_of(record, register, guest, judge=judge, rules=rules, signed=determinations)
    versions = {
        "engine": ENGINE_VERSION,
        "rules": rules.version,
        "register": register.version,
        "thesaurus": judge.edition.name,
    }
    return Inputs(record.id, facts, versions)
