"""When somebody is reminded of an open question."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.reminders import Reminder, Step, due_step, ladder, working_days_before

FRIDAY = date(2027, 4, 2)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1))


def test_the_ladder_counts_working_days() -> None:
    assert ladder(FRIDAY, opened=date(2027, 1, 4)) == (
        Reminder(Step.FIRST, date(2027, 3, 19)),
        Reminder(Step.SECOND, date(2027, 3, 26)),
        Reminder(Step.LAST, date(2027, 4, 1)),
        Reminder(Step.OVERDUE, date(2027, 4, 5)),
    )


def test_a_holiday_of_the_seat_is_no_working_day() -> None:
    assert working_days_before(FRIDAY, 1, holidays={date(2027, 4, 1)}) == date(2027, 3, 31)


def test_a_task_opened_late_is_not_reminded_of_rungs_that_had_passed() -> None:
    assert [rung.step for rung in ladder(FRIDAY, opened=date(2027, 3, 30))] == [Step.LAST, Step.OVERDUE]


def test_nobody_is_reminded_before_the_first_rung() -> None:
    assert due_step(FRIDAY, opened=date(2027, 1, 4), today=date(2027, 3, 18)) is None


def test_the_weekend_after_the_due_date_is_not_overdue_yet() -> None:
    opened = date(2027, 1, 4)
    assert [due_step(FRIDAY, opened=opened, today=FRIDAY + timedelta(days=n)) for n in (0, 2, 3)] == [
        Step.LAST,
        Step.LAST,
        Step.OVERDUE,
    ]


@given(days, st.integers(min_value=1, max_value=30))
def test_a_working_day_before_is_earlier_and_no_weekend(day: date, count: int) -> None:
    found = working_days_before(day, count)
    assert found < day
    assert found.weekday() < 5
