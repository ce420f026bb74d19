"""Why something was decided, in each of the six languages: nothing of it is left in English."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from backend.domain.languages import AUTHENTIC, LANGUAGES, Wording
from backend.organisations.register import load_register
from backend.reasons import reason, said
from backend.reasons.translating import SLOTS, known, translated
from scheduler.article6.law import paragraphs
from scheduler.article6.readings import TO_CONFIRM

GOLDEN = Path(__file__).parents[1] / "golden"
OTHERS = [language for language in LANGUAGES if language not in AUTHENTIC]


def decisions() -> Iterator[Mapping[str, Any]]:
    for name in ("decisions-1997-07-08-1.jsonl", "real-meetings.jsonl"):
        for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            yield document.get("decision", document)


def sentences(decision: Mapping[str, Any]) -> Iterator[str]:
    """Everything of a decision that people read as a sentence."""
    for finding in (one for clause in decision.get("clauses", ()) for one in clause["findings"]):
        yield finding["because"]
        yield finding["source"]
    for question in decision.get("questions", ()):
        yield question["text"]
        yield question["asked_of"]
    yield from decision.get("notes", ())
    yield from decision.get("would_change", ())


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_the_golden_decisions_has_its_words(language: str) -> None:
    written = {sentence for decision in decisions() for sentence in sentences(decision) if sentence}
    assert len(written) > 100
    assert {one for one in written if not translated(one, language)} == set()


def registered() -> Iterator[str]:
    """Every rule, source and basis of the shipped register, and our words for the Article."""
    register = load_register()
    yield from (policy.source for body in register.bodies.values() for policy in body.policies)
    yield from (one.basis for one in (*register.interest_entries, *register.competences))
    yield register.agreement.source
    for paragraph in paragraphs():
        yield from (paragraph.title["en"], paragraph.said["en"])
    for reading in TO_CONFIRM:
        yield from (reading.question["en"], reading.answer["en"])


@pytest.mark.parametrize("language", OTHERS)
def test_every_rule_of_the_register_and_every_reading_has_its_words(language: str) -> None:
    assert {one for one in registered() if not translated(one, language)} == set()


def test_the_rules_of_the_register_stand_in_french_too() -> None:
    sources = {policy.source for body in load_register().bodies.values() for policy in body.policies}
    assert {one for one in sources if not translated(one, "fr")} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_body_topic_and_office_has_its_name_in_every_language(language: str) -> None:
    register = load_register()
    names = [one.names for one in (*register.bodies.values(), *register.topics)]
    offices = [office[key] for office in register.offices for key in ("name", "addressee")]
    assert [one for one in (*names, *offices) if not one.get(language)] == []


def places(text: str) -> set[str]:
    return {name.partition(".")[0] for name in re.findall(r"\{([\w.]+)\}", text)}


def test_every_sentence_stands_in_all_four_languages_with_the_same_places() -> None:
    file = known()
    for table in (file["names"], file["phrases"], file["sentences"]):
        assert {key: texts for key, texts in table.items() if sorted({*texts} - {"fr"}) != sorted(OTHERS)} == {}
    assert sorted(file["items"]) == sorted(OTHERS)
    odd = [(english, text) for english, texts in file["sentences"].items() for text in texts.values()
           if places(text) != places(english)]  # fmt: skip
    assert odd == []
    assert {place for english in file["sentences"] for place in places(english)} - set(SLOTS) == {
        "any",
        "number",
        "text",
        "other",
    }


MATTER = "Agenda items 3(a), 5 and 7 concern “organized crime”: of interest to the United Nations."
MATTERS = {
    "es": "Los temas 3(a), 5 y 7 del programa se refieren a «delincuencia organizada»: es de interés para la ONU.",
    "ru": "Пункты 3(a), 5 и 7 повестки дня касаются темы «организованная преступность»: это представляет интерес для "
    "Организации Объединенных Наций.",
    "ar": "البنود 3(a)، 5 و7 من جدول الأعمال تتعلق بموضوع «الجريمة المنظمة»: وهذا مما يهم الأمم المتحدة.",
    "zh-hans": "议程项目3(a)、5和7涉及“有组织犯罪”：为联合国所关心。",
    "en": MATTER,
}


@pytest.mark.parametrize(("language", "expected"), MATTERS.items())
def test_names_items_and_topics_take_the_forms_of_the_language(language: str, expected: str) -> None:
    with override(language):
        found = said(MATTER)
    assert found == Wording(expected, language.partition("-")[0])


def test_bodies_stand_under_their_names_in_the_language() -> None:
    asked = "The secretary of Commission on the Status of Women (the United Nations)"
    found = {language: said(asked, language).text for language in ("ar", "es", "fr", "ru", "zh")}
    assert found == {
        "ar": "الأمانة: لجنة وضع المرأة (الأمم المتحدة)",
        "es": "Secretaría: Comisión de la Condición Jurídica y Social de la Mujer (la ONU)",
        "fr": "Secrétariat : Commission de la condition de la femme (ONU)",
        "ru": "Секретариат: Комиссия по положению женщин (Организация Объединенных Наций)",
        "zh": "妇女地位委员会秘书处（联合国）",
    }


def test_french_is_kept_with_the_decision_and_what_people_record_is_quoted_as_it_stands() -> None:
    finding = {"because": "The meeting is international.", "because_fr": "La réunion est internationale."}
    with override("fr"):
        assert reason(finding, "because") == Wording("La réunion est internationale.", "fr")
    with override("ru"):
        assert reason(finding, "because") == Wording("Мероприятие международное.", "ru")
        assert reason({"source": "rule 74"}, "source") == Wording("rule 74", "en")
        assert said("Article 10: rule 12 of 1999").text == "Статья 10: rule 12 of 1999"
        assert said("Notice of termination was received on 1 March 2030: the last day in force was 1 September 2030."
                    ).text == ("Уведомление о прекращении действия получено 1 марта 2030 года: последний день действия "
                               "— 1 сентября 2030 года.")  # fmt: skip
