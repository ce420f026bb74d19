"""The shipped register: names as people write them, dates, and what is assumed."""

import pytest

from backend.domain.parties import Party
from backend.organisations.register import load_register
from backend.organisations.selectors import body_named
from backend.organisations.services import load_register_rows


@pytest.mark.parametrize(
    ("text", "organisation", "code"),
    [
        ("CCPCJ", "UN", "CCPCJ"),
        ("ccpcj", "UN", "CCPCJ"),
        ("The Commission on Crime Prevention and Criminal Justice (CCPCJ)", "UN", "CCPCJ"),
        ("Commission pour la prevention du crime et la justice penale", "UN", "CCPCJ"),
        ("United Nations Commission on Crime Prevention and Criminal Justice", "UN", "CCPCJ"),
        ("Commission on Narcotic Drugs, sixty-ninth session", "UN", "CND"),
        ("Sixty-ninth session of the Commission on Narcotic Drugs", "UN", "CND"),
        ("General Assembly, Third Committee", "UN", "UNGA-C3"),
        ("Third Committee of the General Assembly", "UN", "UNGA-C3"),
        ("Troisième Commission de l'Assemblée générale", "UN", "UNGA-C3"),
        ("Sixth Committee (Legal)", "UN", "UNGA-C6"),
        ("Security Council, 9000th meeting", "UN", "SC"),
        ("Conference of the Parties to the Convention against Transnational Organised Crime", "UN", "UNTOC-COP"),
        ("General Assembly", "UN", "UNGA"),
        ("General Assembly", "INTERPOL", "ICPO-GA"),
        ("94th session of the INTERPOL General Assembly", "INTERPOL", "ICPO-GA"),
        ("Comité exécutif d’INTERPOL", "INTERPOL", "ICPO-EC"),
        ("  european   regional conference ", "INTERPOL", "ICPO-ERC"),
    ],
)
def test_a_body_is_found_by_code_name_or_alias_in_either_language(text: str, organisation: str, code: str) -> None:
    body = load_register().body_named(text, organisation)
    assert body is not None
    assert body.code == code


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("General Assembly", "WHO"),
        ("CCPCJ", "INTERPOL"),
        ("Working Group on Firearms, General Assembly", "UN"),
        ("Committee on Unheard-of Things", "UN"),
        ("", "UN"),
        (None, "UN"),
    ],
)
def test_a_body_of_another_organisation_or_of_nobody_is_not_found(text: str | None, organisation: str) -> None:
    assert load_register().body_named(text, organisation) is None


@pytest.mark.django_db
def test_the_rows_find_bodies_by_the_same_names_as_the_files() -> None:
    load_register_rows()
    for text, organisation in (("General Assembly", "INTERPOL"), ("Third Committee of the General Assembly", "UN")):
        row, entry = body_named(text, organisation), load_register().body_named(text, organisation)
        assert row is not None
        assert entry is not None
        assert row.code == entry.code
    assert body_named("CCPCJ", "INTERPOL") is None


def test_every_body_says_where_its_rule_stands_and_how_sure_that_is() -> None:
    for body in load_register().bodies.values():
        for policy in body.policies:
            assert policy.source
            assert policy.confidence in {"sourced", "assumed"}


def test_each_party_has_interests_and_competences_of_its_own() -> None:
    register = load_register()
    for party in Party:
        assert register.competence(party) < register.interests(party)
    assert register.competence(Party.UN) != register.competence(Party.INTERPOL)
