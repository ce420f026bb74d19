"""What feeds show, and how it is written (RFC 5545, 7986)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
import time_machine
from django.test import Client
from django_scopes import scopes_disabled
from icalendar import Calendar, Event

from backend.domain.participation import Channel, Partstat
from backend.domain.parties import Party
from backend.invitations.models import Decision, Invitation
from backend.meetings.models import Meeting
from backend.sharing.models import SharedCopy
from backend.sharing.services import answer
from notifications.models import Delivery

from .conftest import CCPCJ, SYMPOSIUM, Document, body_of, drain, subscribe

pytestmark = pytest.mark.django_db
Publish = Callable[[Document], None]


def entries(path: str) -> dict[str, Event]:
    events = Calendar.from_ical(body_of(path)).walk("VEVENT")
    return {str(event["SUMMARY"]): event for event in events if isinstance(event, Event)}


def test_a_session_stands_with_its_days_and_its_open_sittings(publish: Publish) -> None:
    publish(CCPCJ)
    _, path = subscribe()
    shown = entries(path)
    assert {title: event.decoded("DTSTART").isoformat() for title, event in shown.items()} == {
        "Thirty-sixth session": "2027-05-17",
        "Thirty-sixth session – 1": "2027-05-17T10:00:00+02:00",
        "Thirty-sixth session – 2": "2027-05-18T10:00:00+02:00",
    }


def test_a_sitting_whose_hours_are_not_known_stands_on_its_days(publish: Publish) -> None:
    publish(CCPCJ | {"sittings": [*CCPCJ["sittings"], {"id": "4", "starts": "2027-05-19", "ends": "2027-05-20"}]})
    third = entries(subscribe()[1])["Thirty-sixth session – 4"]
    times = [third.decoded(name).isoformat() for name in ("DTSTART", "DTEND")]
    assert (times, str(third["TRANSP"])) == (["2027-05-19", "2027-05-21"], "TRANSPARENT")


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("banner", {"Thirty-sixth session", "Symposium on firearms"}),
        ("sittings", {"Thirty-sixth session – 1", "Thirty-sixth session – 2", "Symposium on firearms"}),
    ],
)
def test_one_banner_or_one_entry_for_each_sitting(publish: Publish, show: str, titles: set[str]) -> None:
    publish(CCPCJ)
    publish(SYMPOSIUM)
    _, path = subscribe(Party.UN, show=show)
    assert set(entries(path)) == titles


def test_a_calendar_says_what_calendars_ask_and_nothing_of_people(publish: Publish) -> None:
    publish(CCPCJ)
    _, path = subscribe(name="Comité, Lyon", deadlines=True)
    body = body_of(path)
    lines = body.replace(b"\r\n ", b"").decode().split("\r\n")
    assert "NAME;LANGUAGE=en:Comité\\, Lyon" in lines
    assert "X-WR-CALNAME:Comité\\, Lyon" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert "X-PUBLISHED-TTL:PT1H" in lines
    assert "TZID:Europe/Vienna" in lines
    names = {line.partition(":")[0].partition(";")[0] for line in lines}
    assert names & {"METHOD", "ORGANIZER", "ATTENDEE", "COMMENT", "CONTACT", "ATTACH", "X-WR-TIMEZONE"} == set()
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    for event in Calendar.from_ical(body).walk("VEVENT"):
        assert {"UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "STATUS", "CATEGORIES", "URL"} <= set(event)
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt


def test_a_restricted_item_shows_its_number_and_never_its_title(publish: Publish) -> None:
    publish(CCPCJ)
    _, path = subscribe()
    shown = entries(path)
    assert shown["Thirty-sixth session"]["DESCRIPTION"].split("\n") == [
        "E/CN.15/2027",
        "1. Election of officers",
        "5. World crime trends",
        "6. (closed)",
    ]
    assert b"SECRET" not in body_of(path)


def test_the_host_sees_by_the_same_projection_what_it_issued(publish: Publish) -> None:
    publish(CCPCJ)
    publish(SYMPOSIUM)
    _, out = subscribe(Party.UN, direction="out")
    _, received = subscribe(Party.UN, direction="in")
    assert set(entries(received)) == {"Symposium on firearms"}
    assert set(entries(out)) >= {"Thirty-sixth session"}
    assert b"SECRET" not in body_of(out)
    with scopes_disabled():
        key = Meeting.objects.get(identifier="E/CN.15/2027").key
    assert str(entries(out)["Thirty-sixth session"]["URL"]).endswith(f"/meetings/{key}/")


def identity(calendar: bytes) -> list[tuple[str, int, datetime, datetime]]:
    """What makes calendar programs see one event where a mail and a feed speak of it."""
    events = [one for one in Calendar.from_ical(calendar).walk("VEVENT") if isinstance(one, Event)]
    return [(str(one["UID"]), one["SEQUENCE"], one.decoded("DTSTART"), one.decoded("DTEND")) for one in events]


def test_mails_and_feeds_name_the_event_alike(publish: Publish) -> None:
    _, path = subscribe(Party.UN)
    for meeting in (SYMPOSIUM, SYMPOSIUM | {"starts": "2027-06-02T11:00"}):
        publish(meeting)
        with scopes_disabled():
            mail = message_from_bytes(Delivery.objects.latest("pk").mime)
        [invitation] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        assert identity(body_of(path)) == identity(invitation.get_payload(decode=True))


def test_the_subscriber_reads_in_his_language(publish: Publish) -> None:
    publish(CCPCJ)
    _, path = subscribe(language="fr")
    event = entries(path)["Trente-sixième session"]
    assert "5. Tendances de la criminalité" in event["DESCRIPTION"]


def test_a_feed_of_one_body_or_one_topic_shows_nothing_else(publish: Publish) -> None:
    publish(SYMPOSIUM)
    publish(SYMPOSIUM | {"id": "SYMP-2", "title": "Second symposium", "body": "Another body"})
    _, one = subscribe(Party.UN, kind="body", body="ICPO-SYMP")
    assert "Second symposium" not in entries(one)
    with scopes_disabled():
        topics = {match["topic"] for match in Decision.objects.filter(meeting__host="INTERPOL")[0].document["matches"]}
    _, about = subscribe(Party.UN, kind="topic", topic=topics.pop())
    assert "Symposium on firearms" in entries(about)
    _, other = subscribe(Party.UN, kind="topic", topic="ENVIRONMENT" if "ENVIRONMENT" in _codes() else _codes()[0])
    assert entries(other) == {}


def _codes() -> list[str]:
    from backend.topics.models import Topic

    with scopes_disabled():
        used = {m["topic"] for d in Decision.objects.all() for m in d.document["matches"]}
    return [code for code in Topic.objects.values_list("code", flat=True) if code not in used]


def test_only_what_was_accepted(publish: Publish, clock: time_machine.Traveller) -> None:
    publish(SYMPOSIUM)
    _, path = subscribe(Party.UN, accepted_only=True)
    assert entries(path) == {}
    with scopes_disabled():
        copy = SharedCopy.objects.get()
        answer(copy, partstat=Partstat.ACCEPTED, comment="", by="x", channel=Channel.PAGE, now=datetime.now(UTC))
    drain(clock)
    assert set(entries(path)) == {"Symposium on firearms"}


def test_a_reply_is_due_until_it_is_given(publish: Publish, clock: time_machine.Traveller) -> None:
    publish(SYMPOSIUM)
    _, path = subscribe(Party.UN, deadlines=True)
    _, plain = subscribe(Party.UN)
    assert set(entries(path)) - set(entries(plain)) == {"Reply due: Symposium on firearms"}
    with scopes_disabled():
        copy = SharedCopy.objects.get()
        due = entries(path)["Reply due: Symposium on firearms"]
        assert due.decoded("DTSTART").isoformat() == copy.document["reply_by"]
        answer(copy, partstat=Partstat.DECLINED, comment="", by="x", channel=Channel.PAGE, now=datetime.now(UTC))
    drain(clock)
    assert set(entries(path)) == {"Symposium on firearms"}


def test_names_are_due_once_the_invitation_is_accepted(publish: Publish, clock: time_machine.Traveller) -> None:
    publish(SYMPOSIUM | {"observer_conditions": {"prior_registration": "2027-05-20"}})
    publish(SYMPOSIUM | {"id": "SYMP-2", "title": "Second symposium"})
    _, path = subscribe(Party.UN, deadlines=True)
    with scopes_disabled():
        for copy in SharedCopy.objects.all():
            answer(copy, partstat=Partstat.ACCEPTED, comment="", by="x", channel=Channel.PAGE, now=datetime.now(UTC))
    drain(clock)
    days = {title: event.decoded("DTSTART").isoformat() for title, event in entries(path).items() if "due" in title}
    assert days == {
        "Nomination due: Symposium on firearms": "2027-05-20",
        "Nomination due: Second symposium": "2027-05-19",
    }


def test_a_moved_meeting_is_written_anew_with_a_later_stamp(publish: Publish) -> None:
    publish(SYMPOSIUM)
    _, path = subscribe(Party.UN)
    [before] = entries(path).values()
    publish(SYMPOSIUM | {"starts": "2027-06-03T09:30", "ends": "2027-06-03T17:00"})
    [after] = entries(path).values()
    assert (before["UID"], before["SEQUENCE"] + 1) == (after["UID"], after["SEQUENCE"])
    assert after.decoded("DTSTAMP") > before.decoded("DTSTAMP")
    assert after.decoded("DTSTART").isoformat() == "2027-06-03T09:30:00+02:00"


def test_a_title_that_was_mended_changes_the_stamp_but_not_the_sequence(publish: Publish) -> None:
    publish(SYMPOSIUM)
    _, path = subscribe(Party.UN)
    [before] = entries(path).values()
    publish(SYMPOSIUM | {"title": "Symposium on fire-arms"})
    [after] = entries(path).values()
    assert (after["SUMMARY"], after["SEQUENCE"]) == ("Symposium on fire-arms", before["SEQUENCE"])
    assert after.decoded("LAST-MODIFIED") > before.decoded("LAST-MODIFIED")


def test_a_cancelled_meeting_stays_as_cancelled_for_ninety_days(
    publish: Publish, clock: time_machine.Traveller
) -> None:
    publish(SYMPOSIUM)
    _, path = subscribe(Party.UN)
    publish(SYMPOSIUM | {"status": "cancelled"})
    [event] = entries(path).values()
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    clock.shift(timedelta(days=89))
    assert len(entries(path)) == 1
    clock.shift(timedelta(days=2))
    assert entries(path) == {}


def test_a_sitting_that_is_dropped_stays_as_cancelled(publish: Publish) -> None:
    publish(CCPCJ)
    _, path = subscribe()
    assert entries(path)["Thirty-sixth session – 2"]["STATUS"] == "CONFIRMED"
    publish(CCPCJ | {"sittings": [CCPCJ["sittings"][0], CCPCJ["sittings"][2]]})  # type: ignore[index]
    shown = entries(path)
    assert shown["Thirty-sixth session – 2"]["STATUS"] == "CANCELLED"
    with scopes_disabled():
        told = Invitation.objects.get().entries.get(sitting="2")
    assert shown["Thirty-sixth session – 2"]["SEQUENCE"] == told.sequence
    assert shown["Thirty-sixth session – 1"]["STATUS"] == "CONFIRMED"


def test_nothing_changes_while_nothing_changes(publish: Publish, clock: time_machine.Traveller) -> None:
    publish(CCPCJ)
    _, path = subscribe(deadlines=True)
    first = Client().get(path)
    clock.shift(timedelta(days=30))
    publish(CCPCJ)
    again = Client().get(path)
    assert (again.content, again["ETag"], again["Last-Modified"]) == (
        first.content,
        first["ETag"],
        first["Last-Modified"],
    )


def test_what_stays_inside_never_moves_a_byte(publish: Publish) -> None:
    """The guest's feed is the same whatever the host keeps to itself: no change of bytes, tag or date."""
    publish(CCPCJ)
    paths = [subscribe(deadlines=True)[1], subscribe(language="fr")[1], subscribe(Party.UN)[1]]
    before = [(r.content, r["ETag"], r["Last-Modified"]) for r in map(Client().get, paths)]
    secret = {"number": "6", "title": "ANOTHER SECRET", "classification": "restricted", "topics": ["TERR"]}
    agenda = CCPCJ["agenda"]
    items = [*agenda["items"][:2], secret]  # type: ignore[index]
    publish(CCPCJ | {"agenda": {"stage": "provisional", "items": items}})
    with scopes_disabled():
        Meeting.objects.update(tzdata="2099z", sample=True, issue=False)
        Invitation.objects.update(attention="somebody should look")
    publish(CCPCJ | {"agenda": {"stage": "provisional", "items": items}})
    assert [(r.content, r["ETag"], r["Last-Modified"]) for r in map(Client().get, paths)] == before


def test_the_public_sees_open_meetings_with_name_days_and_place_alone(publish: Publish) -> None:
    publish(CCPCJ)
    publish(CCPCJ | {"id": "CLOSED", "title": "Closed door", "observers": "closed"})
    publish(CCPCJ | {"id": "UNDECIDED", "title": "Who knows", "observers": "undecided"})
    publish(CCPCJ | {"id": "DRAFT", "title": "Not yet", "status": "draft"})
    publish(CCPCJ | {"id": "INSIDE", "title": "Among us", "kind": "internal"})
    publish(CCPCJ | {"id": "UNSAID", "title": "Of no kind", "kind": None})
    _, path = subscribe(Party.UN, kind="public")
    shown = entries(path)
    assert set(shown) == {"Thirty-sixth session", "Thirty-sixth session – 1", "Thirty-sixth session – 2"}
    banner = shown["Thirty-sixth session"]
    assert (banner["DESCRIPTION"], banner["LOCATION"], "URL" in banner) == ("E/CN.15/2027", "Vienna", False)
    with scopes_disabled():
        assert banner["UID"] not in set(Invitation.objects.values_list("entries__uid", flat=True))
    assert b"INTERPOL" not in body_of(path)


def test_the_public_sees_whom_nobody_invited_too(publish: Publish) -> None:
    """Whether a meeting is announced must not tell whether somebody was invited to it."""
    publish(SYMPOSIUM | {"agenda": {"items": [{"number": "1", "title": "Election of officers"}]}, "observers": "open"})
    with scopes_disabled():
        assert list(Invitation.objects.all()) == []
    _, path = subscribe(Party.INTERPOL, kind="public")
    assert set(entries(path)) == {"Symposium on firearms"}


def test_a_meeting_that_closes_its_doors_is_cancelled_for_the_public(publish: Publish) -> None:
    publish(SYMPOSIUM | {"observers": "open"})
    _, path = subscribe(Party.INTERPOL, kind="public")
    assert len(entries(path)) == 1
    publish(SYMPOSIUM | {"observers": "closed", "title": "SECRET"})
    [event] = entries(path).values()
    assert (event["SUMMARY"], event["STATUS"], event["SEQUENCE"]) == ("Symposium on firearms", "CANCELLED", 1)
