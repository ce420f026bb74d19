"""The engine on facts written by hand: what records cannot say, or say only through the matcher."""

from dataclasses import replace
from datetime import date

import pytest

from backend.domain.decisions import Answer
from backend.domain.meetings import Openness
from backend.domain.parties import Party
from scheduler.article6.engine import decide
from scheduler.article6.explanation import as_document
from scheduler.article6.facts import ItemFacts, Matter, MeetingFacts, Settled

from .known import facts, item, opening

OPEN, CLOSED, UNDECIDED = Openness.OPEN, Openness.CLOSED, Openness.UNDECIDED


def decision(given: MeetingFacts) -> tuple[str, set[str]]:
    ruling = decide(given)
    return ruling.outcome.value, {finding.condition for finding in ruling.questions}


def said(question: str, answer: Answer) -> dict[str, Settled]:
    return {question: Settled(question, answer, "A. Secretary", date(2026, 3, 1), "letter 4")}


# Borderline matches.


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((item("1", OPEN, "ORG", sure=False),), ("consult", {"matter_of_interest"})),
        ((item("1", OPEN, "ORG", sure=False), item("2")), ("consult", {"matter_of_interest"})),
        ((item("1", OPEN, "ORG", sure=False), item("2", OPEN, "ORG")), ("invite", set())),
        ((item("1", CLOSED, "ORG", sure=False), item("2")), ("not_required", set())),
        ((item("1", UNDECIDED, "ORG", sure=False), item("2")), ("hold", {"observers_allowed", "matter_of_interest"})),
        ((item("1", UNDECIDED, "ORG"), item("2", OPEN, "ORG", sure=False)), ("hold", {"observers_allowed"})),
        (
            (item("1", UNDECIDED, "ORG", sure=False), item("2", OPEN, "ORG", sure=False)),
            ("consult", {"matter_of_interest"}),
        ),
    ],
)
def test_a_borderline_match_asks_and_a_sure_one_beside_it_decides(
    items: tuple[ItemFacts, ...], expected: tuple[str, set[str]]
) -> None:
    for host in ("UN", "INTERPOL"):
        assert decision(facts(host=host, items=items)) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((item("1", OPEN, "ORG", sure=False),), "consult"),
        ((item("1", OPEN, "PKO", sure=False),), "consult"),
        ((item("1", OPEN, "PKO"), item("2", OPEN, "ORG", sure=False)), "consult"),
        ((item("1", OPEN, "PKO"), item("2", OPEN, "FOR", sure=False)), "not_required"),
        ((item("1", OPEN, "PKO"), item("2", OPEN, "ORG")), "best_effort"),
        ((item("1", OPEN, "PKO"),), "not_required"),
        ((item("1"),), "not_required"),
        ((item("1", CLOSED, "ORG", own=False),), "best_effort"),
        ((item("1", CLOSED, "ORG"),), "not_required"),
        ((item("1", UNDECIDED, "ORG"),), "best_effort"),
    ],
)
def test_competence_is_known_by_sure_matches_and_asked_where_only_borderline_ones_could_tell(
    items: tuple[ItemFacts, ...], expected: str
) -> None:
    given = facts(host="WHO", guest=Party.INTERPOL, involvement=frozenset({"support"}), items=items)
    assert decision(given)[0] == expected


@pytest.mark.parametrize(
    ("topic", "sure", "expected"),
    [("ORG", True, "best_effort"), ("PKO", True, "not_required"), ("ORG", False, "consult"), ("PKO", False, "consult")],
)
def test_without_an_agenda_the_title_answers_where_it_is_sure(topic: str, sure: bool, expected: str) -> None:
    title = (Matter("title", topic, 0.9, (), sure),)
    given = facts(host="WHO", guest=Party.INTERPOL, involvement=frozenset({"support"}), title_matters=title)
    assert decision(given)[0] == expected


# Determinations.


def test_a_determination_answers_an_open_question_and_is_cited() -> None:
    held = facts(meeting=opening(UNDECIDED), items=(item("1", UNDECIDED, "ORG"),))
    for answer, expected in ((Answer.YES, "invite"), (Answer.NO, "not_required")):
        ruling = decide(replace(held, settled=said("observers_allowed", answer)))
        finding = next(f for f in ruling.clauses[1].findings if f.condition == "observers_allowed")
        assert (ruling.outcome.value, finding.source) == (expected, "letter 4")
        assert finding.because["en"].startswith("A. Secretary determined on 1 March 2026")
        assert finding.because["fr"].startswith("A. Secretary l'a constaté le 1er mars 2026")


def test_a_determination_never_contradicts_what_is_recorded() -> None:
    matching = (item("1", OPEN, "ORG"),)
    assert decision(facts(items=matching, settled=said("matter_of_interest", Answer.NO)))[0] == "invite"
    assert decision(facts(meeting=opening(CLOSED), settled=said("observers_allowed", Answer.YES)))[0] == "not_required"
    third = {"host": "WHO", "guest": Party.INTERPOL, "items": matching}
    assert decision(facts(**third, settled=said("involved_in_organising", Answer.YES)))[0] == "not_required"


def test_the_guests_own_word_that_it_is_concerned_outlives_an_agenda_in_which_no_word_matches() -> None:
    assert decision(facts(items=(item("1"),), settled=said("matter_of_interest", Answer.YES)))[0] == "invite"
    assert decision(facts(items=(item("1"),), settled=said("matter_of_interest", Answer.NO)))[0] == "not_required"


@pytest.mark.parametrize("question", ["involved_in_organising", "international", "within_competence"])
def test_each_question_of_6_4_can_be_determined(question: str) -> None:
    unknown = {"involved_in_organising": {"involvement": None}, "international": {"scope": None},
               "within_competence": {"items": ()}}[question]  # fmt: skip
    known = {"involvement": frozenset({"support"}), "items": (item("1", OPEN, "ORG"),)}
    given = facts(host="WHO", guest=Party.INTERPOL, **{**known, **unknown})
    assert decision(given) == ("consult", {question})
    assert decision(replace(given, settled=said(question, Answer.YES)))[0] == "best_effort"
    assert decision(replace(given, settled=said(question, Answer.NO)))[0] == "not_required"


# The preamble.


def test_a_reserved_item_beside_a_match_is_a_note_for_the_guest_and_the_decision_is_unchanged() -> None:
    reserved = replace(item("2"), reserved=True)
    plain = facts(items=(item("1", OPEN, "ORG"), item("2")))
    noted = facts(items=(item("1", OPEN, "ORG"), reserved))
    one, two = (as_document("M/1", each, decide(each)) for each in (plain, noted))
    assert {key for key in one if one[key] != two[key]} == {"notes", "notes_fr", "guest_notes", "explanation"}
    [note] = two["guest_notes"]  # type: ignore[misc]
    assert note["en"].startswith("Note for the guest: agenda item 2 may touch political, military, religious or racial")


def test_a_reserved_item_says_nothing_where_it_is_closed_alone_or_the_guest_is_the_united_nations() -> None:
    reserved = replace(item("2"), reserved=True)
    closed = replace(item("2", CLOSED), reserved=True)
    for given in (
        facts(items=(item("1"), reserved)),
        facts(items=(item("1", OPEN, "ORG"), closed)),
        facts(host="INTERPOL", items=(item("1", OPEN, "ORG"), reserved)),
    ):
        assert as_document("M/1", given, decide(given))["guest_notes"] == []


# Words.


def test_the_explanation_can_be_read_in_a_minute_and_says_what_would_change_it() -> None:
    given = facts(
        items=(item("5", OPEN, "ORG"), item("10", OPEN, "ORG", "PKO"), item("2", CLOSED)), crime_prevention=True
    )
    text = as_document("M/1", given, decide(given))["explanation"]
    assert text == {
        "en": "The United Nations must invite INTERPOL. Article 6 (2). With priority: second sentence of 6 (2). "
        "In part: agenda items 5 and 10.\n"
        "Why: The meeting is convened by the United Nations. The Agreement is in force on the opening date "
        "(assumed, to "
        "be confirmed). [Article 10: signed on 8 July 1997; entry into force assumed (Article 10)] The kind, "
        "session, is "
        "a meeting or conference in the sense of the Article. Observers are allowed by what is stated for the item, "
        "except for agenda item 2. [source of item] Agenda items 5 and 10 concern “topic ORG”; agenda item 10 concerns "
        "“topic PKO”: of interest to INTERPOL. [interest register of INTERPOL; Article 1 of the Agreement is the first "
        "list of such matters] The meeting as such concerns the prevention of crime or criminal justice. [title of the "
        "meeting]\n"
        "Notes: The Agreement is assumed to be in force since its signature on 8 July 1997 (to be confirmed).\n"
        "What would change it: another decision of the competent body on observers; an agenda with other open "
        "items, or "
        "the answer of INTERPOL; crime prevention as the subject of the meeting itself, or no longer so.",
        "fr": "L'ONU doit inviter INTERPOL. Article 6 (2). En priorité : deuxième phrase de l'article 6 (2). En "
        "partie : les points 5 et 10.\n"
        "Pourquoi : La réunion est convoquée par l'ONU. L'Accord est en vigueur à la date d'ouverture (supposé, à "
        "confirmer). [Article 10 : signé le 8 juillet 1997 ; entrée en vigueur supposée] Ce type, une session, est une "
        "réunion ou conférence au sens de l'article. Les observateurs sont admis selon ce qui est indiqué pour le "
        "point, sauf pour le point 2. [source of item] Les points 5 et 10 concernent « sujet ORG » ; le point 10 "
        "concerne « sujet PKO » : cela intéresse INTERPOL. [registre des intérêts d'INTERPOL ; l'article 1 de "
        "l'Accord en est la première liste] La réunion en tant que telle porte sur la prévention du crime ou la "
        "justice pénale. [titre de la réunion]\n"
        "Notes : L'Accord est supposé en vigueur depuis sa signature, le 8 juillet 1997 (à confirmer).\n"
        "Ce qui changerait la décision : une autre décision de l'organe compétent sur les observateurs ; un ordre du "
        "jour avec d'autres points ouverts, ou la réponse d'INTERPOL ; la prévention du crime comme objet même de la "
        "réunion, ou non.",
    }
