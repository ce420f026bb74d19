"""New rules of a time zone: exactly the meetings they touch wait for a decision, and nothing moves by itself."""

import struct
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django_scopes import scope, scopes_disabled

from backend.invitations.models import Invitation
from backend.meetings.clock_changes import AlreadyDecided, audit, decide
from backend.meetings.models import ClockChange, Meeting
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from notifications.calendar.timezones import vtimezone
from notifications.models import Delivery
from scheduler.tasks import audit_clocks
from tests.scheduler.test_services import CCPCJ, SYMPOSIUM, publish

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
ELSEWHERE = SYMPOSIUM | {"id": "SYMP-B", "time_zone": "Europe/Vienna", "starts": "2027-07-08T09:30"}
ELSEWHERE |= {"ends": "2027-07-08T17:00"}


def fixed_zone(offset_hours: int) -> bytes:
    """A TZif file (RFC 8536) of a zone that keeps one offset: what tzdata would ship if summer time ended for good."""
    header = struct.pack(">4sc15s6l", b"TZif", b"2", b"", 0, 0, 0, 0, 1, 4)
    body = struct.pack(">lbb4s", offset_hours * 3600, 0, 0, b"CET\0")
    return header + body + header + body + f"\nCET-{offset_hours}\n".encode()


@pytest.fixture
def new_rules(tmp_path: Path) -> Iterator[None]:
    """The rules of Paris as they would be without summer time, in front of those that are installed."""
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Paris").write_bytes(fixed_zone(1))
    before = zoneinfo.TZPATH
    _reset((str(tmp_path), *before))
    yield
    _reset(before)


def _reset(path: tuple[str, ...]) -> None:
    zoneinfo.reset_tzpath(to=path)
    zoneinfo.ZoneInfo.clear_cache()
    vtimezone.cache_clear()


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        publish(SYMPOSIUM, traveller)
        publish(ELSEWHERE, traveller)
        publish(CCPCJ, traveller)
        yield traveller


def found() -> list[ClockChange]:
    with scopes_disabled():
        return audit(now=NOW)


def starts() -> list[str]:
    with scopes_disabled():
        meeting = Meeting.objects.get(identifier="SYMP-2027")
    assert meeting.starts_at is not None
    return [f"{meeting.starts_time:%H:%M}", meeting.starts_at.isoformat()]


def test_without_new_rules_nothing_is_opened() -> None:
    assert audit_clocks() == 0


@pytest.mark.usefixtures("new_rules")
def test_exactly_the_meeting_touched_waits_and_nothing_moves(clock: time_machine.Traveller) -> None:
    [change] = found()
    assert (change.meeting.identifier, found()) == ("SYMP-2027", [])
    assert [(m["wall"], m["before"][11:16], m["after"][11:16]) for m in change.moments] == [
        ("2027-06-02T09:30", "07:30", "08:30"),
        ("2027-06-02T17:00", "15:00", "16:00"),
    ]
    assert starts() == ["09:30", "2027-06-02T07:30:00+00:00"]
    with scopes_disabled():
        assert Delivery.objects.count() == 3


@pytest.mark.usefixtures("new_rules")
@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        ("wall", ["09:30", "2027-06-02T08:30:00+00:00"]),
        ("instant", ["08:30", "2027-06-02T07:30:00+00:00"]),
    ],
)
def test_what_a_person_keeps_is_told_with_a_higher_sequence(
    clock: time_machine.Traveller, keep: str, expected: list[str]
) -> None:
    [change] = found()
    with scope(party="INTERPOL"):
        decide(change, keep=keep, by="organiser", now=datetime.now(UTC))
        with pytest.raises(AlreadyDecided):
            decide(change, keep=keep, by="organiser", now=datetime.now(UTC))
    publish(CCPCJ, clock)
    assert (starts(), found()) == (expected, [])
    with scope(party="INTERPOL"):
        invitation = Invitation.objects.get(meeting__identifier="SYMP-2027")
        assert (invitation.entries.get().sequence, invitation.entries.get().asked_at) == (1, 1)
        assert Delivery.objects.filter(invitation_id=invitation.pk).count() == 2
