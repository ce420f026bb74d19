"""The Article for a reader: each paragraph in our words, its questions, its tests, and what a lawyer must say."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from backend.domain.decisions import Modality
from backend.domain.parties import Party

from .clauses import Clause, Question
from .readings import TO_CONFIRM, Reading
from .rules import RULES, Rules

Words = Mapping[str, str]

OURS: Mapping[str, tuple[Words, Words]] = {
    "6(1)": (
        {"en": "Status in the General Assembly", "fr": "Statut auprès de l'Assemblée générale"},
        {
            "en": "INTERPOL may take part as an observer in the sessions and the work of the General Assembly. "
            "The status "
            "rests on resolution 51/1 of 15 October 1996. The United Nations has no such right in INTERPOL's Assembly.",
            "fr": "INTERPOL peut participer comme observateur aux sessions et aux travaux de l'Assemblée générale. Le "
            "statut repose sur la résolution 51/1 du 15 octobre 1996. L'ONU n'a pas de droit semblable auprès de "
            "l'Assemblée d'INTERPOL.",
        },
    ),
    "6(2)": (
        {"en": "Meetings of the United Nations", "fr": "Réunions de l'ONU"},
        {
            "en": "The United Nations invites INTERPOL to its meetings and conferences in which a matter of "
            "interest to "
            "INTERPOL is discussed, where observers are allowed and subject to the decisions of its competent "
            "bodies and "
            "to the rules of procedure of the body. A second sentence stresses meetings on crime prevention.",
            "fr": "L'ONU invite INTERPOL à ses réunions et conférences où est traitée une question intéressant "
            "INTERPOL, "
            "lorsque des observateurs sont admis et sous réserve des décisions de ses organes compétents et du "
            "règlement "
            "intérieur de l'organe. Une deuxième phrase souligne les réunions sur la prévention du crime.",
        },
    ),
    "6(3)": (
        {"en": "Meetings of INTERPOL", "fr": "Réunions d'INTERPOL"},
        {
            "en": "INTERPOL invites the United Nations to all its meetings and conferences in which a matter of "
            "interest "
            "to the United Nations is discussed, where observers are allowed and subject to the decisions of its "
            "competent bodies on observers. It names no rules of procedure and has no second sentence.",
            "fr": "INTERPOL invite l'ONU à toutes ses réunions et conférences où est traitée une question intéressant "
            "l'ONU, lorsque des observateurs sont admis et sous réserve des décisions de ses organes compétents "
            "sur les "
            "observateurs. Il ne cite pas de règlement intérieur et n'a pas de deuxième phrase.",
        },
    ),
    "6(4)": (
        {"en": "International meetings of others", "fr": "Réunions internationales d'autres hôtes"},
        {
            "en": "A party involved in organising an international meeting of another host makes every effort to "
            "have the "
            "other party invited, where an issue within the other's competence is discussed. It is a duty of conduct: "
            "the host decides, and a refusal closes it honestly.",
            "fr": "La partie qui participe à l'organisation d'une réunion internationale d'un autre hôte ne "
            "ménage aucun "
            "effort pour que l'autre partie soit invitée, lorsqu'une question de la compétence de celle-ci est "
            "traitée. "
            "C'est une obligation de moyens : l'hôte décide, et un refus la clôt honnêtement.",
        },
    ),
}

HELD_BY: Mapping[str, tuple[str, ...]] = {
    "6(1)": (
        "test_the_general_assembly_and_its_main_committees_are_standing_always",
        "test_a_matching_item_adds_the_6_2_citation_and_makes_no_second_message",
        "test_6_1_is_one_way_interpols_general_assembly_goes_by_6_3",
        "test_subsidiary_organs_of_the_assembly_go_by_6_2",
        "test_the_status_in_the_general_assembly_outlives_the_agreement_by_resolution_51_1_and_not_by_6_1",
        "test_case_3_the_opening_of_the_general_assembly_is_standing_and_no_invitation_is_counted",
    ),
    "6(2)": (
        "test_a_matter_of_interest_on_an_open_agenda_is_an_invitation_in_both_directions",
        "test_a_crime_prevention_meeting_is_an_invitation_with_priority_and_needs_no_agenda",
        "test_the_second_sentence_of_6_2_does_not_lift_the_observer_condition",
        "test_a_closed_door_with_a_matching_topic_is_not_required_and_a_consultation_is_possible",
        "test_an_undecided_door_is_held_and_names_who_decides_and_by_when",
        "test_case_1_a_ccpcj_session_with_an_item_on_world_crime_trends_is_an_invitation_with_priority",
    ),
    "6(3)": (
        "test_6_3_has_no_second_sentence_a_crime_prevention_meeting_of_interpol_waits_for_its_agenda",
        "test_6_2_and_6_3_are_mirrors_but_for_the_second_sentence",
        "test_case_5_interpols_assembly_without_this_years_decision_is_held_and_names_who_decides_by_when",
        "test_case_7_an_interpol_regional_conference_with_a_firearms_item_is_an_invitation_under_6_3",
    ),
    "6(4)": (
        "test_involvement_is_co_organising_co_sponsoring_or_support_and_nothing_else",
        "test_a_national_meeting_is_not_international_and_silence_is_unknown",
        "test_a_topic_of_interest_outside_the_competence_is_not_required",
        "test_6_4_has_no_observer_test_but_an_item_closed_by_itself_counts_as_absent",
        "test_for_a_partys_own_meeting_6_4_does_not_open_a_door_that_6_2_leaves_shut",
        "test_case_9_where_who_refuses_the_effort_is_closed_as_made_and_refused_with_the_answer",
    ),
}
"""The tests by their names, which are sentences; a test of the tests finds each of them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as people read it. `needed` must all be yes, and one of `either` where there are any."""

    cite: str
    title: Words
    said: Words
    modality: Modality
    bearer: Party | None
    beneficiary: Party | None
    needed: tuple[str, ...]
    either: tuple[str, ...]
    readings: tuple[Reading, ...]
    held_by: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The names of its tests as sentences."""
        return tuple(name.removeprefix("test_").replace("_", " ").capitalize() + "." for name in self.held_by)


def paragraphs(rules: Rules = RULES[-1]) -> tuple[Paragraph, ...]:
    """The four paragraphs under this version of the rules, in the order of the Article."""
    return tuple(_paragraph(clause) for clause in rules.clauses)


def _paragraph(clause: Clause) -> Paragraph:
    title, said = OURS[clause.cite]
    return Paragraph(
        cite=clause.cite,
        title=title,
        said=said,
        modality=clause.modality,
        bearer=clause.bearer,
        beneficiary=clause.beneficiary,
        needed=tuple(map(_name, (clause.host, *clause.when))),
        either=tuple(map(_name, clause.either)),
        readings=tuple(one for one in TO_CONFIRM if clause.cite in one.clauses),
        held_by=HELD_BY[clause.cite],
    )


def _name(question: Question) -> str:
    """The name under which findings answer the question."""
    if isinstance(question, partial):
        return f"{question.args[0].value.lower()}_meeting"
    return {"third_host": "another_host"}.get(question.__name__, question.__name__)
