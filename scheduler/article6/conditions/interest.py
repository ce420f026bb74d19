"""P4 and P4′: is a matter of interest to the guest discussed, or does the meeting as such concern crime prevention?"""

from collections.abc import Iterable

from backend.domain.meetings import Openness

from ..facts import Finding, Matter, MeetingFacts
from ..wording import SEPARATOR, called, counting, in_order, items, listed, quoted
from .answering import NO, UNKNOWN, YES, found, signed_or

ARTICLE_1 = "Article 1 of the Agreement is the first list of such matters"


def matter_of_interest(facts: MeetingFacts) -> Finding:
    """P4: an item that is not closed touches a matter of interest to the guest. Closed items count as absent."""
    found_in_words = signed_or(_found(facts), facts, over=frozenset({UNKNOWN, NO}))
    presumed = sorted(a.reference for a in facts.refined() if a.interest_presumed)
    if found_in_words.answer is YES or not presumed:
        return found_in_words
    by, guest = listed(presumed, "en"), called(facts.guest.value)
    return found(
        "matter_of_interest",
        YES,
        f"The supplementary arrangement {by} treats meetings of this body as of interest to {guest.en}.",
        f"L'arrangement complémentaire {by} tient les réunions de cet organe pour intéressant {guest.fr}.",
        f"Article 9: {by}",
    )


def _found(facts: MeetingFacts) -> Finding:
    for sure in (True, False):
        for openness in (Openness.OPEN, Openness.UNDECIDED):
            matters = facts.matters(openness, sure=sure)
            if matters:
                return _matched(facts, matters) if sure else _doubtful(facts, matters)
    suggestions = facts.suggestions()
    return _suggested(facts, suggestions) if suggestions else _nothing(facts)


def _matched(facts: MeetingFacts, matters: Iterable[Matter]) -> Finding:
    guest = called(facts.guest.value)
    source = f"interest register of {guest.en}; {ARTICLE_1}"
    concerns = _grouped(matters)
    en, fr = (_spelled(facts, concerns, language) for language in ("en", "fr"))
    return found(
        "matter_of_interest",
        YES,
        f"{en}: of interest to {guest.en}.",
        f"{fr} : cela intéresse {guest.fr}.",
        source,
    )


Concern = tuple[tuple[str, ...], tuple[str, ...]]
"""Items of the agenda, and the topics that each of them touches."""


def _grouped(matters: Iterable[Matter]) -> list[Concern]:
    """The matters in the order of the agenda; items that touch the same topics stand together."""
    items_of: dict[str, list[str]] = {}
    for matter in matters:
        items_of.setdefault(matter.topic, []).append(matter.item)
    topics_of: dict[tuple[str, ...], list[str]] = {}
    for topic, numbers in items_of.items():
        topics_of.setdefault(tuple(in_order(numbers)), []).append(topic)
    ordered = sorted(topics_of.items(), key=lambda pair: [counting(number) for number in pair[0]])
    return [(numbers, tuple(topics)) for numbers, topics in ordered]


def _spelled(facts: MeetingFacts, concerns: Iterable[Concern], language: str) -> str:
    """“Agenda item 5 concerns “organized crime”; agenda items 6 and 7 concern …”."""
    return SEPARATOR[language].join(
        _concern(numbers, sorted(facts.topic_name(topic, language) for topic in topics), language)
        for numbers, topics in concerns
    )


def _concern(numbers: tuple[str, ...], topics: list[str], language: str) -> str:
    named = listed([quoted(topic, language) for topic in topics], language)
    return f"{items(numbers, language)} {_verb(numbers, language)} {named}"


def _verb(numbers: tuple[str, ...], language: str) -> str:
    many = len(numbers) > 1
    if language == "fr":
        return "concernent" if many else "concerne"
    return "concern" if many else "concerns"


def _doubtful(facts: MeetingFacts, matters: Iterable[Matter]) -> Finding:
    guest = called(facts.guest.value)
    numbers = [matter.item for matter in matters]
    return found(
        "matter_of_interest",
        UNKNOWN,
        f"It is not certain whether {items(numbers, 'en')} may hold a matter of interest to {guest.en}.",
        f"Il n'est pas certain que {items(numbers, 'fr')} touche une question intéressant {guest.fr}.",
        f"interest register of {guest.en}",
    )


def _suggested(facts: MeetingFacts, matters: Iterable[Matter]) -> Finding:
    """No word tells, but a model finds a likeness: a question, for the host's own side alone."""
    guest = called(facts.guest.value)
    numbers = [matter.item for matter in matters]
    alike = sorted({matter.resembles for matter in matters})
    en, fr = (listed([quoted(title, language) for title in alike], language) for language in ("en", "fr"))
    return Finding(
        "matter_of_interest",
        UNKNOWN,
        {
            "en": f"A language model suggests that {items(numbers, 'en')} may concern {guest.en}, because of "
            f"a likeness to {en}. No word says so: please check.",
            "fr": f"Un modèle de langue suggère que {items(numbers, 'fr')} peut intéresser {guest.fr}, par "
            f"ressemblance avec {fr}. Aucun mot ne le dit : veuillez vérifier.",
        },
        "second opinion of a language model",
        suggested=True,
    )


def _nothing(facts: MeetingFacts) -> Finding:
    guest = called(facts.guest.value)
    if not facts.has_agenda:
        return found(
            "matter_of_interest",
            UNKNOWN,
            f"There is no agenda yet: whether a matter of interest to {guest.en} is discussed is not known.",
            f"Il n'y a pas encore d'ordre du jour : on ignore si une question intéressant {guest.fr} sera traitée.",
        )
    shut = all(item.openness is Openness.CLOSED for item in facts.items)
    return found(
        "matter_of_interest",
        NO,
        f"Every agenda item is closed to {guest.en}." if shut
        else f"No agenda item that is open concerns a matter of interest to {guest.en}.",
        f"Tous les points sont fermés à {guest.fr}." if shut
        else f"Aucun point ouvert ne concerne une question intéressant {guest.fr}.",
        f"interest register of {guest.en}",
    )  # fmt: skip


def crime_prevention(facts: MeetingFacts) -> Finding:
    """P4′, Art. 6 (2), second sentence: the meeting itself concerns crime prevention. Never unknown."""
    if facts.crime_prevention:
        return found(
            "crime_prevention",
            YES,
            "The meeting as such concerns the prevention of crime or criminal justice.",
            "La réunion en tant que telle porte sur la prévention du crime ou la justice pénale.",
            facts.crime_prevention_source,
        )
    return found(
        "crime_prevention",
        NO,
        "The meeting as such does not concern the prevention of crime or criminal justice.",
        "La réunion en tant que telle ne porte pas sur la prévention du crime ou la justice pénale.",
        facts.crime_prevention_source,
    )
