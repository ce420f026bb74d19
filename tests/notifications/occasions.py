"""The meetings that the mails of `correspondence` are about: what an organiser keeps, worded in the six languages."""

from typing import Any

Occasion = dict[str, Any]
"""A meeting in the interchange format."""

CRIME_TRENDS: Occasion = {
    "number": "5",
    "title": {
        "ar": "اتجاهات الجريمة على الصعيد العالمي",
        "en": "World crime trends",
        "es": "Tendencias de la delincuencia en el mundo",
        "fr": "Tendances de la criminalité dans le monde",
        "ru": "Тенденции в области преступности в мире",
        "zh": "世界犯罪趋势",
    },
}
TRACING: Occasion = {
    "number": "1",
    "title": {
        "ar": "تعقب الأسلحة النارية",
        "en": "Tracing of firearms",
        "es": "Localización de armas de fuego",
        "fr": "Traçage des armes à feu",
        "ru": "Отслеживание огнестрельного оружия",
        "zh": "追查枪支",
    },
}
TRAFFICKING: Occasion = {
    "number": "2",
    "title": {
        "ar": "الاتجار بالأشخاص",
        "en": "Trafficking in persons",
        "es": "Trata de personas",
        "fr": "Traite des personnes",
        "ru": "Торговля людьми",
        "zh": "贩运人口",
    },
}
TERRORISM: Occasion = {
    "number": "1",
    "title": {
        "ar": "مكافحة الإرهاب",
        "en": "Countering terrorism",
        "es": "Lucha contra el terrorismo",
        "fr": "Lutte contre le terrorisme",
        "ru": "Борьба с терроризмом",
        "zh": "反恐",
    },
}
INFORMATION: Occasion = {
    "number": "3",
    "title": {
        "ar": "أمن المعلومات",
        "en": "Information security",
        "es": "Seguridad de la información",
        "fr": "Sécurité de l'information",
        "ru": "Информационная безопасность",
        "zh": "信息安全",
    },
}
SESSION: Occasion = {
    "id": "E/CN.15/2027",
    "host": "UN",
    "body": "CCPCJ",
    "kind": "session",
    "title": {
        "ar": "الدورة السادسة والثلاثون",
        "en": "Thirty-sixth session",
        "es": "36º período de sesiones",
        "fr": "Trente-sixième session",
        "ru": "Тридцать шестая сессия",
        "zh": "第三十六届会议",
    },
    "starts": "2027-05-17",
    "ends": "2027-05-21",
    "time_zone": "Europe/Vienna",
    "place": "Vienna",
    "agenda": {"symbol": "E/CN.15/2027/1", "items": [CRIME_TRENDS]},
    "sittings": [
        {"id": "1", "starts": "2027-05-17T10:00", "ends": "2027-05-17T13:00", "items": []},
        {"id": "2", "starts": "2027-05-17T15:00", "ends": "2027-05-17T18:00", "items": ["5"]},
    ],
}
MOVED = SESSION | {
    "sittings": [
        SESSION["sittings"][0],
        {"id": "2", "starts": "2027-05-18T15:00", "ends": "2027-05-18T18:00", "items": ["5"]},
    ]
}
PLACED = MOVED | {"place": "Vienna, M1"}
CLOSED = PLACED | {"sittings": [SESSION["sittings"][0] | {"private": True}, MOVED["sittings"][1]]}
RECONVENED = CLOSED | {
    "starts": "2027-06-14",
    "ends": "2027-06-18",
    "sittings": [
        {"id": "1", "starts": "2027-06-14T10:00", "ends": "2027-06-14T13:00", "items": [], "private": True},
        {"id": "2", "starts": "2027-06-15T15:00", "ends": "2027-06-15T18:00", "items": ["5"]},
    ],
}
SYMPOSIUM: Occasion = {
    "id": "SYMP-2027",
    "host": "INTERPOL",
    "body": "ICPO-SYMP",
    "kind": "conference",
    "title": {
        "ar": "ندوة بشأن الأسلحة النارية",
        "en": "Symposium on firearms",
        "es": "Simposio sobre armas de fuego",
        "fr": "Symposium sur les armes à feu",
        "ru": "Симпозиум по огнестрельному оружию",
        "zh": "枪支问题专题讨论会",
    },
    "starts": "2027-06-02T09:30",
    "ends": "2027-06-02T17:00",
    "time_zone": "Europe/Paris",
    "place": "Lyon",
    "agenda": {"items": [TRACING]},
}
WIDENED = SYMPOSIUM | {"agenda": {"items": [TRACING, TRAFFICKING]}}
PANEL = SYMPOSIUM | {
    "id": "PANEL-2027",
    "host": "UN",
    "body": "CCPCJ",
    "starts": "2027-02-02",
    "ends": "2027-02-03",
    "time_zone": "America/New_York",
    "place": "New York",
    "observers": "open",
    "observer_conditions": {
        "seats": 2,
        "public_part_only": True,
        "prior_notification": True,
        "prior_registration": True,
    },
    "agenda": {"items": [TRACING, INFORMATION | {"observers": "closed"}]},
}
PANEL_IN_VIENNA = PANEL | {"time_zone": "Europe/Vienna", "place": "Vienna"}
ASSEMBLY: Occasion = {
    "id": "A/82",
    "host": "UN",
    "body": "UNGA",
    "kind": "session",
    "title": {
        "ar": "الدورة الثانية والثمانون",
        "en": "Eighty-second session",
        "es": "Octogésimo segundo período de sesiones",
        "fr": "Quatre-vingt-deuxième session",
        "ru": "Восемьдесят вторая сессия",
        "zh": "第八十二届会议",
    },
    "starts": "2027-09-14",
    "ends": "2027-12-17",
    "time_zone": "America/New_York",
    "place": "New York",
}
TOGETHER = SYMPOSIUM | {"id": "JOINT-2027", "involved": [{"party": "UN", "role": "co_organiser"}]}
TOGETHER_LATER = TOGETHER | {"starts": "2027-06-03T09:30", "ends": "2027-06-03T17:00"}
COUNCIL: Occasion = {
    "id": "E/2027",
    "host": "UN",
    "body": "ECOSOC",
    "kind": "session",
    "title": {
        "ar": "دورة عام 2027",
        "en": "2027 session",
        "es": "Período de sesiones de 2027",
        "fr": "Session de 2027",
        "ru": "Сессия 2027 года",
        "zh": "2027年届会",
    },
    "starts": "2027-07-05",
    "ends": "2027-07-09",
}
FORUM = COUNCIL | {"id": "E/2027/FORUM", "agenda": {"items": [INFORMATION]}}
COMMITTEE = COUNCIL | {"id": "S/2027", "body": "CTC", "agenda": {"items": [TERRORISM]}}
REASONS = {
    "ar": "إضراب في قطاع النقل",
    "en": "Transport strike",
    "es": "Huelga de transportes",
    "fr": "Grève des transports",
    "ru": "Забастовка на транспорте",
    "zh": "交通运输罢工",
}
"""Why a meeting is moved or an invitation taken back, in the words of whoever does it."""
