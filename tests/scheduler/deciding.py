"""What every test of the decision starts from: a meeting that says little, and its decision."""

from collections.abc import Mapping
from datetime import date

from backend.interchange.format import parse_meeting
from backend.organisations.register import Register, load_register
from scheduler.evaluation import evaluate

MATCHING = {"number": "5", "title": {"en": "Organized crime", "fr": "Criminalité organisée"}, "topics": ["ORG"]}
FORMAL = {"number": "1", "title": {"en": "Election of officers", "fr": "Élection du Bureau"}}
OTHER = {"number": "3", "title": {"en": "Demographic statistics"}}


def meeting(**stated: object) -> dict[str, object]:
    """A UN conference of a body whose rule admits observers, on nothing in particular."""
    base: dict[str, object] = {
        "id": "M/1",
        "host": "UN",
        "body": "CSW",
        "kind": "session",
        "scope": "international",
        "title": {"en": "Annual session"},
        "starts": "2026-05-18",
        "ends": "2026-05-22",
    }
    return base | stated


def agenda(*items: Mapping[str, object], **stated: object) -> dict[str, object]:
    return {"items": [dict(item) for item in items], **stated}


def elsewhere(**stated: object) -> dict[str, object]:
    """A meeting of a third host in which the United Nations takes part."""
    base = {"host": "WHO", "body": None, "kind": "conference", "involved": [{"party": "UN", "role": "co_sponsor"}]}
    return meeting(**{**base, "agenda": agenda(MATCHING), **stated})


def decisions(
    data: Mapping[str, object], *, register: Register | None = None, as_of: date | None = None
) -> dict[str, dict[str, object]]:
    """The decision for each guest."""
    documents = evaluate(parse_meeting(data), register or load_register(), as_of=as_of)
    return {str(document["guest"]): document for document in documents}


def decided(data: Mapping[str, object], *, register: Register | None = None) -> dict[str, object]:
    """The decision for the guest in question: the other party of an own meeting, INTERPOL elsewhere."""
    found = decisions(data, register=register)
    return found["UN"] if data["host"] == "INTERPOL" else found["INTERPOL"]


def outcome(data: Mapping[str, object], **options: object) -> object:
    return decided(data, **options)["outcome"]  # type: ignore[arg-type]


def clause(document: Mapping[str, object], cite: str) -> Mapping[str, object]:
    clauses: list[dict[str, object]] = document["clauses"]  # type: ignore[assignment]
    return next(one for one in clauses if one["cite"] == cite)


def clause_outcomes(document: Mapping[str, object]) -> list[object]:
    clauses: list[dict[str, object]] = document["clauses"]  # type: ignore[assignment]
    return [one["outcome"] for one in clauses]


def answers(document: Mapping[str, object], cite: str) -> dict[str, str]:
    findings: list[dict[str, str]] = clause(document, cite)["findings"]  # type: ignore[assignment]
    return {finding["condition"]: finding["answer"] for finding in findings}


def asked(document: Mapping[str, object]) -> set[str]:
    questions: list[dict[str, str]] = document["questions"]  # type: ignore[assignment]
    return {question["code"] for question in questions}


def noted(document: Mapping[str, object], words: str) -> bool:
    notes: list[str] = document["notes"]  # type: ignore[assignment]
    return any(words in note for note in notes)
