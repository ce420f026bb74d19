"""The facts of the worked cases, as an organiser would record them."""

TRENDS = {
    "number": "5",
    "title": {
        "en": "World crime trends and emerging issues and responses in the field of crime prevention and criminal "
        "justice",
        "fr": "Tendances de la criminalité dans le monde et nouvelles questions dans le domaine de la prévention "
        "du crime",
    },
}
OFFICERS = {"number": "1", "title": {"en": "Election of officers", "fr": "Élection du Bureau"}}
AGENDA = {"number": "2", "title": {"en": "Adoption of the agenda", "fr": "Adoption de l'ordre du jour"}}

CCPCJ_SESSION = {
    "id": "E/CN.15/2027",
    "host": "UN",
    "body": "CCPCJ",
    "kind": "session",
    "scope": "international",
    "title": {"en": "Thirty-sixth session", "fr": "Trente-sixième session"},
    "starts": "2027-05-17",
    "ends": "2027-05-21",
    "time_zone": "Europe/Vienna",
    "place": "Vienna",
    "mode": "in_person",
    "agenda": {"stage": "provisional", "symbol": "E/CN.15/2027/1", "items": [OFFICERS, AGENDA, TRENDS]},
}
CCPCJ_WITHOUT_AGENDA = {**CCPCJ_SESSION, "id": "E/CN.15/2027/R", "agenda": None}
PLENARY = {
    "id": "A/82/PV.1",
    "host": "UN",
    "body": "UNGA",
    "kind": "session",
    "title": {"en": "Opening of the eighty-second session"},
    "starts": "2027-09-14",
    "ends": "2027-09-14",
    "place": "New York",
    "agenda": {"items": [{"number": "1", "title": "Opening by the President"},
                         {"number": "2", "title": "Minute of silent prayer or meditation"}]},
}  # fmt: skip
SANCTIONS = {
    "id": "S/AC.51/2027/3",
    "host": "UN",
    "body": "SC-SANCTIONS",
    "kind": "meeting",
    "title": {"en": "Closed consultations"},
    "starts": "2027-03-02T10:00",
    "ends": "2027-03-02T13:00",
    "time_zone": "America/New_York",
    "agenda": {"items": [{"number": "1", "title": "Foreign terrorist fighters", "topics": ["TER"]}]},
}
INTERPOL_ASSEMBLY = {
    "id": "GA-2027-95",
    "host": "INTERPOL",
    "body": "ICPO-GA",
    "kind": "session",
    "title": {"en": "Ninety-fifth General Assembly"},
    "starts": "2027-11-22",
    "ends": "2027-11-25",
    "agenda": {"items": [{"number": "7", "title": "Transnational organized crime"}]},
}
EXECUTIVE = {**INTERPOL_ASSEMBLY, "id": "EC-2027-3", "body": "ICPO-EC", "title": {"en": "Executive Committee"}}
REGIONAL = {
    "id": "ERC-2027",
    "host": "INTERPOL",
    "body": "ICPO-ERC",
    "kind": "conference",
    "title": {"en": "European Regional Conference", "fr": "Conférence régionale européenne"},
    "starts": "2027-06-02T09:30",
    "ends": "2027-06-04T17:00",
    "time_zone": "Europe/Paris",
    "observers": "open",
    "agenda": {"items": [OFFICERS, {"number": "4", "title": {"en": "Tracing of illicit firearms",
                                                             "fr": "Traçage des armes à feu illicites"}}]},
}  # fmt: skip
MEDICINES = {
    "id": "WHO/2027/17",
    "host": "WHO",
    "kind": "conference",
    "scope": "international",
    "title": {"en": "Conference on falsified medicines"},
    "starts": "2027-10-04",
    "ends": "2027-10-06",
    "place": "Geneva",
    "involved": [{"party": "UN", "role": "co_sponsor"}],
    "agenda": {"items": [{"number": "2", "title": "Counterfeit medicines and illicit trade"}]},
}
TOGETHER = {
    "id": "CONF/2027/8",
    "host": "UN",
    "kind": "conference",
    "title": {"en": "Joint conference on cybercrime"},
    "starts": "2027-04-12",
    "ends": "2027-04-14",
    "involved": [{"party": "INTERPOL", "role": "co_organiser"}],
}
WORKSHOP = {
    "id": "AT/2027/1",
    "host": "Austria",
    "kind": "seminar",
    "scope": "international",
    "title": {"en": "Workshop"},
    "starts": "2027-02-08",
    "ends": "2027-02-09",
    "involved": [{"party": "UN", "role": "support"}],
    "agenda": {"items": [{"number": "1", "title": "Training of staff", "topics": ["PKO"]}]},
}
NOTICE = {"in_force": True, "terminated_notice": "2030-03-01"}
CRIME_CONFERENCE_2030 = {
    **CCPCJ_SESSION,
    "id": "A/CONF.300/1",
    "body": "CRIME-CONGRESS",
    "starts": "2030-09-15",
    "ends": "2030-09-19",
    "agreement": NOTICE,
}
ASSEMBLY_2030 = {**PLENARY, "id": "A/85/PV.1", "starts": "2030-09-17", "ends": "2030-09-17", "agreement": NOTICE}
ONE_SEAT = {**REGIONAL, "id": "ERC-2027-1", "observer_conditions": {"seats": 1}}
RESTRICTED = {
    **REGIONAL,
    "id": "ERC-2027-2",
    "agenda": {"items": [{"number": "4", "title": "Tracing of illicit firearms", "classification": "restricted"}]},
}
WITHOUT_MATTER = {**REGIONAL, "id": "ERC-2027-3", "agenda": {"items": [OFFICERS, AGENDA]}}

ALL = (
    CCPCJ_SESSION,
    CCPCJ_WITHOUT_AGENDA,
    PLENARY,
    SANCTIONS,
    INTERPOL_ASSEMBLY,
    EXECUTIVE,
    REGIONAL,
    MEDICINES,
    TOGETHER,
    WORKSHOP,
    CRIME_CONFERENCE_2030,
    ASSEMBLY_2030,
    ONE_SEAT,
    RESTRICTED,
    WITHOUT_MATTER,
)
