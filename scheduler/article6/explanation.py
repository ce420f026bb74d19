"""The ruling as the JSON line that people and programs read. Keys may come, none changes its meaning."""

from collections.abc import Iterable, Mapping

from backend.domain.meetings import Openness

from .engine import Judged, Ruling
from .facts import Finding, Matter, MeetingFacts
from .notes import cites, engaged, guest_notes, notes
from .prose import explained, would_change
from .sources import source_in_french
from .wording import called, capital, counting

ASKED_OF = {
    "observers_allowed": {"en": "the secretary of {body} ({host.en})", "fr": "secrétariat de {body} ({host.fr})"},
    "matter_of_interest": {"en": "the office of {guest.en}", "fr": "bureau {guest.de}"},
    "involved_in_organising": {"en": "the office of {other.en}", "fr": "bureau {other.de}"},
    "international": {"en": "the lead organiser, {host.en}", "fr": "organisateur principal, {host.fr}"},
    "within_competence": {"en": "the office of {guest.en}", "fr": "bureau {guest.de}"},
    "suggestion": {"en": "{host.en}: please check", "fr": "{host.fr} : veuillez vérifier"},
}
"""Who must answer: the host's side opens doors, the guest knows its interests, the party involved knows its part."""

SUGGESTION = "suggestion"
"""The basis of a question that only a model's suggestion raises: it is not sent to anybody."""

ASKS = {
    "observers_allowed": {
        "en": "May {guest.en} attend as an observer?",
        "fr": "{guest.fr} peut-il assister en observateur ?",
    },
    "matter_of_interest": {
        "en": "Is a matter of interest to {guest.en} discussed?",
        "fr": "Une question intéressant {guest.fr} est-elle traitée ?",
    },
    "involved_in_organising": {
        "en": "Is {other.en} involved in organising the meeting, and in which role?",
        "fr": "Quelle part {other.fr} prend-il à l'organisation de la réunion ?",
    },
    "international": {"en": "Is the meeting international?", "fr": "La réunion est-elle internationale ?"},
    "within_competence": {
        "en": "Is an issue of the meeting within the competence of {guest.en}?",
        "fr": "Une question de la réunion relève-t-elle de la compétence {guest.de} ?",
    },
}


def as_document(meeting: str, facts: MeetingFacts, ruling: Ruling) -> dict[str, object]:
    """One line of `article6 evaluate`."""
    told = notes(facts, ruling)
    questions = [_question(finding, facts) for finding in ruling.questions]
    return {
        "meeting": meeting,
        "host": facts.host,
        "guest": facts.guest.value,
        "outcome": ruling.outcome.value,
        "priority": ruling.priority,
        "partial": ruling.partial,
        "clauses": [_clause(judged) for judged in ruling.clauses],
        "matches": _matches(facts, shut=False),
        "closed_matches": _matches(facts, shut=True),
        "title_matches": [_match(matter) for matter in sorted(facts.title_matters, key=lambda one: one.topic)],
        "open_items": _numbers(facts, Openness.OPEN),
        "closed_items": _numbers(facts, Openness.CLOSED),
        "undecided_items": _numbers(facts, Openness.UNDECIDED),
        "conditions": dict(sorted(facts.conditions.items())),
        "questions": questions,
        "notes": [one["en"] for one in told],
        "notes_fr": [one["fr"] for one in told],
        "guest_notes": [dict(one) for one in guest_notes(facts, ruling)],
        "would_change": would_change(facts, ruling, "en"),
        "would_change_fr": would_change(facts, ruling, "fr"),
        "summary": _summary(facts, ruling),
        "explanation": explained(facts, ruling, questions, told),
    }


def _numbers(facts: MeetingFacts, openness: Openness) -> list[str]:
    return [item.number for item in facts.items if item.openness is openness]


def _matches(facts: MeetingFacts, *, shut: bool) -> list[dict[str, object]]:
    """A closed item counts as absent: what it would touch is told apart."""
    matters = (m for i in facts.items if (i.openness is Openness.CLOSED) is shut for m in i.matters)
    return [_match(matter) for matter in _sorted(matters)]


def _sorted(matters: Iterable[Matter]) -> list[Matter]:
    return sorted(matters, key=lambda one: (counting(one.item), one.topic))


def _clause(judged: Judged) -> dict[str, object]:
    return {
        "cite": judged.clause.cite,
        "modality": judged.clause.modality.value,
        "outcome": judged.outcome.value,
        "findings": [_finding(finding) for finding in judged.findings],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "condition": finding.condition,
        "answer": finding.answer.value,
        "because": finding.because["en"],
        "because_fr": finding.because["fr"],
        "source": finding.source,
        "source_fr": source_in_french(finding.source),
    }


def _match(matter: Matter) -> dict[str, object]:
    return {
        "item": matter.item,
        "topic": matter.topic,
        "confidence": matter.confidence,
        "borderline": not matter.sure,
        "evidence": [dict(evidence) for evidence in matter.evidence],
        **({"resembles": matter.resembles} if matter.resembles else {}),
    }


def _question(finding: Finding, facts: MeetingFacts) -> dict[str, str]:
    """Who must answer what, and by when: the notice period of the body before the opening."""
    whom = "suggestion" if finding.suggested else finding.condition
    return {
        "code": finding.condition,
        "text": f"{_told(ASKS, finding.condition, facts, 'en')} {finding.because['en']}",
        "text_fr": f"{_told(ASKS, finding.condition, facts, 'fr')} {finding.because['fr']}",
        "addressee": _addressee(whom, facts),
        "asked_of": _told(ASKED_OF, whom, facts, "en"),
        "asked_of_fr": _told(ASKED_OF, whom, facts, "fr"),
        "by": facts.ask_by.isoformat() if facts.ask_by else "",
        **({"basis": SUGGESTION} if finding.suggested else {}),
    }


def _addressee(condition: str, facts: MeetingFacts) -> str:
    """The organisation that must answer: as it stands in the meeting, for programs."""
    if condition in {"observers_allowed", "international", "suggestion"}:
        return facts.host
    return facts.other.value if condition == "involved_in_organising" else facts.guest.value


def _told(sentences: Mapping[str, Mapping[str, str]], condition: str, facts: MeetingFacts, language: str) -> str:
    return capital(
        sentences[condition][language].format(
            body=facts.body_names[language],
            host=called(facts.host),
            guest=called(facts.guest.value),
            other=called(facts.other.value),
        )
    )


def _summary(facts: MeetingFacts, ruling: Ruling) -> Mapping[str, str]:
    leading = engaged(ruling)
    return {
        "cites": " and ".join(one.clause.cite for one in ruling.clauses if one in leading),
        "modality": leading[0].clause.modality.value if leading else "",
        "paragraph": facts.paragraph,
        "outcome": ruling.outcome.value,
        "guest": facts.guest.value,
        "citation": cites(ruling, "en"),
    }
