"""P3: may the guest attend? Art. 6 (2), (3): “where observers are allowed”, “subject to” the bodies' decisions."""

from backend.domain.meetings import Openness

from ..facts import Finding, MeetingFacts, Opening
from ..wording import items, listed
from .answering import NO, UNKNOWN, YES, found, signed_or

_WHO = {
    "item": {"en": "what is stated for the item", "fr": "ce qui est indiqué pour le point"},
    "sitting": {"en": "what is stated for the sitting", "fr": "ce qui est indiqué pour la séance"},
    "meeting": {"en": "what is stated for this meeting", "fr": "ce qui est indiqué pour cette réunion"},
    "policy": {"en": "the body's own rule", "fr": "la règle de l'organe"},
    "decision": {"en": "a decision of the competent body", "fr": "une décision de l'organe compétent"},
    "nobody": {"en": "nobody's word", "fr": "aucune indication"},
}


def observers_allowed(facts: MeetingFacts) -> Finding:
    """The gate. An unanswered question is unknown, not no; what matters is the door of the items that match."""
    wanted = _wanted(facts)
    door = next((one for one in sorted(facts.doors, key=_rank) if one.openness is wanted), facts.meeting)
    finding = {Openness.OPEN: _open, Openness.CLOSED: _closed, Openness.UNDECIDED: _undecided}[wanted](facts, door)
    return signed_or(finding, facts)


def _rank(door: Opening) -> tuple[str, str]:
    return door.level, door.source


def _wanted(facts: MeetingFacts) -> Openness:
    """The openness that decides: of the matching items, the surest first; else of whatever there is to attend."""
    if not facts.interest_presumed:
        for sure in (True, False):
            for openness in (Openness.OPEN, Openness.UNDECIDED):
                if facts.matters(openness, sure=sure):
                    return openness
    doors = {door.openness for door in facts.doors}
    return next((one for one in (Openness.OPEN, Openness.UNDECIDED) if one in doors), Openness.CLOSED)


def _open(facts: MeetingFacts, door: Opening) -> Finding:
    shut = [item.number for item in facts.items if item.openness is Openness.CLOSED]
    by = _WHO[door.level]
    en, fr = f"Observers are allowed by {by['en']}", f"Les observateurs sont admis selon {by['fr']}"
    if shut:
        en += f", except for {items(shut, 'en')}"
        fr += f", sauf pour {items(shut, 'fr')}"
    return found("observers_allowed", YES, f"{en}.", f"{fr}.", door.source)


def _closed(facts: MeetingFacts, door: Opening) -> Finding:
    by = _WHO[door.level]
    sources = listed(sorted({one.source for one in facts.doors if one.source}), "en")
    return found(
        "observers_allowed",
        NO,
        f"Observers are not allowed, by {by['en']}.",
        f"Les observateurs ne sont pas admis, selon {by['fr']}.",
        sources or door.source,
    )


def _undecided(facts: MeetingFacts, door: Opening) -> Finding:
    open_doors = [item.number for item in facts.items if item.openness is Openness.UNDECIDED and item.matters]
    if door.level == "nobody":
        return found(
            "observers_allowed",
            UNKNOWN,
            "Nobody has said whether observers are allowed: the register knows no rule of this body.",
            "Nul n'a dit si les observateurs sont admis : le registre ne connaît aucune règle de cet organe.",
            door.source,
        )
    about = {language: f" ({items(open_doors, language)})" if open_doors else "" for language in ("en", "fr")}
    return found(
        "observers_allowed",
        UNKNOWN,
        f"Whether observers are allowed has not been decided{about['en']}.",
        f"L'admission des observateurs n'a pas été décidée{about['fr']}.",
        door.source,
    )
