"""From a published meeting to the mail, and from the answer back to the organiser."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from django_scopes import scope, scopes_disabled
from icalendar import Calendar

from backend.audit.services import first_broken
from backend.domain.participation import Channel, Partstat
from backend.invitations.models import Decision, Invitation, Question
from backend.organisations.services import load_register_rows
from backend.sharing.selectors import received, shared_meeting
from backend.sharing.services import answer
from backend.topics.services import load_topic_rows
from notifications.deliveries import send_due
from notifications.models import Delivery
from tests.factories.work import publish as kept

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
CCPCJ = {
    "id": "E/CN.15/2027",
    "host": "UN",
    "body": "CCPCJ",
    "kind": "session",
    "title": {"en": "Thirty-sixth session", "fr": "Trente-sixième session"},
    "starts": "2027-05-17",
    "ends": "2027-05-21",
    "time_zone": "Europe/Vienna",
    "place": "Vienna",
    "agenda": {
        "stage": "provisional",
        "items": [
            {"number": "1", "title": "Election of officers"},
            {"number": "5", "title": {"en": "World crime trends", "fr": "Tendances de la criminalité"}},
        ],
    },
}
SYMPOSIUM = {
    "id": "SYMP-2027",
    "host": "INTERPOL",
    "body": "ICPO-SYMP",
    "kind": "conference",
    "title": "Symposium on firearms",
    "starts": "2027-06-02T09:30",
    "ends": "2027-06-02T17:00",
    "time_zone": "Europe/Paris",
    "place": "Lyon",
    "agenda": {"items": [{"number": "1", "title": "Tracing of firearms"}]},
}


@pytest.fixture(autouse=True)
def _register(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def clock(_register: time_machine.Traveller) -> time_machine.Traveller:
    return _register


def publish(meeting: dict[str, object], clock: time_machine.Traveller) -> None:
    """Keep the meeting and let everything that follows from it happen, as a worker would a few seconds later."""
    kept(meeting, clock)
    send_due()


def mails() -> list[tuple[str, str, str]]:
    with scopes_disabled():
        return list(Delivery.objects.order_by("pk").values_list("recipient", "method", "state"))


def calendar_of(delivery: Delivery) -> Calendar:
    message = message_from_bytes(delivery.mime, policy=default)
    part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    return Calendar.from_ical(part.get_payload(decode=True))


def test_a_commission_session_invites_interpol_once_by_mail(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    publish(CCPCJ, clock)
    with scope(party="UN"):
        [invitation] = Invitation.objects.all()
        assert (invitation.guest, invitation.state, invitation.clauses) == ("INTERPOL", "issued", ["6(2)"])
    assert mails() == [("secretariat@interpol.example", "REQUEST", "sent")]


def test_the_same_code_invites_the_united_nations_to_a_symposium(clock: time_machine.Traveller) -> None:
    publish(SYMPOSIUM, clock)
    with scope(party="INTERPOL"):
        [invitation] = Invitation.objects.all()
        assert (invitation.guest, invitation.state, invitation.clauses) == ("UN", "issued", ["6(3)"])
    assert mails() == [("secretariat@un.example", "REQUEST", "sent")]


def test_the_calendar_of_a_timed_meeting_keeps_its_zone(clock: time_machine.Traveller) -> None:
    publish(SYMPOSIUM, clock)
    with scopes_disabled():
        calendar = calendar_of(Delivery.objects.get())
    [event] = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["SEQUENCE"], event["DTSTART"].params["TZID"]) == ("REQUEST", 0, "Europe/Paris")
    assert event.decoded("DTSTART").astimezone(UTC) == datetime(2027, 6, 2, 7, 30, tzinfo=UTC)
    assert str(event["ATTENDEE"]) == "mailto:secretariat@un.example"


def test_a_moved_date_is_told_with_a_higher_sequence(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    publish(CCPCJ | {"starts": "2027-05-18"}, clock)
    with scopes_disabled():
        first, second = (calendar_of(d).walk("VEVENT")[0] for d in Delivery.objects.order_by("pk"))
    assert (first["UID"], first["SEQUENCE"], second["SEQUENCE"]) == (second["UID"], 0, 1)
    assert second.decoded("DTSTAMP") > first.decoded("DTSTAMP")


def test_a_typing_error_in_the_agenda_is_not_told(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    publish(CCPCJ | {"title": {"en": "Thirty-sixth session of the Commission"}}, clock)
    assert mails() == [("secretariat@interpol.example", "REQUEST", "sent")]


def test_a_cancelled_meeting_is_cancelled_in_calendars(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    publish(CCPCJ | {"status": "cancelled"}, clock)
    with scopes_disabled():
        calendar = calendar_of(Delivery.objects.order_by("-pk")[0])
    [event] = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)


def test_a_draft_is_decided_but_nobody_is_told(clock: time_machine.Traveller) -> None:
    publish(CCPCJ | {"status": "draft"}, clock)
    with scope(party="UN"):
        assert [d.outcome for d in Decision.objects.all()] == ["invite"]
    assert mails() == []


def test_a_meeting_that_has_opened_lets_the_invitation_lapse(clock: time_machine.Traveller) -> None:
    publish(CCPCJ | {"starts": "2027-01-10", "ends": "2027-01-14"}, clock)
    with scope(party="UN"):
        assert [i.state for i in Invitation.objects.all()] == ["lapsed"]
    assert mails() == []


def test_an_undecided_door_becomes_questions_and_no_mail(clock: time_machine.Traveller) -> None:
    publish(CCPCJ | {"id": "S/1", "body": "CTC", "agenda": None}, clock)
    with scope(party="UN"):
        assert {q.code for q in Question.objects.all()} == {"observers_allowed", "matter_of_interest"}
    assert mails() == []


def test_the_answer_of_the_guest_reaches_the_organiser(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    with scope(party="INTERPOL"):
        [copy] = received()
        answer(copy, partstat=Partstat.ACCEPTED, comment="", by="desk", channel=Channel.PAGE, now=datetime.now(UTC))
        [copy] = received()
        assert copy.answer == "ACCEPTED"
    with scope(party="UN"):
        [invitation] = Invitation.objects.all()
        assert [(r.partstat, r.channel) for r in invitation.replies.all()] == [("ACCEPTED", "page")]


def test_an_answer_counts_no_longer_when_the_time_has_changed(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    with scope(party="INTERPOL"):
        answer(
            received()[0],
            partstat=Partstat.ACCEPTED,
            comment="",
            by="desk",
            channel=Channel.PAGE,
            now=datetime.now(UTC),
        )
    publish(CCPCJ | {"starts": "2027-05-18"}, clock)
    with scope(party="INTERPOL"):
        assert received()[0].answer == "NEEDS-ACTION"


def test_a_closed_item_reaches_the_guest_as_a_number_only(clock: time_machine.Traveller) -> None:
    items = [{"number": "7", "title": "SECRET FIREARMS", "observers": "closed"}, *CCPCJ["agenda"]["items"]]  # type: ignore[index]
    publish(CCPCJ | {"agenda": {"items": items}}, clock)
    with scope(party="INTERPOL"):
        shown = {item.number: (dict(item.titles), item.open) for item in shared_meeting(received()[0]).items}
    assert shown["7"] == ({}, False)
    with scopes_disabled():
        assert b"SECRET" not in Delivery.objects.get().mime


def test_the_history_holds_after_all_of_it(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    publish(SYMPOSIUM, clock)
    assert first_broken() is None


def test_the_preambles_note_travels_with_the_invitation(clock: time_machine.Traveller) -> None:
    items = [*CCPCJ["agenda"]["items"], {"number": "6", "title": "Military matters"}]  # type: ignore[index]
    publish(CCPCJ | {"agenda": {"items": items}}, clock)
    with scopes_disabled():
        message = message_from_bytes(Delivery.objects.get().mime, policy=default)
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert ["Note for the guest: agenda item 6" in text, "Note à l'invité" in text] == [True, True]


def test_the_day_of_the_answer_stays_as_it_was_asked(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    with scope(party="INTERPOL"):
        asked = received()[0].document["reply_by"]
    clock.move_to(datetime(2027, 5, 10, tzinfo=UTC))
    publish(CCPCJ | {"title": {"en": "Thirty-sixth session of the Commission"}}, clock)
    with scope(party="INTERPOL"):
        assert received()[0].document["reply_by"] == asked == "2027-04-26"
