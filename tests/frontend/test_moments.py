"""Days as each language writes them."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from frontend import moments

DAYS = {
    "ar": ("17–21 أيار/مايو 2027", "30 أيار/مايو – 2 حزيران/يونيه 2027"),
    "en": ("17–21 May 2027", "30 May – 2 June 2027"),
    "es": ("17 a 21 de mayo de 2027", "30 de mayo a 2 de junio de 2027"),
    "fr": ("17–21 mai 2027", "30 mai – 2 juin 2027"),
    "ru": ("17–21 мая 2027 года", "30 мая – 2 июня 2027 года"),
    "zh-hans": ("2027年5月17日至21日", "2027年5月30日至6月2日"),
}


@pytest.mark.parametrize(("language", "expected"), DAYS.items())
def test_what_two_days_have_in_common_is_said_once(language: str, expected: tuple[str, str]) -> None:
    with override(language):
        found = (moments.days("2027-05-17", "2027-05-21"), moments.days("2027-05-30", "2027-06-02"))
        assert moments.days("2027-05-17", "2027-05-17") == moments.day("2027-05-17")
    assert found == expected


def test_two_years_are_both_named_and_two_days_are_joined_in_spanish() -> None:
    with override("zh-hans"):
        assert moments.days("2027-12-30", "2028-01-02") == "2027年12月30日至2028年1月2日"
    with override("es"):
        assert moments.days("2027-05-17", "2027-05-18") == "17 y 18 de mayo de 2027"


WALL = {
    "ar": "الاثنين، 17 أيار/مايو 2027، \u206610:00\u2069 بتوقيت فيينا (UTC+2)",
    "en": "Monday, 17 May 2027, \u206610:00 Vienna (UTC+2)\u2069",
    "es": "lunes, 17 de mayo de 2027, \u206610:00 hora de Viena (UTC+2)\u2069",
    "fr": "lundi 17 mai 2027, \u206610:00 heure de Vienne (UTC+2)\u2069",
    "ru": "понедельник, 17 мая 2027 года, \u206610:00 (Вена, UTC+2)\u2069",
    "zh-hans": "2027年5月17日星期一 \u206610:00 维也纳时间（UTC+2）\u2069",
}


@pytest.mark.parametrize(("language", "expected"), WALL.items())
def test_an_hour_names_whose_clock_it_is(language: str, expected: str) -> None:
    with override(language):
        assert moments.wall(datetime(2027, 5, 17, 8, tzinfo=UTC), "Europe/Vienna") == expected
