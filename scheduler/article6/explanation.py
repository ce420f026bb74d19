"""The ruling as the JSON line that people and programs read. Keys may come, none changes its meaning."""

from collections.abc import Mapping

from backend.domain.decisions import Outcome
from backend.domain.meetings import Openness

from .engine import ENGAGED, STANDING, Judged, Ruling
from .facts import Finding, Matter, MeetingFacts

ASKED_OF = {
    "observers_allowed": "secretary of {body} ({host})",
    "matter_of_interest": "office of {guest}",
    "involved_in_organising": "office of {other}",
    "international": "lead organiser ({host})",
    "within_competence": "office of {guest}",
}


def as_document(meeting: str, facts: MeetingFacts, ruling: Ruling) -> dict[str, object]:
    """One line of `article6 evaluate`."""
    matters = sorted({(m.item, m.topic): m for i in facts.items for m in i.matters}.items())
    return {
        "meeting": meeting,
        "host": facts.host,
        "guest": facts.guest.value,
        "outcome": ruling.outcome.value,
        "priority": ruling.priority,
        "partial": ruling.partial,
        "clauses": [_clause(judged) for judged in ruling.clauses],
        "matches": [_match(matter) for _, matter in matters],
        "open_items": [item.number for item in facts.items if item.openness is Openness.OPEN],
        "closed_items": [item.number for item in facts.items if item.openness is Openness.CLOSED],
        "undecided_items": [item.number for item in facts.items if item.openness is Openness.UNDECIDED],
        "conditions": dict(facts.conditions),
        "questions": [_question(finding, facts) for finding in ruling.questions],
        "notes": list(_notes(facts, ruling)),
        "summary": _summary(facts, ruling),
    }


def _clause(judged: Judged) -> dict[str, object]:
    return {
        "cite": judged.clause.cite,
        "modality": judged.clause.modality.value,
        "outcome": judged.outcome,
        "findings": [_finding(finding) for finding in judged.findings],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "condition": finding.condition,
        "answer": finding.answer.value,
        "because": finding.because["en"],
        "because_fr": finding.because["fr"],
        "source": finding.source,
    }


def _match(matter: Matter) -> dict[str, object]:
    return {
        "item": matter.item,
        "topic": matter.topic,
        "confidence": matter.confidence,
        "borderline": not matter.sure,
        "evidence": [dict(evidence) for evidence in matter.evidence],
    }


def _question(finding: Finding, facts: MeetingFacts) -> dict[str, str]:
    names = {
        "body": facts.body or "the body",
        "host": facts.host,
        "guest": facts.guest.value,
        "other": facts.other.value,
    }
    return {
        "code": finding.condition,
        "text": finding.because["en"],
        "text_fr": finding.because["fr"],
        "asked_of": ASKED_OF.get(finding.condition, "office of {guest}").format(**names),
    }


def _notes(facts: MeetingFacts, ruling: Ruling) -> list[str]:
    notes = []
    if facts.status == "cancelled":
        notes.append("The meeting is cancelled: there is nothing to attend.")
    if facts.status == "postponed":
        notes.append("The meeting is postponed: nothing is sent without a date.")
    if facts.agreement_assumed:
        notes.append("The Agreement is assumed to be in force since its signature on 8 July 1997 (to be confirmed).")
    if ruling.outcome is Outcome.STANDING and not facts.in_force:
        notes.append("Outside the life of the Agreement the status rests on resolution 51/1 of 15 October 1996.")
    if ruling.outcome is Outcome.NOT_APPLICABLE:
        notes.append("The guest may still attend under the body's own rules.")
    closed = any(i.openness is Openness.CLOSED and i.matters for i in facts.items)
    if ruling.outcome is Outcome.NOT_REQUIRED and closed:
        notes.append("A closed item matches: a consultation under Articles 2 and 7 is possible.")
    if ruling.outcome is Outcome.CO_HOST:
        notes.append("Article 5 asks for a special arrangement on participation and expenses: enter its reference.")
    return notes


def _summary(facts: MeetingFacts, ruling: Ruling) -> Mapping[str, str]:
    cites = [c.clause.cite for c in ruling.clauses if c.outcome in {ENGAGED, STANDING}]
    return {"cites": " and ".join(cites), "outcome": ruling.outcome.value, "guest": facts.guest.value}
