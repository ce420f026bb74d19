"""Article 6 applied to the facts: every clause gets an outcome, the meeting gets one decision. ARTICLE 6 (1)–(4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from backend.domain.agreement import OBSERVER_STATUS
from backend.domain.decisions import Answer, Modality, Outcome
from backend.domain.meetings import Openness, Status
from backend.domain.parties import Party

from .clauses import ARTICLE_6, Clause, Question
from .facts import Finding, MeetingFacts


class ClauseOutcome(StrEnum):
    ENGAGED = "engaged"
    STANDING = "standing"
    NOT_ENGAGED = "not_engaged"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"


DOORS = frozenset({"observers_allowed"})
"""Questions for the host's side; an open one holds the invitation back."""

_OF = {Answer.YES: ClauseOutcome.ENGAGED, Answer.NO: ClauseOutcome.NOT_ENGAGED, Answer.UNKNOWN: ClauseOutcome.OPEN}


@dataclass(frozen=True, slots=True)
class Judged:
    """One clause with its outcome and every question that was asked."""

    clause: Clause
    outcome: ClauseOutcome
    host: Finding
    needed: tuple[Finding, ...]
    either: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (self.host, *self.needed, *self.either)

    def asks(self) -> tuple[Finding, ...]:
        """The questions whose answer decides: what is unknown, and of the alternatives only where none is yes."""
        if self.outcome is not ClauseOutcome.OPEN:
            return ()
        settled = any(finding.answer is Answer.YES for finding in self.either)
        asked = self.needed if settled else (*self.needed, *self.either)
        return tuple(finding for finding in asked if finding.answer is Answer.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The decision: one outcome, the four clauses in order, and what is still to be asked."""

    outcome: Outcome
    clauses: tuple[Judged, ...]
    priority: bool
    partial: bool
    questions: tuple[Finding, ...]


def decide(facts: MeetingFacts, clauses: tuple[Clause, ...] = ARTICLE_6) -> Ruling:
    """The decision on these facts: the same facts under the same clauses give the same decision."""
    asked_already: dict[Question, Finding] = {}
    judged = tuple(judge(clause, facts, asked_already) for clause in clauses)
    outcome = _outcome(facts, judged)
    invited = outcome is Outcome.INVITE
    asked = [f for one in judged for f in one.asks()] if outcome in {Outcome.HOLD, Outcome.CONSULT} else []
    return Ruling(
        outcome=outcome,
        clauses=judged,
        priority=invited and facts.interest_presumed,
        partial=invited and _has_closed_part(facts),
        questions=tuple({finding.condition: finding for finding in asked}.values()),
    )


def _has_closed_part(facts: MeetingFacts) -> bool:
    openings = (*(item.opening for item in facts.items), *facts.sittings)
    return any(opening.openness is Openness.CLOSED for opening in openings)


def judge(clause: Clause, facts: MeetingFacts, known: dict[Question, Finding] | None = None) -> Judged:
    """The clause with all its findings, also those that no longer decide anything. `known` keeps what was asked."""
    known = {} if known is None else known
    host, *needed = (_answer(question, facts, known) for question in (clause.host, *clause.when))
    either = tuple(_answer(question, facts, known) for question in clause.either)
    outcome = _clause_outcome(facts, (host, *needed), either)
    if outcome is ClauseOutcome.ENGAGED and clause.modality is Modality.MAY:
        outcome = ClauseOutcome.STANDING
    return Judged(clause, outcome, host, tuple(needed), either)


def _answer(question: Question, facts: MeetingFacts, known: dict[Question, Finding]) -> Finding:
    """Paragraphs share questions: each is asked once."""
    if question not in known:
        known[question] = question(facts)
    return known[question]


def _clause_outcome(facts: MeetingFacts, needed: tuple[Finding, ...], either: tuple[Finding, ...]) -> ClauseOutcome:
    if facts.status == Status.CANCELLED:
        return ClauseOutcome.NOT_ENGAGED
    if any(finding.condition == "in_force" and finding.answer is Answer.NO for finding in needed):
        return ClauseOutcome.NOT_APPLICABLE
    if facts.both_organise:
        return ClauseOutcome.NOT_ENGAGED
    answer = _all((*(f.answer for f in needed), *((_any(f.answer for f in either),) if either else ())))
    return _OF[answer]


def _outcome(facts: MeetingFacts, clauses: tuple[Judged, ...]) -> Outcome:
    """The order of precedence: cancelled, not in force, both organise, the Assembly's own work, and the rest."""
    if facts.status == Status.CANCELLED:
        return Outcome.NOT_REQUIRED
    standing = facts.host_party is Party.UN and facts.general_assembly
    if clauses[0].outcome is ClauseOutcome.NOT_APPLICABLE:
        by_resolution = standing and facts.opens >= OBSERVER_STATUS
        return Outcome.STANDING if by_resolution else Outcome.NOT_APPLICABLE
    if facts.both_organise:
        return Outcome.CO_HOST
    if standing:
        return Outcome.STANDING
    return _owed(next(one for one in clauses[1:] if one.host.answer is Answer.YES))


def _owed(own: Judged) -> Outcome:
    """What the one paragraph comes to that looks at meetings of this host."""
    if own.outcome is ClauseOutcome.ENGAGED:
        return Outcome.BEST_EFFORT if own.clause.modality is Modality.EVERY_EFFORT else Outcome.INVITE
    if own.outcome is ClauseOutcome.NOT_ENGAGED:
        return Outcome.NOT_REQUIRED
    return Outcome.HOLD if any(f.condition in DOORS for f in own.asks()) else Outcome.CONSULT


def _all(given: Iterable[Answer]) -> Answer:
    answers = set(given)
    return next((a for a in (Answer.NO, Answer.UNKNOWN) if a in answers), Answer.YES)


def _any(given: Iterable[Answer]) -> Answer:
    answers = set(given)
    return next((a for a in (Answer.YES, Answer.UNKNOWN) if a in answers), Answer.NO)
