"""What is recorded comes out as it went in: through the rows and back, and into the same decision."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from django_scopes import scope

from backend.interchange.format import parse_meeting
from backend.interchange.rows import MissingZone, record_of
from backend.interchange.services import keep_meeting
from backend.organisations.register import load_register
from backend.organisations.services import load_register_rows
from scheduler.evaluation import evaluate
from tests.scheduler import worked_cases
from tests.scheduler.deciding import MATCHING, OTHER, agenda, elsewhere, meeting

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 5, tzinfo=UTC)
FULL = meeting(
    title={"en": "Annual session", "fr": "Session annuelle", "ar": "الدورة السنوية"},
    starts="2026-05-18T10:00",
    ends="2026-05-22T18:00",
    time_zone="America/New_York",
    place="New York",
    mode="hybrid",
    observers="undecided",
    observer_conditions={"seats": 2, "prior_notification": True},
    crime_prevention=False,
    status="draft",
    involved=[{"party": "WHO", "role": "support"}, {"party": "INTERPOL", "role": "speaker"}],
    agenda=agenda(
        MATCHING | {"observers": "closed", "classification": "restricted"},
        OTHER | {"parent": "5"},
        stage="provisional",
        symbol="E/CN.6/2026/1",
        issued="2026-04-06",
    ),
    sittings=[{"id": "1", "starts": "2026-05-18T10:00", "ends": "2026-05-18T13:00", "items": ["5"], "private": True},
              {"id": "2", "starts": "2026-05-19", "ends": "2026-05-20"}],
    decisions=[
        {"symbol": "D/1", "effect": "admit", "scope": "item:5", "guest": "INTERPOL", "from": "2026-01-01",
         "until": "2026-12-31"},
        {"symbol": "D/2", "effect": "condition", "conditions": {"seats": 1}},
    ],
    agreement={"in_force": True, "terminated_notice": "2030-03-01"},
)  # fmt: skip


@pytest.mark.parametrize("data", [*worked_cases.ALL, FULL, elsewhere(involved=None)], ids=lambda data: data["id"])
def test_a_meeting_comes_out_of_its_rows_as_it_went_in(data: Mapping[str, object]) -> None:
    load_register_rows()
    stated = parse_meeting(data)
    kept = keep_meeting(data, by="organiser", now=NOW)
    with scope(party=kept.meeting.owner):
        found = record_of(kept.meeting)
    assert found.model_copy(update={"time_zone": stated.time_zone}) == stated
    assert found.time_zone == (stated.time_zone or found.time_zone)


def test_the_decision_on_the_rows_is_the_decision_on_the_file() -> None:
    load_register_rows()
    kept = keep_meeting(FULL, by="organiser", now=NOW)
    with scope(party="UN"):
        found = record_of(kept.meeting)
    assert evaluate(found, load_register()) == evaluate(parse_meeting(FULL), load_register())


def test_hours_without_a_zone_take_that_of_the_place_or_the_body_and_are_refused_where_nobody_knows() -> None:
    load_register_rows()
    hours = {"starts": "2026-05-18T10:00", "ends": "2026-05-18T18:00"}
    placed = keep_meeting(meeting(id="a", place="Genève", **hours), by="organiser", now=NOW).meeting
    seated = keep_meeting(meeting(id="b", body="CND", **hours), by="organiser", now=NOW).meeting
    assert [placed.time_zone, seated.time_zone] == ["Europe/Zurich", "Europe/Vienna"]
    with pytest.raises(MissingZone):
        keep_meeting(meeting(id="c", body=None, **hours), by="organiser", now=NOW)
