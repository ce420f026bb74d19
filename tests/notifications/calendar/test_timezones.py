"""Every zone's VTIMEZONE gives the offsets of tzdata, in readers that are not ours."""

from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import pytest
import vobject
from icalendar import Calendar

from notifications.calendar.timezones import onsets, vtimezone

ZONES = sorted(
    zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix", "right", "SystemV"))
)
YEAR = 2027
MOMENTS = [datetime(YEAR, month, day, 10) for month in range(1, 13) for day in (16,)]  # noqa: DTZ001 - wall times


def expected(zone: str, wall: datetime) -> timedelta | None:
    return wall.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def steady(zone: str) -> list[datetime]:
    """Moments a day or more away from every change of the clocks: at one the readers may differ by their rounding."""
    changes = [onset.wall for onset in onsets(zone, YEAR, YEAR)]
    return [wall for wall in MOMENTS if all(abs(change - wall) > timedelta(days=1) for change in changes)]


def test_there_are_all_the_zones() -> None:
    assert len(ZONES) > 312


@pytest.mark.parametrize("first", sorted({zone[0] for zone in ZONES}))
def test_the_offsets_of_every_zone_are_those_of_tzdata_in_two_readers(first: str) -> None:
    for zone in (zone for zone in ZONES if zone.startswith(first)):
        written = vtimezone(zone, YEAR, YEAR).decode()
        whole = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{written}END:VCALENDAR\r\n"
        theirs = vobject.readOne(StringIO(whole)).vtimezone.gettzinfo()
        [other] = Calendar.from_ical(whole).walk("VTIMEZONE")
        second = other.to_tz(lookup_tzid=False)
        for wall in steady(zone):
            offsets = (theirs.utcoffset(wall), wall.replace(tzinfo=second).utcoffset())
            assert offsets == (expected(zone, wall), expected(zone, wall)), (zone, wall)


def test_rules_stand_as_one_rrule_for_each_observance() -> None:
    for zone in ("Europe/Paris", "America/New_York", "Australia/Lord_Howe"):
        lines = vtimezone(zone, YEAR, YEAR).decode().split("\r\n")
        rules = [line for line in lines if line.startswith("RRULE")]
        assert (len(rules), "RDATE" in " ".join(lines), all("BYDAY=" in rule for rule in rules)) == (2, False, True)
