"""Cities, clocks, days and paragraphs as each language writes them."""

from datetime import date, datetime

from backend.domain.languages import LANGUAGES
from backend.domain.written import date_words
from notifications.letters.citing import paragraphs
from notifications.letters.dates import zone_words
from notifications.letters.places import place_words


def test_a_place_has_its_citys_name_in_the_language_and_its_room_as_it_is() -> None:
    assert [place_words("Vienna, M1", language) for language in LANGUAGES] == [
        "فيينا، M1", "Vienna, M1", "Viena, M1", "Vienne, M1", "Вена, M1", "维也纳，M1",
    ]  # fmt: skip
    assert [place_words("Geneva", language) for language in LANGUAGES] == [
        "جنيف", "Geneva", "Ginebra", "Genève", "Женева", "日内瓦",
    ]  # fmt: skip
    assert [place_words("New York", language) for language in LANGUAGES] == [
        "نيويورك", "New York", "Nueva York", "New York", "Нью-Йорк", "纽约",
    ]  # fmt: skip


def test_a_place_that_is_not_known_stays_as_it_was_given() -> None:
    assert {place_words("Room XVII, Palais", language) for language in LANGUAGES} == {"Room XVII, Palais"}
    assert place_words("", "zh") == ""


def test_a_clock_is_that_of_a_city_in_the_language() -> None:
    wall = datetime(2027, 1, 11, 9)  # noqa: DTZ001 - a wall time
    assert [zone_words("Africa/Addis_Ababa", wall, language) for language in LANGUAGES] == [
        "بتوقيت أديس أبابا (UTC+03:00)", "Addis Ababa (UTC+03:00)", "hora de Adís Abeba (UTC+03:00)",
        "heure d'Addis-Abeba (UTC+03:00)", "(Аддис-Абеба, UTC+03:00)", "亚的斯亚贝巴时间（UTC+03:00）",
    ]  # fmt: skip
    assert [zone_words("Europe/Kyiv", wall, language) for language in ("en", "ru")] == [
        "Kyiv (UTC+02:00)",
        "(Киев, UTC+02:00)",
    ]
    assert {zone_words("UTC", wall, language) for language in LANGUAGES} == {"UTC"}


def test_days_are_written_as_in_documents_of_the_united_nations() -> None:
    assert [date_words(date(2027, 7, 8), language) for language in LANGUAGES] == [
        "8 تموز/يوليه 2027", "8 July 2027", "8 de julio de 2027", "8 juillet 2027", "8 июля 2027 года", "2027年7月8日",
    ]  # fmt: skip


def test_paragraphs_are_cited_one_or_several() -> None:
    assert [paragraphs(("6(2)",), language) for language in LANGUAGES] == [
        "للفقرة 2 من المادة 6", "Article 6 (2)", "el párrafo 2 del artículo 6", "au paragraphe 2 de l'article 6",
        "пунктом 2 статьи 6", "第六条第二款",
    ]  # fmt: skip
    assert [paragraphs(("6(2)", "6(1)"), language) for language in LANGUAGES] == [
        "للفقرتين 1 و 2 من المادة 6", "Article 6 (1) and (2)", "los párrafos 1 y 2 del artículo 6",
        "aux paragraphes 1 et 2 de l'article 6", "пунктами 1 и 2 статьи 6", "第六条第一款和第二款",
    ]  # fmt: skip
    assert paragraphs((), "en") == ""
