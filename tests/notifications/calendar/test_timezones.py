"""Every zone's VTIMEZONE gives the offsets of tzdata, in readers that are not ours."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import pytest
import vobject
from dateutil.tz import tzical
from icalendar import Calendar

from notifications.calendar.timezones import onsets, vtimezone

ZONES = sorted(
    zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix", "right", "SystemV"))
)
YEAR = 2027
AROUND = range(YEAR - 10, YEAR + 11)
RESTLESS = (
    "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "America/Asuncion", "America/Dawson_Creek",
    "America/Edmonton", "America/Godthab", "America/Havana", "America/Mexico_City", "America/Sao_Paulo",
    "America/Vancouver",
    "America/Winnipeg", "Asia/Amman", "Asia/Almaty", "Asia/Beirut", "Asia/Gaza", "Asia/Tehran", "Australia/Lord_Howe",
    "Europe/Dublin", "Europe/Volgograd", "Pacific/Apia", "Pacific/Fiji",
)  # fmt: skip
"""Those whose rules change within these years, or are unlike others."""


def wall_times(years: Iterable[int], months: Iterable[int]) -> list[datetime]:
    return [datetime(year, month, 16, 10) for year in years for month in months]  # noqa: DTZ001


def expected(zone: str, wall: datetime) -> timedelta | None:
    return wall.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def steady(zone: str, walls: list[datetime]) -> list[datetime]:
    """Those a day or more away from every change of the clocks: at one the readers may differ by their rounding."""
    changes = [onset.wall for onset in onsets(zone, walls[0].year, walls[-1].year)]
    return [wall for wall in walls if all(abs(change - wall) > timedelta(days=1) for change in changes)]


def of_three_readers(written: str, walls: list[datetime]) -> Iterator[tuple[datetime, set[timedelta | None]]]:
    """What vobject, icalendar and dateutil make of a VTIMEZONE at these wall times."""
    whole = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{written}END:VCALENDAR\r\n"
    [component] = Calendar.from_ical(whole).walk("VTIMEZONE")
    readers = [
        vobject.readOne(StringIO(whole)).vtimezone.gettzinfo(),
        component.to_tz(lookup_tzid=False),
        tzical(StringIO(whole)).get(),
    ]
    for wall in walls:
        yield wall, {wall.replace(tzinfo=reader).utcoffset() for reader in readers}


def test_there_are_all_the_zones() -> None:
    assert len(ZONES) > 312


@pytest.mark.parametrize("first", sorted({zone[0] for zone in ZONES}))
def test_an_event_of_next_year_is_at_its_hour_in_every_zone_and_reader(first: str) -> None:
    for zone in (zone for zone in ZONES if zone.startswith(first)):
        walls = steady(zone, wall_times([YEAR], (1, 2, 4, 7, 10)))
        for wall, offsets in of_three_readers(vtimezone(zone, YEAR, YEAR).decode(), walls):
            assert offsets == {expected(zone, wall)}, (zone, wall)


@pytest.mark.parametrize("zone", RESTLESS)
def test_ten_years_back_and_ahead_are_right_year_by_year_and_in_one_feed(zone: str) -> None:
    """Some years in an event of their own; every year in the window that a long feed needs."""
    for year in AROUND[::4]:
        walls = steady(zone, wall_times([year], (1, 4, 7, 11)))
        for wall, offsets in of_three_readers(vtimezone(zone, year, year).decode(), walls):
            assert offsets == {expected(zone, wall)}, (zone, wall)
    walls = steady(zone, wall_times(AROUND, (1, 7)))
    for wall, offsets in of_three_readers(vtimezone(zone, AROUND[0], AROUND[-1]).decode(), walls):
        assert offsets == {expected(zone, wall)}, (zone, wall)


def test_rules_stand_as_one_rrule_for_each_observance() -> None:
    for zone in ("Europe/Paris", "America/New_York", "Australia/Lord_Howe"):
        lines = vtimezone(zone, YEAR, YEAR).decode().split("\r\n")
        rules = [line for line in lines if line.startswith("RRULE")]
        assert (len(rules), "RDATE" in " ".join(lines), all("BYDAY=" in rule for rule in rules)) == (2, False, True)
