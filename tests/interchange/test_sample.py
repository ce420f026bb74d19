"""Sample meetings: like the real ones, no two decided alike, in the coming months whenever they are loaded."""

from datetime import date, datetime, timedelta

import pytest
from django_scopes import scopes_disabled

from backend.domain.parties import Party
from backend.interchange.format import parse_meeting
from backend.interchange.sample import load_sample, sample_meetings
from backend.meetings.models import Meeting
from backend.organisations.register import load_register
from backend.organisations.services import load_register_rows
from scheduler.evaluation import evaluate
from scheduler.matching import Matcher

OUTCOMES = {"invite", "standing", "hold", "consult", "best_effort", "co_host", "not_required"}


def day(moment: object) -> date:
    assert isinstance(moment, date)
    return moment.date() if isinstance(moment, datetime) else moment


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2027, 2, 28), date(2031, 7, 1)])
def test_their_dates_lie_in_the_coming_months_however_late_it_is(today: date) -> None:
    opened = [day(meeting["starts"]) - today for meeting in sample_meetings(today)]
    assert (min(opened) > timedelta(weeks=8), max(opened) < timedelta(weeks=32)) == (True, True)


def test_they_show_every_outcome_in_both_directions() -> None:
    records = [parse_meeting(meeting) for meeting in sample_meetings(date(2026, 11, 24))]
    decided = [one for record in records for one in evaluate(record, load_register(), matcher=Matcher)]
    assert {one["outcome"] for one in decided} == OUTCOMES
    assert {(one["host"], one["outcome"]) for one in decided} > {("UN", "invite"), ("INTERPOL", "invite")}
    assert any(one["priority"] for one in decided)
    assert any(one["partial"] for one in decided)
    assert {record.status for record in records} == {"published", "draft", "postponed", "cancelled"}
    assert all({"en", "fr"} <= record.title.keys() for record in records)
    assert Party.UN in {record.host for record in records}
    assert 12 <= len(records) <= 20


@pytest.mark.django_db
def test_loading_them_twice_adds_nothing() -> None:
    load_register_rows()
    assert (load_sample(), load_sample()) == (17, 0)
    with scopes_disabled():
        assert set(Meeting.objects.values_list("sample", flat=True)) == {True}
