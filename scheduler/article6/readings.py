"""Our readings of the Article where a lawyer must confirm them. Dated: a new reading is a new value, never an edit."""

from dataclasses import dataclass
from datetime import date

from backend.domain.agreement import SIGNED
from backend.domain.meetings import Kind, Role


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings as the engine uses them. One set belongs to one version of the rules."""

    kinds_owed: frozenset[str]
    """Reading 10: training, bilateral consultations (Article 2) and internal meetings are not owed."""

    involvement: frozenset[str]
    """Note 11: the roles that are involvement in organising; a speaker is not."""

    notice_months: int
    """Article 10: so many months after the written notice was received the Agreement ends."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading for a lawyer: what was asked, how we read it, since when, and the record that says why."""

    code: str
    clauses: tuple[str, ...]
    question: dict[str, str]
    answer: dict[str, str]
    since: date
    record: str


FIRST = Readings(
    kinds_owed=frozenset({Kind.SESSION.value, Kind.MEETING.value, Kind.CONFERENCE.value, Kind.SEMINAR.value}),
    involvement=frozenset({Role.CO_ORGANISER.value, Role.CO_SPONSOR.value, Role.SUPPORT.value}),
    notice_months=6,
)
"""The readings that belong to the rules of 1997-07-08/1."""

_RECORD = "0031-readings-for-a-lawyer.md"

TO_CONFIRM = (
    Reading(
        "entry_into_force",
        ("6(1)", "6(2)", "6(3)", "6(4)"),
        {"en": "Since when is the Agreement in force (Article 10)?",
         "fr": "Depuis quand l'Accord est-il en vigueur (article 10) ?"},
        {"en": "Assumed from its signature on 8 July 1997, until somebody records the sourced date.",
         "fr": "Supposé en vigueur depuis sa signature, le 8 juillet 1997, tant que la date n'est pas établie."},
        SIGNED, _RECORD,
    ),
    Reading(
        "last_day_after_notice",
        ("6(1)", "6(2)", "6(3)", "6(4)"),
        {"en": "What is the last day in force after a notice of termination?",
         "fr": "Quel est le dernier jour de vigueur après une dénonciation ?"},
        {"en": "The same day of the month six months after the notice was received, or the last day of that month.",
         "fr": "Le même quantième six mois après la réception de la notification, ou le dernier jour de ce mois."},
        SIGNED, _RECORD,
    ),
    Reading(
        "assembly_family",
        ("6(1)", "6(2)"),
        {"en": "What are “the sessions and work of the General Assembly”?",
         "fr": "Que sont « les sessions et les travaux de l'Assemblée générale » ?"},
        {"en": "The plenary and the Main Committees. Subsidiary organs go by 6 (2) unless the register marks them.",
         "fr": "La plénière et les grandes commissions. Les organes subsidiaires relèvent du paragraphe 2, "
               "sauf mention au registre."},
        SIGNED, _RECORD,
    ),
    Reading(
        "status_outside_agreement",
        ("6(1)",),
        {"en": "Does the status in the General Assembly outlive the Agreement?",
         "fr": "Le statut auprès de l'Assemblée générale survit-il à l'Accord ?"},
        {"en": "Yes: it rests on resolution 51/1 of 15 October 1996 itself, which is then cited instead of 6 (1).",
         "fr": "Oui : il repose sur la résolution 51/1 du 15 octobre 1996, citée alors au lieu du paragraphe 1."},
        SIGNED, _RECORD,
    ),
    Reading(
        "second_sentence",
        ("6(2)",),
        {"en": "What does the second sentence of 6 (2) add, and does 6 (3) have a counterpart?",
         "fr": "Qu'ajoute la deuxième phrase du paragraphe 2, et le paragraphe 3 a-t-il un pendant ?"},
        {"en": "It presumes interest for crime-prevention meetings and gives priority; it lifts no other condition. "
               "6 (3) has none.",
         "fr": "Elle présume l'intérêt pour les réunions de prévention du crime et donne priorité, sans lever les "
               "autres conditions. Le paragraphe 3 n'en a pas."},
        SIGNED, _RECORD,
    ),
    Reading(
        "kinds_owed",
        ("6(2)", "6(3)"),
        {"en": "Are training courses, bilateral consultations and internal meetings “meetings and conferences”?",
         "fr": "Les formations, consultations bilatérales et réunions internes sont-elles des « réunions et "
               "conférences » ?"},
        {"en": "No, although 6 (3) says all its meetings and conferences.",
         "fr": "Non, bien que le paragraphe 3 vise toutes les réunions et conférences."},
        SIGNED, _RECORD,
    ),
    Reading(
        "own_meetings",
        ("6(4)",),
        {"en": "Does 6 (4) apply to a party's own meeting?",
         "fr": "Le paragraphe 4 s'applique-t-il à la réunion d'une des parties ?"},
        {"en": "No: 6 (2) or 6 (3) is the whole rule there; 6 (4) does not open again a door that they leave shut.",
         "fr": "Non : le paragraphe 2 ou 3 y est la règle entière ; le paragraphe 4 ne rouvre pas une porte fermée."},
        SIGNED, _RECORD,
    ),
    Reading(
        "openness_elsewhere",
        ("6(4)",),
        {"en": "Does 6 (4) ask whether observers are allowed?",
         "fr": "Le paragraphe 4 demande-t-il si des observateurs sont admis ?"},
        {"en": "No. A meeting closed as a whole is still worth the effort; an item closed by itself does not count.",
         "fr": "Non. Une réunion entièrement fermée appelle encore l'effort ; un point fermé en lui-même ne compte "
               "pas."},
        SIGNED, _RECORD,
    ),
    Reading(
        "both_organise",
        ("6(2)", "6(3)", "6(4)"),
        {"en": "What is owed where both parties organise?",
         "fr": "Qu'est-il dû lorsque les deux parties organisent ?"},
        {"en": "An invitation would be without object; Article 5 asks for an arrangement, whose reference is asked "
               "for.",
         "fr": "Une invitation serait sans objet ; l'article 5 demande un arrangement, dont la référence est "
               "demandée."},
        SIGNED, _RECORD,
    ),
)  # fmt: skip
"""Each stands until a lawyer confirms or corrects it; the answer with its date then becomes a new version."""
