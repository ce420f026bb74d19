"""A decision as a text to read in a minute: what, why, what is still asked, and what would change it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from backend.domain.decisions import Answer, Outcome
from backend.domain.meetings import Openness, Status

from .engine import ClauseOutcome, Judged, Ruling
from .facts import Finding, MeetingFacts, Words
from .notes import cites
from .sources import source_in_french
from .wording import SEPARATOR, called, capital, dated, items

HEADLINES: Mapping[Outcome, Words] = {
    Outcome.STANDING: {
        "en": "{guest.en} may attend as an observer of the General Assembly. It is told of the meeting; "
        "this is no invitation and is not counted as one.",
        "fr": "{guest.fr} peut assister comme observateur auprès de l'Assemblée générale. La réunion lui est "
        "signalée ; ce n'est pas une invitation et n'est pas compté comme telle.",
    },
    Outcome.INVITE: {"en": "{host.en} must invite {guest.en}.", "fr": "{host.fr} doit inviter {guest.fr}."},
    Outcome.BEST_EFFORT: {
        "en": "{other.en} must make every effort that {host.en} invites {guest.en}.",
        "fr": "{other.fr} ne doit ménager aucun effort pour que {host.fr} invite {guest.fr}.",
    },
    Outcome.HOLD: {
        "en": "Whether {host.en} must invite {guest.en} is held until somebody says whether observers are allowed.",
        "fr": "L'invitation {guest.de} par {host.fr} est en suspens tant que nul ne dit si des observateurs sont "
        "admis.",
    },
    Outcome.CONSULT: {
        "en": "Whether {guest.en} must be invited cannot be decided before the question below is answered.",
        "fr": "L'invitation {guest.de} ne peut être décidée avant la réponse à la question ci-dessous.",
    },
    Outcome.CO_HOST: {
        "en": "The United Nations and INTERPOL organise the meeting together: neither invites the other.",
        "fr": "L'ONU et INTERPOL organisent la réunion ensemble : aucun n'invite l'autre.",
    },
    Outcome.NOT_REQUIRED: {
        "en": "No invitation of {guest.en} is required.",
        "fr": "Aucune invitation {guest.de} n'est requise.",
    },
    Outcome.NOT_APPLICABLE: {
        "en": "Article 6 does not apply to this meeting.",
        "fr": "L'article 6 ne s'applique pas à cette réunion.",
    },
}

CHANGES: Mapping[str, Words] = {
    "in_force": {"en": "another date in the life of the Agreement", "fr": "une autre date dans la vie de l'Accord"},
    "kind_covered": {"en": "another kind of meeting", "fr": "un autre type de réunion"},
    "observers_allowed": {
        "en": "another decision of the competent body on observers",
        "fr": "une autre décision de l'organe compétent sur les observateurs",
    },
    "matter_of_interest": {
        "en": "an agenda with other open items, or the answer of {guest.en}",
        "fr": "un ordre du jour avec d'autres points ouverts, ou la réponse {guest.de}",
    },
    "crime_prevention": {
        "en": "crime prevention as the subject of the meeting itself, or no longer so",
        "fr": "la prévention du crime comme objet même de la réunion, ou non",
    },
    "involved_in_organising": {
        "en": "another part of {other.en} in organising",
        "fr": "une autre part {other.de} à l'organisation",
    },
    "international": {"en": "another scope of the meeting", "fr": "une autre portée de la réunion"},
    "within_competence": {
        "en": "other issues, or another entry in the competence register of {guest.en}",
        "fr": "d'autres questions, ou une autre inscription au registre des compétences {guest.de}",
    },
}


@dataclass(frozen=True, slots=True)
class Labels:
    """The words between the parts of a text, and their punctuation."""

    why: str
    conditions: str
    asked: str
    notes: str
    change: str
    of: str
    by: str


LABELS = {
    "en": Labels("Why: ", "Conditions: ", "Still to be answered: ", "Notes: ", "What would change it: ",
                 "asked of", "by"),
    "fr": Labels("Pourquoi : ", "Conditions : ", "Reste à répondre : ", "Notes : ", "Ce qui changerait la décision : ",
                 "demandé à :", "avant le"),
}  # fmt: skip


def explained(
    facts: MeetingFacts, ruling: Ruling, questions: Sequence[Mapping[str, str]], told: Sequence[Words]
) -> dict[str, str]:
    """The whole explanation in both authentic languages, one paragraph a line."""
    return {lang: "\n".join(_lines(facts, ruling, questions, told, language=lang)) for lang in ("en", "fr")}


def _lines(
    facts: MeetingFacts,
    ruling: Ruling,
    questions: Sequence[Mapping[str, str]],
    told: Sequence[Words],
    *,
    language: str,
) -> Iterator[str]:
    labels = LABELS[language]
    yield _headline(facts, ruling, language)
    reasons = [_reason(finding, language) for finding in _deciding(facts, ruling)]
    if reasons:
        yield labels.why + " ".join(reasons)
    if facts.conditions and ruling.outcome is Outcome.INVITE:
        yield labels.conditions + ", ".join(_condition(name, facts) for name in sorted(facts.conditions)) + "."
    for question in questions:
        yield labels.asked + _asked(question, language)
    if told:
        yield labels.notes + " ".join(one[language] for one in told)
    changes = would_change(facts, ruling, language)
    if changes:
        yield f"{labels.change}{SEPARATOR[language].join(changes)}."


def _headline(facts: MeetingFacts, ruling: Ruling, language: str) -> str:
    text = capital(_named(HEADLINES[ruling.outcome][language], facts))
    cited = cites(ruling, language)
    if cited:
        text += f" Article {cited}."
    if ruling.priority:
        text += {"en": " With priority: second sentence of 6 (2).",
                 "fr": " En priorité : deuxième phrase de l'article 6 (2)."}[language]  # fmt: skip
    return text + (_open_parts(facts, language) if ruling.partial else "")


def _open_parts(facts: MeetingFacts, language: str) -> str:
    free = [item.number for item in facts.items if item.openness is Openness.OPEN]
    if language == "fr":
        return f" En partie : {items(free, 'fr') if free else 'les séances ouvertes'}."
    return f" In part: {items(free, 'en') if free else 'the open sittings'}."


def _named(template: str, facts: MeetingFacts) -> str:
    """The template with the organisations in it by their names."""
    return template.format(host=called(facts.host), guest=called(facts.guest.value), other=called(facts.other.value))


def _reason(finding: Finding, language: str) -> str:
    source = source_in_french(finding.source) if language == "fr" else finding.source
    return f"{finding.because[language]} [{source}]" if source else finding.because[language]


def _condition(name: str, facts: MeetingFacts) -> str:
    return f"{name.replace('_', ' ')}: {str(facts.conditions[name]).casefold()}"


def _asked(question: Mapping[str, str], language: str) -> str:
    labels, suffix = LABELS[language], "" if language == "en" else "_fr"
    until = f", {labels.by} {dated(date.fromisoformat(question['by']), language)}" if question["by"] else ""
    return f"{question['text' + suffix]} ({labels.of} {question['asked_of' + suffix]}{until})"


def _deciding(facts: MeetingFacts, ruling: Ruling) -> list[Finding]:
    """The findings that carry the decision: of the paragraph for this host, the first no alone, else all of them."""
    if facts.status == Status.CANCELLED or ruling.outcome is Outcome.CO_HOST:
        return []
    if ruling.outcome is Outcome.STANDING:
        carrying = {ClauseOutcome.STANDING, ClauseOutcome.ENGAGED}
        findings = [f for one in ruling.clauses if one.outcome in carrying for f in one.findings]
        return list({f.condition: f for f in findings or ruling.clauses[0].findings}.values())
    own = _own(ruling)
    refusing = [f for f in own.needed if f.answer is Answer.NO]
    if refusing:
        return refusing[:1]
    engaged = own.outcome is ClauseOutcome.ENGAGED
    return [f for f in own.findings if f not in own.either or not engaged or f.answer is Answer.YES]


def _own(ruling: Ruling) -> Judged:
    """The paragraph that looks at meetings of this host."""
    return next(one for one in ruling.clauses[1:] if one.host.answer is Answer.YES)


def would_change(facts: MeetingFacts, ruling: Ruling, language: str) -> list[str]:
    """What would change the decision, the facts that carry it first; empty where nothing hangs on one of them."""
    if ruling.outcome in {Outcome.CO_HOST, Outcome.STANDING}:
        return []
    deciding = [f for f in _deciding(facts, ruling) if f.condition in CHANGES]
    if ruling.outcome is not Outcome.NOT_APPLICABLE:
        deciding = [f for f in deciding if f.condition not in {"in_force", "kind_covered"} or f.answer is Answer.NO]
    return [_named(CHANGES[f.condition][language], facts) for f in deciding]
