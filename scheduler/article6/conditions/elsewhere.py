"""Q1 to Q3, Art. 6 (4): an international meeting of another host, within the guest's competence."""

from backend.domain.meetings import Scope

from ..facts import Finding, MeetingFacts
from ..wording import called, listed, quoted
from .answering import NO, UNKNOWN, YES, found, signed_or

ROLES = {
    "co_organiser": {"en": "co-organiser", "fr": "coorganisateur"},
    "co_sponsor": {"en": "co-sponsor", "fr": "coparrain"},
    "support": {"en": "support", "fr": "appui"},
    "speaker": {"en": "speaker", "fr": "orateur"},
}
UNSAID = "?"
"""A role that is none of ours, or none stated."""


def third_host(facts: MeetingFacts) -> Finding:
    """The host is neither of the two (reading 12)."""
    return found(
        "another_host",
        NO if facts.host_party else YES,
        f"The host is {facts.host}." if facts.host_party else f"The host is {facts.host}, neither of the two parties.",
        f"L'hôte est {facts.host}." if facts.host_party else f"L'hôte est {facts.host}, aucune des deux parties.",
        "reading: own_meetings" if facts.host_party else "",
    )


def involved_in_organising(facts: MeetingFacts) -> Finding:
    """Q1: the other party is involved in organising; a speaker is not (note 11)."""
    return signed_or(_involved(facts), facts)


def _involved(facts: MeetingFacts) -> Finding:
    other, roles = called(facts.other.value), facts.involvement
    acting = sorted((roles or frozenset()) & facts.readings.involvement)
    if acting:
        named = {lang: listed([ROLES.get(role, {}).get(lang, role) for role in acting], lang) for lang in ("en", "fr")}
        return found("involved_in_organising", YES, f"{other.en} is involved in organising ({named['en']}).",
                     f"{other.fr} participe à l'organisation ({named['fr']}).", "stated for this meeting")  # fmt: skip
    if roles is None or UNSAID in roles:
        return found("involved_in_organising", UNKNOWN, f"It is not known whether {other.en} is involved in "
                                                        "organising.",
                     f"On ignore si {other.fr} participe à l'organisation.")  # fmt: skip
    if roles:
        return found("involved_in_organising", NO, f"{other.en} only speaks: that is not involvement in organising.",
                     f"{other.fr} ne fait qu'y prendre la parole : ce n'est pas participer à l'organisation.",
                     "note 11")  # fmt: skip
    return found("involved_in_organising", NO, f"{other.en} is not involved in organising.",
                 f"{other.fr} ne participe pas à l'organisation.", "stated for this meeting")  # fmt: skip


def international(facts: MeetingFacts) -> Finding:
    """Q2: an international meeting. A national one is not (note 11)."""
    if facts.scope is None:
        unsaid = found("international", UNKNOWN, "It is not stated whether the meeting is international.",
                       "Il n'est pas dit si la réunion est internationale.")  # fmt: skip
        return signed_or(unsaid, facts)
    if facts.scope == Scope.INTERNATIONAL:
        return found("international", YES, "The meeting is international.", "La réunion est internationale.",
                     "stated for this meeting")  # fmt: skip
    return found("international", NO, "The meeting is national.", "La réunion est nationale.",
                 "stated for this meeting")  # fmt: skip


def within_competence(facts: MeetingFacts) -> Finding:
    """Q3: an issue within the guest's competence, a narrower register than interest (note 6)."""
    return signed_or(_competent(facts), facts, over=frozenset({UNKNOWN, NO}))


def _competent(facts: MeetingFacts) -> Finding:
    matters = tuple(facts.matters_elsewhere())
    sure = {matter.topic for matter in matters if matter.sure}
    doubtful = {matter.topic for matter in matters} - sure
    source, guest = f"competence register of {called(facts.guest.value).en}", called(facts.guest.value)
    if sure & facts.competences:
        en, fr = (_named(facts, sure & facts.competences, language) for language in ("en", "fr"))
        return found("within_competence", YES, f"Within the competence of {guest.en}: {en}.",
                     f"Relève de la compétence {guest.de} : {fr}.", source)  # fmt: skip
    if doubtful and (not sure or doubtful & facts.competences):
        return found("within_competence", UNKNOWN, "It is not certain whether an issue is within the competence "
                                                   f"of {guest.en}.",
                     f"Il n'est pas certain qu'une question relève de la compétence {guest.de}.", source)  # fmt: skip
    if sure:
        en, fr = (_named(facts, sure, language) for language in ("en", "fr"))
        return found("within_competence", NO, f"The issues are outside the competence of {guest.en}: {en}.",
                     f"Les questions ne relèvent pas de la compétence {guest.de} : {fr}.", source)  # fmt: skip
    if facts.has_agenda:
        return found("within_competence", NO, f"Nothing on the agenda is within the competence of {guest.en}.",
                     f"Rien à l'ordre du jour ne relève de la compétence {guest.de}.", source)  # fmt: skip
    return found("within_competence", UNKNOWN,
                 f"There is no agenda yet, and the title does not tell whether {guest.en} is competent.",
                 f"Il n'y a pas encore d'ordre du jour, et le titre ne dit pas si {guest.fr} est compétent.",
                 source)  # fmt: skip


def _named(facts: MeetingFacts, topics: frozenset[str] | set[str], language: str) -> str:
    return listed(sorted(quoted(facts.topic_name(topic, language), language) for topic in topics), language)
