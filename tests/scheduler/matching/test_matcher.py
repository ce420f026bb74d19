"""What concerns the guest, with the words that say so."""

import unicodedata

import pytest

from backend.domain.parties import Party
from scheduler.matching import (
    Evidence,
    Matcher,
    Subject,
    TopicMatch,
    Verdict,
    is_crime_prevention,
    language_guessed,
)

TO_INTERPOL = Matcher(Party.INTERPOL)
TO_UN = Matcher(Party.UN)


def verdict(title: str, language: str = "en", **context: str) -> str:
    return TO_INTERPOL.match(Subject(title, language, **context)).relevant


def test_the_item_s_own_words_decide_and_are_cited_as_they_stand() -> None:
    assert TO_INTERPOL.match(Subject("Report on trafficking in persons")) == Verdict(
        "yes", (TopicMatch("THB", 0.95, (Evidence("title", "en", "trafficking in persons", 10, 32),)),), "own_words"
    )


def test_a_bare_item_counts_where_its_meeting_is_about_such_a_matter() -> None:
    subject = Subject("Technical assistance", "en", None, "Conférence des États parties contre la corruption")
    assert TO_INTERPOL.match(subject) == Verdict(
        "yes", (TopicMatch("COR", 0.75, (Evidence("meeting_title", "fr", "corruption", 39, 49),)),), "context"
    )


def test_a_bare_item_of_a_general_body_is_nothing() -> None:
    assert verdict("Technical assistance", meeting_title="General Assembly, first session", body="UNGA") == "no"


def test_the_parent_item_is_context_too() -> None:
    found = TO_INTERPOL.match(Subject("Report of the Secretary-General", parent="International drug control"))
    assert (found.relevant, found.topics[0].evidence[0].field) == ("yes", "parent")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Adoption of the agenda and other organizational matters"),
        ("en", "Election of members of the International Narcotics Control Board"),
        ("fr", "Adoption de l’ordre du jour et autres questions d’organisation"),
        ("fr", "ÉLECTION DU BUREAU"),
        ("es", "Aprobación del programa y otras cuestiones de organización"),
        ("ru", "Утверждение повестки дня и другие организационные вопросы"),
        ("zh", "选举主席团成员"),
        ("ar", "انتخاب أعضاء المكتب"),
        ("en", "Verification of powers"),
        ("en", "Scale of subscriptions"),
        ("fr", "Approbation du compte rendu de la réunion précédente"),
        ("fr", "Tirage au sort"),
        ("es", "Verificación de poderes"),
        ("ru", "Гласность заседаний"),
        ("zh", "合影"),
        ("ar", "التحقق من التفويضات"),
    ],
)
def test_formal_items_never_match_whatever_the_body(language: str, title: str) -> None:
    subject = Subject(title, language, None, "Commission on Crime Prevention and Criminal Justice", "CCPCJ")
    assert TO_INTERPOL.match(subject) == Verdict("no", (), "formal")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Air traffic management"),
        ("en", "Prevention of an arms race in outer space"),
        ("en", "Rights of persons belonging to minorities"),
        ("en", "Access to essential drugs"),
        ("en", "Administration of justice at the United Nations"),
        ("en", "Report of the International Tribunal for the Law of the Sea"),
        ("en", "National accounts"),
        ("fr", "État des traités multilatéraux"),
        ("fr", "Forces armées et budgets"),
        ("fr", "Trafic routier"),
        ("es", "Derecho de los tratados"),
        ("ru", "Всеобщее и полное разоружение"),
        ("zh", "全面彻底裁军"),
        ("ar", "نزع السلاح العام الكامل"),
    ],
)
def test_words_that_mislead_are_guarded(language: str, title: str) -> None:
    assert verdict(title, language) == "no"


@pytest.mark.parametrize(
    ("language", "title", "topic"),
    [
        ("en", "ILLICIT TRADE IN SMALL ARMS", "FAR"),
        ("fr", "LUTTE CONTRE LA CRIMINALITE ORGANISEE", "ORG"),
        ("fr", "Vols d’œuvres d’art", "CUL"),
        ("fr", "Traite des êtres humains", "THB"),
        ("es", "Blanqueo de dinero y corrupción", "FIN"),
        ("ru", "О борьбе с терроризмом", "TER"),
        ("zh", "打击跨国有组织犯罪", "ORG"),
        ("ar", "ومكافحة الفساد", "COR"),
    ],
)
def test_inflection_capitals_and_clitics_are_seen_through(language: str, title: str, topic: str) -> None:
    found = TO_INTERPOL.match(Subject(title, language))
    assert (found.relevant, topic in [match.topic for match in found.topics]) == ("yes", True)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Drug trafficking and recommendations of subsidiary organs"),
        ("fr", "Trafic de drogues et recommandations des organes subsidiaires"),
        ("es", "Tráfico de drogas y recomendaciones de los órganos subsidiarios"),
        ("ar", "الاتجار بالمخدرات وجهود الدول الأعضاء"),
    ],
)
def test_a_term_does_not_reach_over_others_for_a_guarded_word(language: str, title: str) -> None:
    assert [one.topic for one in TO_INTERPOL.match(Subject(title, language)).topics] == ["DRG"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_evidence_is_cut_from_the_text_as_given_in_either_form(form: str) -> None:
    title = unicodedata.normalize(form, "Été : criminalité organisée")
    (match,) = TO_INTERPOL.match(Subject(title, "fr")).topics
    (evidence,) = match.evidence
    assert unicodedata.normalize("NFC", evidence.text) == "criminalité organisée"
    assert title[evidence.start : evidence.end] == evidence.text


def test_arabic_evidence_keeps_its_vowels_and_tatweel() -> None:
    title = "الاتجـــار بالأسْلِحَة"
    (match,) = TO_INTERPOL.match(Subject(title, "ar")).topics
    assert (match.topic, match.evidence[0].text) == ("FAR", title)


def test_the_language_of_a_text_is_guessed_where_nobody_states_it() -> None:
    titles = [
        "Trafic de drogues",
        "Tráfico de drogas y delincuencia",
        "Drug trafficking",
        "Терроризм",
        "毒品",
        "الإرهاب",
    ]
    assert [language_guessed(title, likely="en") for title in titles] == ["fr", "es", "en", "ru", "zh", "ar"]


def test_umbrella_titles_ask_a_person() -> None:
    found = TO_INTERPOL.match(Subject("Oceans and the law of the sea"))
    assert (found.relevant, found.reason, found.topics[0].confidence) == ("borderline", "umbrella", 0.4)


def test_police_tools_without_a_crime_ask_a_person_unless_the_meeting_decides() -> None:
    alone = TO_UN.match(Subject("Sharing of fingerprint data", "en", None, "INTERPOL symposium on fingerprints"))
    decided = TO_UN.match(Subject("Sharing of fingerprint data", "en", None, "INTERPOL wildlife crime working group"))
    assert (alone.relevant, alone.reason, decided.relevant) == ("borderline", "tool", "yes")


def test_interpol_s_own_name_says_nothing_of_its_own_meetings() -> None:
    subject = Subject(
        "Observations from the regions", "en", None, "International Criminal Police Organization, session"
    )
    assert (TO_UN.match(subject).relevant, TO_INTERPOL.match(subject).relevant) == ("no", "yes")


def test_drugs_as_medicine_are_nothing_and_their_diversion_a_question() -> None:
    licit = "Availability of narcotic drugs for medical and scientific purposes"
    assert (verdict(licit), verdict(licit + " while preventing their diversion")) == ("no", "borderline")


def test_what_is_not_of_interest_to_the_party_is_not_found() -> None:
    assert Matcher(Party.INTERPOL, ["DRG"]).match(Subject("Trafficking in persons")).relevant == "no"


def test_a_meeting_s_own_title_tells_whether_it_is_about_crime_prevention() -> None:
    titles = {
        "en": "Congress on Crime Prevention",
        "fr": "Congrès pour la justice pénale",
        "es": "Congreso sobre Prevención del Delito",
        "ru": "Конгресс по предупреждению преступности",
        "zh": "预防犯罪大会",
        "ar": "مؤتمر منع الجريمة",
    }
    assert [is_crime_prevention(title, language) for language, title in titles.items()] == [True] * 6
    assert not is_crime_prevention("Conference on trafficking in persons", "en")


@pytest.mark.parametrize(
    ("title", "relevant"),
    [
        ("Publicity of the meetings", "no"),
        ("Changes in the membership of the Commission", "no"),
        ("Drawing of lots", "no"),
        ("Family photograph", "no"),
        ("Situation in the Far East", "yes"),
    ],
)
def test_how_a_body_sits_says_nothing_of_its_matter(title: str, relevant: str) -> None:
    subject = Subject(title, "en", None, "Commission on Narcotic Drugs, first session")
    assert TO_INTERPOL.match(subject).relevant == relevant


@pytest.mark.parametrize("title", ["Motor vehicles", "Ivory", "Passports", "Women in policing"])
def test_what_the_police_deal_with_means_its_crime_where_they_meet(title: str) -> None:
    police = TO_UN.match(Subject(title, "en", None, "ICPO-INTERPOL General Assembly, fifth session"))
    others = TO_INTERPOL.match(Subject(title, "en", None, "Meeting on standards, fifth session"))
    assert (police.relevant, others.relevant == "yes") == ("yes", title.startswith("Women"))


def test_the_secretariat_of_a_police_organisation_is_formal() -> None:
    subject = Subject("Establishment of a permanent ASEANAPOL secretariat", "en")
    assert TO_INTERPOL.match(subject).reason == "formal"


def test_the_arms_trade_treaty_asks_a_person_except_for_diversion() -> None:
    treaty = "Conference of States Parties to the Arms Trade Treaty"
    titles = ("Universalization of the Treaty", "Treaty implementation", "Diversion")
    found = [TO_INTERPOL.match(Subject(title, "en", None, treaty)).relevant for title in titles]
    assert found == ["no", "borderline", "yes"]


@pytest.mark.parametrize(
    "title",
    [
        "Gaps in the monitoring of controlled substances under the Montreal Protocol",
        "Safeguards agreements and additional protocols",
        "Protection from sexual exploitation and abuse",
    ],
)
def test_words_that_other_fields_use_too_decide_nothing_alone(title: str) -> None:
    assert TO_INTERPOL.match(Subject(title, "en")).relevant != "yes"


@pytest.mark.parametrize(
    ("title", "relevant"),
    [
        ("Preparations for the special session against corruption", "yes"),
        ("Establishment of a working group on firearms", "yes"),
        ("Composition of the Commission on Narcotic Drugs", "no"),
        ("Preparations for the special session", "no"),
    ],
)
def test_what_a_session_or_group_is_about_counts_unless_it_is_a_body_s_name(title: str, relevant: str) -> None:
    assert TO_INTERPOL.match(Subject(title, "en")).relevant == relevant


@pytest.mark.parametrize(
    "title", ["Visiting missions", "Rotation of officers", "Registration of manufacturers", "Records of transactions"]
)
def test_a_formal_word_alone_does_not_swallow_the_work_of_a_body(title: str) -> None:
    subject = Subject(title, "en", None, "Commission on Narcotic Drugs, first session")
    assert TO_INTERPOL.match(subject).relevant == "yes"
