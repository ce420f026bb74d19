"""A decision as a text to read in a minute: what, why, what is still asked, and what would change it."""

from collections.abc import Mapping, Sequence

from backend.domain.decisions import Answer, Outcome
from backend.domain.meetings import Openness

from .engine import ClauseOutcome, Judged, Ruling
from .facts import MeetingFacts, Words
from .notes import cites
from .wording import dated, items

HEADLINES: Mapping[Outcome, Words] = {
    Outcome.STANDING: {
        "en": "{guest} may attend as an observer of the General Assembly; it is told of the meeting, no invitation counts.",
        "fr": "{guest} peut assister comme observateur auprès de l'Assemblée générale ; il en est avisé, sans invitation.",
    },
    Outcome.INVITE: {"en": "{host} must invite {guest}.", "fr": "{host} doit inviter {guest}."},
    Outcome.BEST_EFFORT: {
        "en": "{other} must make every effort that {host} invites {guest}.",
        "fr": "{other} ne doit ménager aucun effort pour que {host} invite {guest}.",
    },
    Outcome.HOLD: {
        "en": "Whether {host} must invite {guest} is held until somebody says whether observers are allowed.",
        "fr": "La question de savoir si {host} doit inviter {guest} est en suspens jusqu'à la décision sur les observateurs.",
    },
    Outcome.CONSULT: {"en": "{guest} must be consulted before this can be decided.",
                      "fr": "{asked} doit être consulté avant toute décision."},
    Outcome.CO_HOST: {"en": "The United Nations and INTERPOL organise the meeting together: nobody invites the other.",
                      "fr": "L'ONU et INTERPOL organisent la réunion ensemble : aucun n'invite l'autre."},
    Outcome.NOT_REQUIRED: {"en": "No invitation of {guest} is required.", "fr": "Aucune invitation d'{guest} n'est requise."},
    Outcome.NOT_APPLICABLE: {"en": "Article 6 does not apply to this meeting.",
                             "fr": "L'article 6 ne s'applique pas à cette réunion."},
}  # fmt: skip

CHANGES: Mapping[str, Words] = {
    "in_force": {"en": "another date of the Agreement's life", "fr": "une autre date dans la vie de l'Accord"},
    "kind_covered": {"en": "another kind of meeting", "fr": "un autre type de réunion"},
    "observers_allowed": {"en": "another decision on observers by the competent body",
                          "fr": "une autre décision de l'organe compétent sur les observateurs"},
    "matter_of_interest": {"en": "an agenda with other open items, or an answer of {guest}",
                           "fr": "un ordre du jour avec d'autres points ouverts, ou une réponse d'{guest}"},
    "crime_prevention": {"en": "crime prevention as the subject of the meeting itself",
                         "fr": "la prévention du crime comme objet même de la réunion"},
    "involved_in_organising": {"en": "another role of {other} in organising", "fr": "un autre rôle de {other}"},
    "international": {"en": "another scope of the meeting", "fr": "une autre portée de la réunion"},
    "within_competence": {"en": "other issues, or another entry in the competence register of {guest}",
                          "fr": "d'autres questions, ou une autre inscription au registre des compétences d'{guest}"},
}  # fmt: skip

_LABELS = {
    "en": ("Why", "Conditions", "Still to be answered", "Notes", "What would change it", "asked of", "by"),
    "fr": (
        "Pourquoi",
        "Conditions",
        "Reste à répondre",
        "Notes",
        "Ce qui changerait la décision",
        "demandé à",
        "avant le",
    ),
}


def explained(
    facts: MeetingFacts, ruling: Ruling, questions: Sequence[Mapping[str, str]], told: Sequence[Words]
) -> dict[str, str]:
    """The whole explanation in both authentic languages, one paragraph a line."""
    return {language: "\n".join(_lines(facts, ruling, questions, told, language=language)) for language in ("en", "fr")}


def _lines(
    facts: MeetingFacts,
    ruling: Ruling,
    questions: Sequence[Mapping[str, str]],
    told: Sequence[Words],
    *,
    language: str,
) -> list[str]:
    why, terms, open_label, notes, change, _, _ = _LABELS[language]
    reasons = [_reason(finding.because[language], finding.source) for finding in _deciding(facts, ruling)]
    lines = [_headline(facts, ruling, language)]
    if reasons:
        lines.append(f"{why}: {' '.join(reasons)}")
    if facts.conditions and ruling.outcome is Outcome.INVITE:
        lines.append(
            f"{terms}: {', '.join(f'{name}: {_value(facts.conditions[name])}' for name in sorted(facts.conditions))}."
        )
    lines += [f"{open_label}: {_asked(question, language)}" for question in questions]
    if told:
        lines.append(f"{notes}: {' '.join(one[language] for one in told)}")
    changes = _changes(facts, ruling, language)
    return [*lines, f"{change}: {changes}."] if changes else lines


def _reason(because: str, source: str) -> str:
    return f"{because} [{source}]" if source else because


def _value(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _headline(facts: MeetingFacts, ruling: Ruling, language: str) -> str:
    asked = facts.guest.value
    if ruling.outcome is Outcome.CONSULT and not any(
        q.condition in {"matter_of_interest", "within_competence"} for q in ruling.questions
    ):
        asked = facts.other.value if ruling.questions[0].condition == "involved_in_organising" else facts.host
    names = {"host": facts.host, "guest": facts.guest.value, "other": facts.other.value, "asked": asked}
    template = HEADLINES[ruling.outcome][language]
    if ruling.outcome is Outcome.CONSULT:
        template = template.replace("{guest}", "{asked}")
    text = template.format(**names)
    cited = cites(ruling, language)
    if cited:
        text += f" Article {cited}."
    return text + _extras(facts, ruling, language)


def _extras(facts: MeetingFacts, ruling: Ruling, language: str) -> str:
    said = ""
    if ruling.priority:
        said += {
            "en": " With priority: second sentence of 6 (2).",
            "fr": " En priorité : deuxième phrase du paragraphe 2.",
        }[language]
    if ruling.partial:
        free = [item.number for item in facts.items if item.openness is Openness.OPEN]
        parts = items(free, language) if free else {"en": "the open sittings", "fr": "les séances ouvertes"}[language]
        said += {"en": f" In part: {parts}.", "fr": f" En partie : {parts}."}[language]
    return said


def _deciding(facts: MeetingFacts, ruling: Ruling) -> list["Finding"]:
    """The findings that carry the decision: of the paragraph for this host, the first no alone, else all of them."""
    own = _own(ruling)
    if ruling.outcome is Outcome.STANDING:
        return [f for one in ruling.clauses[:2] if one.outcome in {ClauseOutcome.STANDING, ClauseOutcome.ENGAGED}
                for f in one.findings] or list(ruling.clauses[0].findings)  # fmt: skip
    if own is None or facts.both_organise:
        return []
    refusing = [f for f in own.needed if f.answer is Answer.NO]
    if refusing:
        return refusing[:1]
    return [
        f
        for f in own.findings
        if f.condition != "crime_prevention" or f.answer is Answer.YES or own.outcome != ClauseOutcome.ENGAGED
    ]


def _own(ruling: Ruling) -> Judged | None:
    return next((one for one in ruling.clauses[1:] if one.host.answer is Answer.YES), None)


def _asked(question: Mapping[str, str], language: str) -> str:
    *_, of, by = _LABELS[language]
    suffix = "" if language == "en" else "_fr"
    day = question["by"]
    from datetime import date

    until = f", {by} {dated(date.fromisoformat(day), language)}" if day else ""
    return f"{question['text' + suffix]} ({of} {question['asked_of' + suffix]}{until})"


def _changes(facts: MeetingFacts, ruling: Ruling, language: str) -> str:
    own = _own(ruling)
    if own is None or ruling.outcome in {Outcome.CO_HOST, Outcome.STANDING} or facts.status == "cancelled":
        return ""
    decisive = [f for f in _deciding(facts, ruling) if f.condition in CHANGES and f.condition != "in_force"]
    if ruling.outcome is Outcome.NOT_APPLICABLE:
        decisive = [f for f in own.findings if f.condition == "in_force"]
    names = {"guest": facts.guest.value, "other": facts.other.value}
    return "; ".join(dict.fromkeys(CHANGES[f.condition][language].format(**names) for f in decisive))
