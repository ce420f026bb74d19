"""What a reader should know beside the decision. A note never changes it."""

from collections.abc import Iterator

from backend.domain.agreement import OBSERVER_STATUS, SIGNED
from backend.domain.decisions import Answer, Outcome
from backend.domain.meetings import Openness, Status
from backend.domain.parties import Party

from .conditions.elsewhere import UNSAID
from .engine import ClauseOutcome, Judged, Ruling
from .facts import MeetingFacts, Words
from .wording import called, capital, items, listed


def note(en: str, fr: str) -> Words:
    """One note in both authentic languages."""
    return {"en": capital(en), "fr": capital(fr)}


def notes(facts: MeetingFacts, ruling: Ruling) -> list[Words]:
    """All notes in a stable order: status, the Agreement, the outcome, the agenda, then doubtful values."""
    return [
        *_status(facts),
        *_agreement(facts, ruling),
        *_outcome(facts, ruling),
        *_closed_matters(facts, ruling),
        *guest_notes(facts, ruling),
        *_organisers(facts),
        *facts.doubts,
    ]


def _status(facts: MeetingFacts) -> Iterator[Words]:
    if facts.status == Status.CANCELLED:
        yield note("The meeting is cancelled: there is nothing to attend.",
                   "La réunion est annulée : il n'y a rien à quoi assister.")  # fmt: skip
    if facts.status == Status.POSTPONED:
        yield note("The meeting is postponed: nothing is sent without a date.",
                   "La réunion est reportée : rien n'est envoyé sans date.")  # fmt: skip
    if facts.status == Status.DRAFT:
        yield note("The meeting is a draft: it is decided as if it were published, and nothing is sent.",
                   "La réunion est un projet : elle est traitée comme si elle était publiée, et rien n'est "
                   "envoyé.")  # fmt: skip


def _agreement(facts: MeetingFacts, ruling: Ruling) -> Iterator[Words]:
    agreement = facts.agreement
    if agreement.assumed:
        yield note("The Agreement is assumed to be in force since its signature on 8 July 1997 (to be confirmed).",
                   "L'Accord est supposé en vigueur depuis sa signature, le 8 juillet 1997 (à confirmer).")  # fmt: skip
    if agreement.stated and facts.opens < SIGNED:
        yield note("The Agreement is stated to be in force, but the meeting opens before its signature on 8 July 1997.",
                   "L'Accord est indiqué en vigueur, mais la réunion s'ouvre avant sa signature, le 8 juillet "
                   "1997.")  # fmt: skip
    ended = all(one.outcome is ClauseOutcome.NOT_APPLICABLE for one in ruling.clauses)
    if ruling.outcome is Outcome.STANDING and ended:
        yield note("Outside the life of the Agreement the status in the General Assembly rests on its resolution 51/1 "
                   "of 15 October 1996 itself; Article 6 (1) is not cited.",
                   "Hors de la durée de l'Accord, le statut auprès de l'Assemblée générale repose sur sa résolution "
                   "51/1 du 15 octobre 1996 elle-même ; l'article 6, paragraphe 1, n'est pas cité.")  # fmt: skip
    if ruling.outcome is Outcome.NOT_APPLICABLE:
        yield note("Article 6 does not apply; the guest may still attend under the body's own rules.",
                   "L'article 6 ne s'applique pas ; l'invité peut encore assister selon les règles propres de "
                   "l'organe.")  # fmt: skip
        if facts.general_assembly and facts.opens < OBSERVER_STATUS:
            yield note("The meeting opens before resolution 51/1 of 15 October 1996 gave the status of observer.",
                       "La réunion s'ouvre avant que la résolution 51/1 du 15 octobre 1996 n'accorde le statut "
                       "d'observateur.")  # fmt: skip


def _own_rules(facts: MeetingFacts) -> Words:
    """What remains to the guest outside the Agreement: the body's own rule on observers, with its source."""
    en, fr = {
        Openness.OPEN: ("which admit observers", "qui admettent des observateurs"),
        Openness.CLOSED: ("which admit no observers", "qui n'admettent pas d'observateurs"),
        Openness.UNDECIDED: ("which leave it to a decision", "qui le laissent à une décision"),
    }[facts.meeting.openness]
    source = f" ({facts.meeting.source})" if facts.meeting.source else ""
    return note(
        f"Article 6 does not apply; the guest may still attend under the body's own rules, {en}{source}.",
        "L'article 6 ne s'applique pas ; l'invité peut encore assister selon les règles propres de l'organe, "
        f"{fr}{source}.",
    )


def _outcome(facts: MeetingFacts, ruling: Ruling) -> Iterator[Words]:
    if ruling.outcome is Outcome.CO_HOST:
        yield note("Both parties organise: an invitation would be without object. Article 5 asks for a special "
                   "arrangement on participation and expenses: enter its reference.",
                   "Les deux parties organisent : une invitation serait sans objet. L'article 5 demande un arrangement "
                   "spécial sur la participation et les dépenses : en indiquer la référence.")  # fmt: skip
    if ruling.outcome is Outcome.STANDING and ruling.clauses[1].outcome is ClauseOutcome.ENGAGED:
        yield note("A matter of interest is on the agenda: Article 6 (2) is cited beside the right of 6 (1), in "
                   "one message.",
                   "Une question d'intérêt est à l'ordre du jour : l'article 6 (2) est cité à côté du droit de 6 "
                   "(1), dans "
                   "un seul message.")  # fmt: skip
    kind = _no(ruling, "kind_covered")
    if ruling.outcome is Outcome.NOT_REQUIRED and kind and facts.status != Status.CANCELLED:
        yield note("Under our reading, which a lawyer must confirm, training courses, bilateral consultations "
                   "(Article 2) and internal meetings are not owed an invitation.",
                   "Selon notre lecture, à confirmer par un juriste, les formations, consultations bilatérales "
                   "(article 2) et réunions internes n'appellent pas d'invitation.")  # fmt: skip
    if ruling.outcome is Outcome.INVITE and not facts.has_agenda:
        yield note("There is no agenda yet: the letter says that it follows.",
                   "Il n'y a pas encore d'ordre du jour : la lettre indique qu'il suivra.")  # fmt: skip
    if ruling.outcome is Outcome.BEST_EFFORT:
        host, guest, other = called(facts.host), called(facts.guest.value), called(facts.other.value)
        yield note(f"{other.en} asks {host.en}, the lead organiser, to invite {guest.en}, and records the effort.",
                   f"{other.fr} demande à {host.fr}, organisateur principal, d'inviter {guest.fr} et consigne "
                   "l'effort.")  # fmt: skip


def _no(ruling: Ruling, condition: str) -> bool:
    own = [one for one in ruling.clauses if one.host.answer is Answer.YES]
    return any(f.condition == condition and f.answer is Answer.NO for one in own for f in one.findings)


def _closed_matters(facts: MeetingFacts, ruling: Ruling) -> Iterator[Words]:
    """A closed door with a matching topic stays closed, and a consultation is possible: Art. 2, 7."""
    matching = [i.number for i in facts.items if i.openness is Openness.CLOSED and any(m.sure for m in i.matters)]
    by_title = facts.title_matters or facts.crime_prevention
    shut = _no(ruling, "observers_allowed") and by_title and not facts.has_agenda
    if ruling.outcome is not Outcome.NOT_REQUIRED or facts.status == Status.CANCELLED or not (matching or shut):
        return
    if facts.host_party is None:
        return
    en = (
        f"{items(matching, 'en')} would concern {called(facts.guest.value).en}"
        if matching
        else f"its subject would concern {called(facts.guest.value).en}"
    )
    fr = (
        f"{items(matching, 'fr')} intéresserait {called(facts.guest.value).fr}"
        if matching
        else f"son objet intéresserait {called(facts.guest.value).fr}"
    )
    yield note(f"The door is closed although {en}: a consultation under Articles 2 and 7 is possible.",
               f"La porte est fermée bien que {fr} : une consultation au titre des articles 2 et 7 est "
               "possible.")  # fmt: skip


def guest_notes(facts: MeetingFacts, ruling: Ruling) -> list[Words]:
    """Notes that travel with the invitation. Preamble: what INTERPOL may not act in, where it stands beside a match."""
    if ruling.outcome is not Outcome.INVITE or facts.guest is not Party.INTERPOL:
        return []
    reserved = [item.number for item in facts.items if item.reserved and item.openness is not Openness.CLOSED]
    if not reserved or not (facts.matters(Openness.OPEN, sure=True) or facts.crime_prevention):
        return []
    return [note(
        f"Note for the guest: {items(reserved, 'en')} may touch political, military, religious or racial matters, "
        "which "
        "the preamble recalls that INTERPOL may not take up.",
        f"Note à l'invité : {items(reserved, 'fr')} peut toucher des questions politiques, militaires, religieuses ou "
        "raciales, que le préambule rappelle interdites à INTERPOL.",
    )]  # fmt: skip


def _organisers(facts: MeetingFacts) -> Iterator[Words]:
    guest, other = called(facts.guest.value), called(facts.other.value)
    if facts.host_party and facts.involvement is None:
        yield note(f"It is not known who else organises: where {guest.en} co-organises, no invitation is owed.",
                   f"On ignore qui d'autre organise : si {guest.fr} coorganise, aucune invitation n'est "
                   "due.")  # fmt: skip
    elif facts.host_party is None and facts.involvement is not None and UNSAID in facts.involvement:
        yield note(f"The role of {other.en} is not one that we know.",
                   f"Le rôle {other.de} n'est pas de ceux que nous connaissons.")  # fmt: skip


def engaged(ruling: Ruling) -> tuple[Judged, ...]:
    """The clauses that carry the decision, the strongest modality first: shall, every effort; may is noted."""
    carrying = [one for one in ruling.clauses if one.outcome in {ClauseOutcome.ENGAGED, ClauseOutcome.STANDING}]
    order = ("shall", "every_effort", "may")
    return tuple(sorted(carrying, key=lambda one: order.index(one.clause.modality.value)))


def cites(ruling: Ruling, language: str) -> str:
    """“6 (1) and 6 (2)”, in the order of the Article."""
    numbers = sorted(one.clause.cite.replace("(", " (") for one in engaged(ruling))
    return listed(numbers, language)
