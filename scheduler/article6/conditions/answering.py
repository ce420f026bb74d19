"""How a question is answered: by what is recorded, else by what a person signed."""

from backend.domain.decisions import Answer

from ..facts import Finding, MeetingFacts
from ..wording import capital, dated

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
_SAID = {
    YES: {"en": "yes", "fr": "oui"},
    NO: {"en": "no", "fr": "non"},
    UNKNOWN: {"en": "unknown", "fr": "inconnu"},
}


def found(condition: str, answer: Answer, en: str, fr: str, source: str = "") -> Finding:
    """The answer with its sentence in both languages."""
    return Finding(condition, answer, {"en": capital(en), "fr": capital(fr)}, source)


def signed_or(finding: Finding, facts: MeetingFacts, *, over: frozenset[Answer] = frozenset({UNKNOWN})) -> Finding:
    """A determination answers what is open: it feeds the facts and never contradicts what they say themselves."""
    said = facts.settled.get(finding.condition)
    if said is None or finding.answer not in over or said.answer is UNKNOWN:
        return finding
    if finding.answer is not UNKNOWN and said.answer is not YES:
        return finding
    return found(
        finding.condition,
        said.answer,
        f"{said.by} determined on {dated(said.on, 'en')}: {_SAID[said.answer]['en']}.",
        f"{said.by} l'a constaté le {dated(said.on, 'fr')} : {_SAID[said.answer]['fr']}.",
        said.source,
    )
