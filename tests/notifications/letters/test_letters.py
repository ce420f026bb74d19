# ruff: noqa: E501 - one meeting, said compactly
"""The letters word by word, one golden file for each language, and on paper without a missing glyph.

`GOLDEN=write pytest tests/notifications/letters` writes the files again; read the difference before you commit.
"""

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from fontTools.ttLib import TTFont

from backend.domain.languages import LANGUAGES
from backend.sharing.people import SharedPerson
from backend.sharing.projection import SharedItem, SharedMeeting, SharedSitting
from notifications.letters.letter import Correspondent, Letter, Slot, letter
from notifications.letters.mailing import tidy
from notifications.letters.paper import font_folders, pdf
from notifications.letters.words import CAPACITIES, FIELDS, SUBJECTS, VALUES

GOLDEN = Path(__file__).parents[2] / "golden" / "letters"
OFFICIAL = ("invite", "update", "cancel", "notice", "keep", "remove")
PERSONAL = ("nominate", "update", "remove", "closed", "cancel", "notice", "keep", "released")
UN = Correspondent("Executive Office", "Secretary-General of the United Nations", "New York", "secretariat@un.example")
INTERPOL = Correspondent("General Secretariat", "Secretary General of INTERPOL", "Lyon", "secretariat@interpol.example")
CHANGES = (
    {"field": "starts_on", "old": "2027-05-17", "new": "2027-05-18"},
    {"field": "mode", "old": "in_person", "new": "hybrid"},
    {"field": "sittings", "old": "1 2027-05-17T10:00–2027-05-17T13:00", "new": "1 2027-05-18T10:00–2027-05-18T13:00 (closed)"},
)  # fmt: skip
MEETING = SharedMeeting(
    key="k", uid="u", identifier="E/CN.15/2027", host="UN", guest="INTERPOL", body="CCPCJ",
    body_names={"en": "Commission on Crime Prevention", "fr": "Commission pour la prévention du crime",
                "ar": "لجنة منع الجريمة", "es": "Comisión de Prevención del Delito",
                "ru": "Комиссия по предупреждению преступности", "zh": "预防犯罪委员会"},
    titles={"en": "Thirty-sixth session", "fr": "Trente-sixième session", "ar": "الدورة السادسة والثلاثون",
            "es": "36º período de sesiones", "ru": "Тридцать шестая сессия", "zh": "第三十六届会议"},
    starts_on="2027-05-18", ends_on="2027-05-21", starts_time="", ends_time="", time_zone="Europe/Vienna", place="Vienna",
    mode="hybrid", status="published", agenda_stage="provisional", agenda_symbol="E/CN.15/2027/1",
    items=(SharedItem("1", "", {"en": "Election of officers"}, True), SharedItem("5", "", {"en": "World crime trends"}, True),
           SharedItem("6", "", {}, False)),
    sittings=(SharedSitting("1", "u-1", "2027-05-18T10:00", "2027-05-18T13:00", ("1",), True),
              SharedSitting("2", "u-2", "2027-05-18T15:00", "2027-05-18T18:00", ("5",), True)),
    form="invitation", state="issued", outcome="invite", priority=True, partial=True, clauses=("6(2)",), reasons=(),
    matches=({"item": "5", "topic": "ORG"},), conditions={"seats": 2, "prior_notification": True}, notes=(),
    reply_by="2027-04-26", short_notice=True, answer="NEEDS-ACTION", answer_comment="", sequence=1, stamp="", revision=1,
    changes=CHANGES, status_reason="The room is not free",
)  # fmt: skip
TOPICS = {"ORG": {"en": "organized crime", "fr": "criminalité organisée"}}


def person(language: str) -> SharedPerson:
    return SharedPerson(1, "Ana Silva", "Silva", "Ana", "Director", "head", "ana@interpol.example", language,
                        "America/Lima", (), "banner")  # fmt: skip


def written(purpose: str, language: str, *, personal: bool) -> tuple[Letter, str]:
    slot = None
    if purpose == "closed":
        slot = Slot("2", datetime(2027, 5, 18, 15), datetime(2027, 5, 18, 18), "Europe/Vienna")  # noqa: DTZ001
    one = letter(
        MEETING,
        purpose=purpose,
        language=language,
        number=1,
        sender=UN,
        recipient=INTERPOL,
        topic_names=TOPICS,
        dated=date(2027, 1, 11),
        answer_url="https://article6.example/answer/x/",
        changes=CHANGES if purpose in {"update", "notice"} else (),
        slot=slot,
        person=person(language) if personal else None,
    )
    folder = "person." if personal else ""
    return one, tidy(render_to_string(f"letters/{folder}{language}.txt", {"letter": one}))


def all_of(language: str) -> Iterator[str]:
    for purpose in OFFICIAL:
        yield f"===== {purpose}, to the office\n{written(purpose, language, personal=False)[1]}\n"
    for purpose in PERSONAL:
        yield f"===== {purpose}, to a person\n{written(purpose, language, personal=True)[1]}\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_are_those_that_were_read_by_eye(language: str) -> None:
    text = "\n".join(all_of(language))
    golden = GOLDEN / f"{language}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing_in_a_language(language: str) -> None:
    for table in (SUBJECTS, FIELDS, VALUES, CAPACITIES):
        assert table[language].keys() == table["en"].keys()
    reference = "A6/UN/E/CN.15/2027/1"
    for personal, purposes in ((False, OFFICIAL), (True, PERSONAL)):
        for purpose in purposes:
            text = written(purpose, language, personal=personal)[1]
            assert reference in text
            assert ("https://article6.example/answer/x/" in text) == (purpose in {"invite", "update", "nominate"})


def test_every_character_of_every_letter_has_a_glyph() -> None:
    files = [path for folder in font_folders() for path in folder.glob("*.?tf") if "Italic" not in path.name]
    known: set[int] = set()
    for path in files:
        with TTFont(path, lazy=True) as font:
            known |= set(font.getBestCmap())
    texts = "".join(text for language in LANGUAGES for text in all_of(language))
    assert {character for character in texts if ord(character) not in known and character != "\n"} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_on_paper_is_the_same_pdf_each_time(language: str) -> None:
    made = pdf([written("invite", language, personal=False)])
    assert made[:5] == b"%PDF-"
    assert made == pdf([written("invite", language, personal=False)])
