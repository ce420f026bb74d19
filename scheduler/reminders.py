"""Which reminder of an open task is due when. Days are working days of the addressee's seat. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Step(StrEnum):
    """A rung of the ladder."""

    FIRST = "first"
    SECOND = "second"
    LAST = "last"
    OVERDUE = "overdue"


LADDER = ((Step.FIRST, 10), (Step.SECOND, 5), (Step.LAST, 1), (Step.OVERDUE, -1))
"""Working days before the due date; a task is overdue from the first working day after it."""

WEEKEND = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class Reminder:
    """One rung and the day on which it is due."""

    step: Step
    on: date


def working_days_before(day: date, count: int, *, holidays: Collection[date] = ()) -> date:
    """The day that lies `count` working days before `day`; a negative count looks forward."""
    step = timedelta(days=-1 if count > 0 else 1)
    left = abs(count)
    while left:
        day += step
        if day.weekday() not in WEEKEND and day not in holidays:
            left -= 1
    return day


def ladder(due: date, *, opened: date, holidays: Collection[date] = ()) -> tuple[Reminder, ...]:
    """The reminders of a task opened on `opened`, earliest first; rungs that lay before the opening are left out."""
    rungs = (Reminder(step, working_days_before(due, days, holidays=holidays)) for step, days in LADDER)
    return tuple(rung for rung in rungs if rung.on > opened or rung.step is Step.OVERDUE)


def due_step(due: date, *, opened: date, today: date, holidays: Collection[date] = ()) -> Step | None:
    """The highest rung reached today, or None where nobody has to be reminded yet."""
    reached = [rung.step for rung in ladder(due, opened=opened, holidays=holidays) if rung.on <= today]
    return reached[-1] if reached else None
