"""Article 6 applied to the facts: every clause gets an outcome, the meeting gets one decision. ARTICLE 6 (1)–(4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from backend.domain.decisions import Answer, Outcome
from backend.domain.meetings import Openness, Status
from backend.domain.parties import Party

from .clauses import ARTICLE_6, PARAGRAPH_1, PARAGRAPH_2, Clause
from .facts import Finding, MeetingFacts

ENGAGED, STANDING, NOT_ENGAGED, OPEN, NOT_APPLICABLE = "engaged", "standing", "not_engaged", "open", "not_applicable"
DOORS = {"observers_allowed"}
"""Questions for the host's side; an open one holds the invitation back."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One clause with its outcome and every question that was asked."""

    clause: Clause
    outcome: str
    findings: tuple[Finding, ...]

    def asks(self) -> tuple[Finding, ...]:
        """The questions that nobody has answered yet."""
        return tuple(f for f in self.findings if f.answer is Answer.UNKNOWN) if self.outcome == OPEN else ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """The decision: one outcome, the four clauses in order, and what is still to be asked."""

    outcome: Outcome
    clauses: tuple[Judged, ...]
    priority: bool
    partial: bool
    questions: tuple[Finding, ...]


def decide(facts: MeetingFacts) -> Ruling:
    """The decision on these facts: the same facts give the same decision."""
    clauses = tuple(judge(clause, facts) for clause in ARTICLE_6)
    outcome = _outcome(facts, clauses)
    invited = outcome is Outcome.INVITE
    asked = [f for c in clauses for f in c.asks()] if outcome in {Outcome.HOLD, Outcome.CONSULT} else []
    return Ruling(
        outcome=outcome,
        clauses=clauses,
        priority=invited and facts.host_party is Party.UN and facts.crime_prevention,
        partial=invited and (facts.closed_sittings or any(i.openness is Openness.CLOSED for i in facts.items)),
        questions=tuple({finding.condition: finding for finding in asked}.values()),
    )


def judge(clause: Clause, facts: MeetingFacts) -> Judged:
    """The clause with all its findings, also those that no longer decide anything."""
    host = clause.host(facts)
    needed = tuple(question(facts) for question in clause.when)
    either = tuple(question(facts) for question in clause.either)
    findings = (host, *needed, *either)
    outcome = _clause_outcome(clause, facts, host, needed, either)
    return Judged(clause, outcome, findings)


def _clause_outcome(
    clause: Clause, facts: MeetingFacts, host: Finding, needed: tuple[Finding, ...], either: tuple[Finding, ...]
) -> str:
    if facts.status == Status.CANCELLED or host.answer is not Answer.YES:
        return NOT_ENGAGED
    if not facts.in_force:
        return NOT_APPLICABLE
    if _both_organise(facts):
        return NOT_ENGAGED
    answer = _all((*(f.answer for f in needed), *((_any(f.answer for f in either),) if either else ())))
    if clause is PARAGRAPH_1:
        return STANDING if answer is Answer.YES else NOT_ENGAGED
    if clause is PARAGRAPH_2 and facts.general_assembly:
        return ENGAGED if answer is Answer.YES else NOT_ENGAGED
    return {Answer.YES: ENGAGED, Answer.NO: NOT_ENGAGED, Answer.UNKNOWN: OPEN}[answer]


def _outcome(facts: MeetingFacts, clauses: tuple[Judged, ...]) -> Outcome:
    """The order of precedence: cancelled, standing by the resolution alone, not in force, co-host, and the rest."""
    if facts.status == Status.CANCELLED:
        return Outcome.NOT_REQUIRED
    standing = facts.host_party is Party.UN and facts.general_assembly
    if not facts.in_force:
        return Outcome.STANDING if standing else Outcome.NOT_APPLICABLE
    if _both_organise(facts):
        return Outcome.CO_HOST
    if standing:
        return Outcome.STANDING
    own = next((c for c in clauses[1:] if c.findings[0].answer is Answer.YES), clauses[3])
    if own.outcome == ENGAGED:
        return Outcome.BEST_EFFORT if own is clauses[3] else Outcome.INVITE
    if own.outcome == NOT_ENGAGED:
        return Outcome.NOT_REQUIRED
    return Outcome.HOLD if any(f.condition in DOORS for f in own.asks()) else Outcome.CONSULT


def _both_organise(facts: MeetingFacts) -> bool:
    """Art. 5: the two as host or co-organiser; an invitation would be without object."""
    return {Party.UN.value, Party.INTERPOL.value} <= facts.organisers


def _all(given: Iterable[Answer]) -> Answer:
    answers = set(given)
    return next((a for a in (Answer.NO, Answer.UNKNOWN) if a in answers), Answer.YES)


def _any(given: Iterable[Answer]) -> Answer:
    answers = set(given)
    return next((a for a in (Answer.YES, Answer.UNKNOWN) if a in answers), Answer.NO)
