"""P0 to P2: is the Agreement in force, whose meeting is it, of which kind."""

from backend.domain.agreement import Agreement, months_after
from backend.domain.parties import Party

from ..facts import Finding, MeetingFacts
from ..wording import called, dated, listed
from .answering import NO, YES, found

RESOLUTION = "General Assembly resolution 51/1 of 15 October 1996"
KINDS = {
    "session": "une session",
    "meeting": "une réunion",
    "conference": "une conférence",
    "seminar": "un séminaire",
    "training": "une formation",
    "consultation": "une consultation bilatérale",
    "internal": "une réunion interne",
}


def in_force(facts: MeetingFacts) -> Finding:
    """P0, Art. 10: the Agreement is in force on the opening date. Never unknown: silence is a setting, marked so."""
    agreement = facts.agreement
    ended = _ended(facts)
    if ended:
        return found("in_force", NO, *ended)
    source = "stated for this meeting" if agreement.stated else f"Article 10: {agreement.source}"
    assumed = agreement.assumed
    return found(
        "in_force",
        YES,
        "The Agreement is in force on the opening date" + (" (assumed, to be confirmed)." if assumed else "."),
        "L'Accord est en vigueur à la date d'ouverture" + (" (supposé, à confirmer)." if assumed else "."),
        source,
    )


def _ended(facts: MeetingFacts) -> tuple[str, str, str] | None:
    """Why it is not in force: not signed, not yet in force, said so, or ended after a notice."""
    agreement, opens = facts.agreement, facts.opens
    if agreement.in_force_from is None or opens < agreement.in_force_from:
        return _not_yet(agreement)
    if agreement.stated is False:
        return (
            "The Agreement is stated not to be in force on the opening date.",
            "Il est indiqué que l'Accord n'est pas en vigueur à la date d'ouverture.",
            "stated for this meeting",
        )
    if agreement.notice_received is None:
        return None
    last = months_after(agreement.notice_received, facts.readings.notice_months)
    if opens <= last:
        return None
    received = agreement.notice_received
    return (
        (
            f"Notice of termination was received on {dated(received, 'en')}: the last day in force was "
            f"{dated(last, 'en')}."
        ),
        (
            f"La dénonciation a été reçue le {dated(received, 'fr')} : le dernier jour de vigueur était le "
            f"{dated(last, 'fr')}."
        ),
        f"Article 10: {agreement.notice_source or 'written notice'}",
    )


def _not_yet(agreement: Agreement) -> tuple[str, str, str]:
    if agreement.in_force_from is None:
        return "The Agreement had not been signed.", "L'Accord n'était pas signé.", agreement.source
    since = agreement.in_force_from
    return (
        f"The Agreement is in force only since {dated(since, 'en')}; the meeting opens before.",
        f"L'Accord n'est en vigueur que depuis le {dated(since, 'fr')} ; la réunion s'ouvre avant.",
        f"Article 10: {agreement.source}",
    )


def organised_by(party: Party, facts: MeetingFacts) -> Finding:
    """P1: the meeting is the party's own."""
    return found(
        f"{party.value.lower()}_meeting",
        YES if facts.host_party is party else NO,
        f"The meeting is convened by {called(facts.host).en}.",
        f"La réunion est convoquée par {called(facts.host).fr}.",
    )


def general_assembly(facts: MeetingFacts) -> Finding:
    """Art. 6 (1): the sessions and work of the General Assembly."""
    if facts.general_assembly and facts.host_party is Party.UN:
        name = facts.body_names
        return found(
            "general_assembly",
            YES,
            f"The body, {name['en']}, belongs to the sessions and work of the General Assembly.",
            f"L'organe, {name['fr']}, relève des sessions et des travaux de l'Assemblée générale.",
            RESOLUTION,
        )
    return found(
        "general_assembly",
        NO,
        "The body is not registered as the General Assembly or one of its Main Committees.",
        "L'organe n'est pas inscrit comme l'Assemblée générale ou l'une de ses grandes commissions.",
        RESOLUTION,
    )


def kind_covered(facts: MeetingFacts) -> Finding:
    """P2: a meeting or conference; training, consultation and internal meetings are not owed (reading 10)."""
    if facts.kind is None:
        return found(
            "kind_covered",
            YES,
            "The kind is not stated; the event is taken as a meeting.",
            "Le type n'est pas indiqué ; l'événement est considéré comme une réunion.",
        )
    if facts.kind in facts.readings.kinds_owed:
        return found(
            "kind_covered",
            YES,
            f"The kind, {facts.kind}, is a meeting or conference in the sense of the Article.",
            f"Ce type, {KINDS.get(facts.kind, facts.kind)}, est une réunion ou conférence au sens de l'article.",
        )
    return _other_kind(facts, facts.kind)


def _other_kind(facts: MeetingFacts, kind: str) -> Finding:
    """Not owed, unless a supplementary arrangement under Article 9 covers it."""
    french = KINDS.get(kind, kind)
    by = listed(sorted(a.reference for a in facts.refined() if kind in a.kinds), "en")
    if by:
        return found(
            "kind_covered",
            YES,
            f"The kind, {kind}, is covered by the supplementary arrangement {by}.",
            f"Ce type, {french}, est couvert par l'arrangement complémentaire {by}.",
            f"Article 9: {by}",
        )
    return found(
        "kind_covered",
        NO,
        f"The kind, {kind}, is not a meeting or conference to which an invitation is owed (our reading).",
        f"Ce type, {french}, n'est pas une réunion ou conférence à laquelle une invitation est due (notre lecture).",
        "reading: kinds_owed",
    )
