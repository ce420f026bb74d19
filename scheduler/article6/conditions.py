"""The questions of Article 6. Each gives yes, no or unknown with its reason; unknown is never no."""

from collections.abc import Mapping

from backend.domain.decisions import Answer
from backend.domain.meetings import Kind, Openness, Role, Scope
from backend.domain.parties import Party

from .facts import Finding, MeetingFacts

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
COVERED = {Kind.SESSION.value, Kind.MEETING.value, Kind.CONFERENCE.value, Kind.SEMINAR.value}
INVOLVED = {Role.CO_ORGANISER.value, Role.CO_SPONSOR.value, Role.SUPPORT.value}


def found(condition: str, answer: Answer, en: str, fr: str, source: str = "") -> Finding:
    return Finding(condition, answer, {"en": en, "fr": fr}, source)


def settled(facts: MeetingFacts, condition: str) -> Finding | None:
    """The answer that a person signed for this question, if somebody did."""
    said = facts.settled.get(condition)
    if said is None:
        return None
    return found(
        condition,
        said.answer,
        f"{said.by} determined on {said.on.isoformat()}: {said.answer.value}.",
        f"{said.by} l'a constaté le {said.on.isoformat()} : {'oui' if said.answer is YES else 'non'}.",
        said.source,
    )


def in_force(facts: MeetingFacts) -> Finding:
    """P0, Art. 10: the Agreement is in force on the opening date."""
    if facts.in_force:
        return found("in_force", YES, "The Agreement is in force on the opening date.",
                     "L'Accord est en vigueur à la date d'ouverture.", "Article 10")  # fmt: skip
    return found("in_force", NO, f"The Agreement is not in force on the opening date. {facts.agreement_note}".strip(),
                 "L'Accord n'est pas en vigueur à la date d'ouverture.", "Article 10")  # fmt: skip


def organised_by(party: Party, facts: MeetingFacts) -> Finding:
    """P1: the meeting is the party's own."""
    answer = YES if facts.host_party is party else NO
    return found(
        f"{party.value.lower()}_meeting", answer,
        f"The meeting is convened by {facts.host}.", f"La réunion est convoquée par {facts.host}.",
    )  # fmt: skip


def general_assembly(facts: MeetingFacts) -> Finding:
    """Art. 6 (1): the sessions and work of the General Assembly."""
    source = "General Assembly resolution 51/1 of 15 October 1996"
    if facts.general_assembly:
        return found("general_assembly", YES, f"{facts.body} is the General Assembly or one of its Main Committees.",
                     f"{facts.body} est l'Assemblée générale ou l'une de ses grandes commissions.", source)  # fmt: skip
    return found("general_assembly", NO, "The body is neither the General Assembly nor one of its Main Committees.",
                 "L'organe n'est ni l'Assemblée générale ni l'une de ses grandes commissions.", source)  # fmt: skip


def kind_covered(facts: MeetingFacts) -> Finding:
    """P2: a meeting or conference; training, consultation and internal meetings are not owed (reading 10)."""
    if facts.kind is None or facts.kind in COVERED:
        kind = facts.kind or "meeting"
        return found("kind_covered", YES, f"A {kind} is a meeting or conference in the sense of the Article.",
                     f"Une réunion de ce type ({kind}) relève de l'article.", "reading 10")  # fmt: skip
    return found("kind_covered", NO, f"A {facts.kind} meeting is not owed under our reading of the Article.",
                 f"Une réunion de ce type ({facts.kind}) n'est pas due selon notre lecture.", "reading 10")  # fmt: skip


def observers_allowed(facts: MeetingFacts) -> Finding:
    """P3, Art. 6 (2), (3): the gate. An unanswered question is unknown, not no."""
    if said := settled(facts, "observers_allowed"):
        return said
    if _only_undecided_doors(facts):
        return found("observers_allowed", UNKNOWN, "Nobody has said whether observers may attend the items that match.",
                     "Nul n'a dit si des observateurs peuvent assister aux points concernés.",
                     facts.observers_source)  # fmt: skip
    if facts.observers is Openness.OPEN or any(i.openness is Openness.OPEN for i in facts.items):
        return found("observers_allowed", YES, "Observers are allowed.", "Les observateurs sont admis.",
                     facts.observers_source)  # fmt: skip
    if facts.observers is Openness.CLOSED:
        return found("observers_allowed", NO, "Observers are not allowed.", "Les observateurs ne sont pas admis.",
                     facts.observers_source)  # fmt: skip
    return found("observers_allowed", UNKNOWN, "Whether observers are allowed has not been decided.",
                 "L'admission des observateurs n'a pas été décidée.", facts.observers_source)  # fmt: skip


def _only_undecided_doors(facts: MeetingFacts) -> bool:
    """Items match, and of none of those that are not closed it is known that it is open."""
    return bool(facts.undecided_matters()) and not facts.open_matters(sure=True)


def matter_of_interest(facts: MeetingFacts) -> Finding:
    """P4: an open item touches a matter of interest to the guest."""
    if said := settled(facts, "matter_of_interest"):
        return said
    guest = facts.guest.value
    sure = facts.open_matters(sure=True) or tuple(m for m in facts.undecided_matters() if m.sure)
    if sure:
        items = ", ".join(dict.fromkeys(matter.item for matter in sure))
        return found("matter_of_interest", YES, f"Agenda item {items} concerns a matter of interest to {guest}.",
                     f"Le point {items} concerne une question intéressant {guest}.",
                     f"interest register of {guest}")  # fmt: skip
    if not facts.has_agenda:
        return found("matter_of_interest", UNKNOWN, "There is no agenda yet.",
                     "Il n'y a pas encore d'ordre du jour.")  # fmt: skip
    unsure = facts.open_matters(sure=False) or facts.undecided_matters()
    if unsure:
        items = ", ".join(dict.fromkeys(matter.item for matter in unsure))
        return found("matter_of_interest", UNKNOWN, f"Agenda item {items} may concern a matter of interest to {guest}.",
                     f"Le point {items} peut concerner une question intéressant {guest}.")  # fmt: skip
    return found("matter_of_interest", NO, f"No open agenda item concerns a matter of interest to {guest}.",
                 f"Aucun point ouvert ne concerne une question intéressant {guest}.")  # fmt: skip


def crime_prevention(facts: MeetingFacts) -> Finding:
    """P4′, Art. 6 (2), second sentence: the meeting itself concerns crime prevention. Never unknown."""
    answer = YES if facts.crime_prevention else NO
    return found(
        "crime_prevention", answer,
        "The meeting concerns the prevention of crime or criminal justice." if facts.crime_prevention
        else "The meeting as such does not concern the prevention of crime.",
        "La réunion porte sur la prévention du crime ou la justice pénale." if facts.crime_prevention
        else "La réunion en tant que telle ne porte pas sur la prévention du crime.",
        facts.crime_prevention_source,
    )  # fmt: skip


def third_host(facts: MeetingFacts) -> Finding:
    """Art. 6 (4): the host is neither of the two (reading 12)."""
    answer = NO if facts.host_party else YES
    return found("another_host", answer, f"The host is {facts.host}.", f"L'hôte est {facts.host}.", "reading 12")


def involved_in_organising(facts: MeetingFacts) -> Finding:
    """Q1: the other party is involved in organising; a speaker is not (note 11)."""
    if said := settled(facts, "involved_in_organising"):
        return said
    other = facts.other.value
    if facts.involvement is None or "?" in facts.involvement:
        return found("involved_in_organising", UNKNOWN, f"It is not known whether {other} is involved in organising.",
                     f"On ignore si {other} participe à l'organisation.")  # fmt: skip
    roles = sorted(facts.involvement & INVOLVED)
    if roles:
        return found("involved_in_organising", YES, f"{other} is involved in organising ({', '.join(roles)}).",
                     f"{other} participe à l'organisation ({', '.join(roles)}).")  # fmt: skip
    return found("involved_in_organising", NO, f"{other} is not involved in organising.",
                 f"{other} ne participe pas à l'organisation.", "note 11")  # fmt: skip


def international(facts: MeetingFacts) -> Finding:
    """Q2: an international meeting."""
    if said := settled(facts, "international"):
        return said
    if facts.scope is None:
        return found("international", UNKNOWN, "It is not stated whether the meeting is international.",
                     "Il n'est pas dit si la réunion est internationale.")  # fmt: skip
    answer = YES if facts.scope == Scope.INTERNATIONAL else NO
    return found("international", answer, f"The meeting is {facts.scope}.",
                 "La réunion est internationale." if answer is YES else "La réunion est nationale.")  # fmt: skip


def within_competence(facts: MeetingFacts) -> Finding:
    """Q3: an issue within the guest's competence, a narrower register than interest (note 6)."""
    if said := settled(facts, "within_competence"):
        return said
    guest = facts.guest.value
    matters = (*facts.title_matters, *(m for item in facts.items for m in item.matters))
    topics = {matter.topic for matter in matters if matter.sure}
    source = f"competence register of {guest}"
    if topics & facts.competences:
        names = ", ".join(sorted(topics & facts.competences))
        return found("within_competence", YES, f"{names} is within the competence of {guest}.",
                     f"{names} relève de la compétence de {guest}.", source)  # fmt: skip
    if topics or (facts.has_agenda and not matters):
        return found("within_competence", NO, f"Nothing on the agenda is within the competence of {guest}.",
                     f"Rien à l'ordre du jour ne relève de la compétence de {guest}.", source)  # fmt: skip
    return found("within_competence", UNKNOWN, f"It is not clear whether an issue is within the competence of {guest}.",
                 f"On ne sait pas si une question relève de la compétence de {guest}.", source)  # fmt: skip


def answers(findings: tuple[Finding, ...]) -> Mapping[str, Answer]:
    """The answers by question."""
    return {finding.condition: finding.answer for finding in findings}
