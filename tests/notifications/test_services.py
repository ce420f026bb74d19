"""Who gets what: the mails that leave after each thing that happens, read back by another implementation."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
import time_machine
import vobject
from django_scopes import scope, scopes_disabled

from backend.delegations.models import Reply, Representative
from backend.delegations.nominations import AlreadyInvited, Corrections, HeadTaken, Nominee, NoSeatLeft
from backend.domain.errors import DomainError
from backend.domain.participation import Capacity, Channel, Partstat, Wanted
from backend.domain.parties import Party
from backend.interchange.services import keep_meeting
from backend.invitations.models import Invitation, Revision
from backend.meetings.models import Meeting
from backend.meetings.services import cancel, postpone
from backend.organisations.services import load_register_rows
from backend.sharing import nominations
from backend.sharing.answer_links import opened_by
from backend.sharing.models import SharedCopy
from backend.sharing.people import delegation_of
from backend.sharing.selectors import received
from backend.sharing.services import take_answer
from backend.topics.services import load_topic_rows
from notifications.deliveries import queue_all, send_due
from notifications.models import Delivery
from notifications.services import mails
from tests.factories.work import drain
from tests.notifications.conformance import check_mail
from tests.scheduler.test_services import CCPCJ, SYMPOSIUM, publish

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
SITTINGS: dict[str, Any] = CCPCJ | {
    "sittings": [
        {"id": "1", "starts": "2027-05-17T10:00", "ends": "2027-05-17T13:00", "items": ["1"]},
        {"id": "2", "starts": "2027-05-17T15:00", "ends": "2027-05-17T18:00", "items": ["5"]},
        {"id": "3", "starts": "2027-05-18T10:00", "ends": "2027-05-18T13:00", "items": ["5"]},
    ]
}
OFFICE = "secretariat@interpol.example"


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def sitting(number: str, **changed: object) -> dict[str, Any]:
    rows = [row | changed if row["id"] == number else row for row in SITTINGS["sittings"]]
    return SITTINGS | {"sittings": rows}


def told(after: int = 0) -> list[tuple[str, str, str, int]]:
    """What left since the first `after` mails: to whom, by which method, of which event, with which SEQUENCE."""
    return [(d.recipient, d.method, which(d), sequence(d)) for d in deliveries()[after:]]


def deliveries() -> list[Delivery]:
    """Everything that left, each mail and calendar after a look from outside."""
    with scopes_disabled():
        found = list(Delivery.objects.order_by("pk"))
    for one in found:
        check_mail(one.mime, method="" if one.method == "NOTICE" else one.method, recipient=one.recipient)
    return found


def mail(delivery: Delivery) -> EmailMessage:
    message = message_from_bytes(delivery.mime, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def event(delivery: Delivery) -> Any:
    """The one event, as vobject reads it; the part's method, the body's and the delivery's are the same."""
    [part] = [p for p in mail(delivery).walk() if p.get_content_type() == "text/calendar"]
    calendar = vobject.readOne(part.get_payload(decode=True).decode())
    assert part.get_param("method") == calendar.method.value == delivery.method
    [one] = calendar.vevent_list
    assert one.attendee.value == f"mailto:{delivery.recipient}"
    return one


def which(delivery: Delivery) -> str:
    if delivery.method == "NOTICE":
        return ""
    uid: str = event(delivery).uid.value
    head = uid.partition("@")[0]
    return head[36:].lstrip("-") or "whole"


def sequence(delivery: Delivery) -> int:
    return int(event(delivery).sequence.value) if delivery.method != "NOTICE" else -1


def copy() -> SharedCopy:
    with scope(party="INTERPOL"):
        return received()[0]


def nominate(clock: time_machine.Traveller, address: str = "ana@interpol.example", **more: Any) -> Representative:
    nominee = Nominee(**({"family_name": "Silva", "given_name": "Ana", "address": address} | more))
    with scope(party="INTERPOL"):
        person = nominations.nominate(copy(), nominee, by="desk", now=datetime.now(UTC))
    drain(clock)
    return person


def test_the_secretariat_gets_the_banner_and_each_representative_what_they_want(clock: time_machine.Traveller) -> None:
    publish(SITTINGS, clock)
    nominate(clock)
    nominate(clock, "bob@interpol.example", wants=Wanted.SITTINGS, sittings=("1", "3"), language="fr")
    assert told() == [
        (OFFICE, "REQUEST", "whole", 0),
        ("ana@interpol.example", "REQUEST", "whole", 0),
        ("bob@interpol.example", "REQUEST", "1", 0),
        ("bob@interpol.example", "REQUEST", "3", 0),
    ]
    banner, one = event(deliveries()[1]), event(deliveries()[2])
    assert (banner.attendee.params["CUTYPE"], banner.transp.value) == (["INDIVIDUAL"], "TRANSPARENT")
    assert one.dtstart.value.astimezone(UTC) == datetime(2027, 5, 17, 8, tzinfo=UTC)
    assert event(deliveries()[0]).attendee.params["CUTYPE"] == ["GROUP"]


def test_a_moved_sitting_is_told_to_those_whom_it_concerns(clock: time_machine.Traveller) -> None:
    publish(SITTINGS, clock)
    nominate(clock, "bob@interpol.example", wants=Wanted.SITTINGS, sittings=("1", "3"))
    nominate(clock, "cy@interpol.example", wants=Wanted.SITTINGS, sittings=("2",))
    nominate(clock, "ana@interpol.example", sittings=("1",))
    before = len(deliveries())
    publish(sitting("3", starts="2027-05-18T11:00"), clock)
    assert told(before) == [(OFFICE, "REQUEST", "whole", 1), ("bob@interpol.example", "REQUEST", "3", 1)]
    assert event(deliveries()[-1]).attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]


def test_a_part_that_closes_is_cancelled_alone_and_the_letter_stays(clock: time_machine.Traveller) -> None:
    publish(SITTINGS, clock)
    nominate(clock, "bob@interpol.example", wants=Wanted.SITTINGS)
    nominate(clock, "ana@interpol.example", sittings=("1",))
    before = len(deliveries())
    publish(sitting("2", private=True), clock)
    assert told(before) == [(OFFICE, "REQUEST", "whole", 0), ("bob@interpol.example", "CANCEL", "2", 1)]
    assert event(deliveries()[-1]).status.value == "CANCELLED"
    said = mail(deliveries()[before]).get_body(("plain",)).get_content()
    assert "15:00 – 18:00 Vienna (UTC+02:00) → closed" in said.replace("\r\n", " ")
    with scope(party="UN"):
        assert Invitation.objects.get().state == "issued"


def test_whoever_holds_the_meeting_as_a_whole_is_never_sent_the_cancellation_of_a_sitting(
    clock: time_machine.Traveller,
) -> None:
    """RFC 5546 section 3.2.5: a CANCEL is for an event that stands in that calendar; the banner is updated instead."""
    publish(SITTINGS, clock)
    nominate(clock, "ana@interpol.example", sittings=("2",))
    nominate(clock, "cy@interpol.example", sittings=("1",))
    before = len(deliveries())
    publish(sitting("2", private=True), clock)
    assert told(before) == [(OFFICE, "REQUEST", "whole", 0), ("ana@interpol.example", "REQUEST", "whole", 0)]


def test_a_part_that_opens_again_is_invited_again_with_a_higher_sequence(clock: time_machine.Traveller) -> None:
    publish(SITTINGS, clock)
    nominate(clock, "bob@interpol.example", wants=Wanted.SITTINGS, sittings=("2",))
    publish(sitting("2", private=True), clock)
    before = len(deliveries())
    publish(SITTINGS, clock)
    assert ("bob@interpol.example", "REQUEST", "2", 2) in told(before)


def test_worked_case_14_a_session_that_moves_across_a_clock_change(clock: time_machine.Traveller) -> None:
    march = SYMPOSIUM | {"starts": "2027-03-27T09:30", "ends": "2027-03-27T17:00"}
    publish(march, clock)
    publish(march | {"starts": "2027-03-28T09:30", "ends": "2027-03-28T17:00"}, clock)
    first, second = (event(d) for d in deliveries())
    assert (first.uid.value, int(second.sequence.value)) == (second.uid.value, 1)
    assert [e.dtstart.value.astimezone(UTC).hour for e in (first, second)] == [8, 7]
    text = mail(deliveries()[1]).get_body(("plain",)).get_content()
    assert "Saturday, 27 March 2027 → Sunday, 28 March 2027" in text


def test_an_answer_stands_after_a_change_of_place_and_is_asked_again_after_one_of_time(
    clock: time_machine.Traveller,
) -> None:
    publish(CCPCJ, clock)
    with scope(party="UN"):
        office = Invitation.objects.get().attendees.get()
    take_answer(office, partstat=Partstat.ACCEPTED, by="x", channel=Channel.MAIL, now=datetime.now(UTC))
    publish(CCPCJ | {"place": "Vienna, Room M"}, clock)
    publish(CCPCJ | {"place": "Vienna, Room M", "ends": "2027-05-20"}, clock)
    asked = [event(d).attendee.params["PARTSTAT"] + event(d).attendee.params["RSVP"] for d in deliveries()]
    assert asked == [["NEEDS-ACTION", "TRUE"], ["ACCEPTED", "TRUE"], ["NEEDS-ACTION", "TRUE"]]


def test_a_cancelled_meeting_leaves_every_calendar_with_the_reason(clock: time_machine.Traveller) -> None:
    publish(SITTINGS, clock)
    nominate(clock, "bob@interpol.example", wants=Wanted.SITTINGS, sittings=("1",))
    before = len(deliveries())
    with scope(party="UN"):
        cancel(Meeting.objects.get(), by="o", now=datetime.now(UTC), reason="Strike at the venue")
    drain(clock)
    assert told(before) == [(OFFICE, "CANCEL", "whole", 1), ("bob@interpol.example", "CANCEL", "1", 1)]
    assert "Strike at the venue" in mail(deliveries()[before]).get_body(("plain",)).get_content()


def test_a_sitting_whose_hours_are_not_known_lasts_whole_days_until_they_are(clock: time_machine.Traveller) -> None:
    """RFC 5545 section 3.6.1: VALUE=DATE, the end exclusive; never a point at midnight."""
    days = sitting("3", starts="2027-05-18", ends="2027-05-19")
    publish(days, clock)
    nominate(clock, "bob@interpol.example", wants=Wanted.SITTINGS, sittings=("3",))
    one = event(deliveries()[1])
    assert (one.dtstart.value, one.dtend.value, one.transp.value) == (
        date(2027, 5, 18),
        date(2027, 5, 20),
        "TRANSPARENT",
    )
    said = mail(deliveries()[0]).get_body(("plain",)).get_content()
    assert "  3. Tuesday, 18 May 2027 – Wednesday, 19 May 2027\r\n" in said
    send_due()
    publish(SITTINGS, clock)
    known = event(deliveries()[-1])
    assert (known.dtstart.value.isoformat(), known.sequence.value) == ("2027-05-18T10:00:00+02:00", "1")
    told_now = mail(deliveries()[-1]).get_body(("plain",)).get_content()
    assert "Sitting 3: Tuesday, 18 May 2027 – Wednesday, 19 May 2027 → Tuesday, 18 May 2027, 10:00 – 13:00" in told_now


def test_one_sitting_of_which_only_the_day_is_known_makes_no_meeting_timed(clock: time_machine.Traveller) -> None:
    publish(CCPCJ | {"sittings": [{"id": "1", "starts": "2027-05-17", "ends": "2027-05-17"}]}, clock)
    one = event(deliveries()[0])
    assert (one.dtstart.value, one.dtend.value) == (date(2027, 5, 17), date(2027, 5, 18))


def test_a_postponed_meeting_is_told_and_no_calendar_entry_moves(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    with scope(party="UN"):
        postpone(Meeting.objects.get(), by="o", now=datetime.now(UTC), reason="Room not free")
        drain(clock)
        assert Invitation.objects.get().entries.get().sequence == 0
    assert told(1) == [(OFFICE, "NOTICE", "", -1)]
    publish(CCPCJ | {"starts": "2027-09-06", "ends": "2027-09-10"}, clock)
    assert told(2) == [(OFFICE, "REQUEST", "whole", 1)]


def test_worked_case_17_one_seat_and_three_nominations(clock: time_machine.Traveller) -> None:
    publish(CCPCJ | {"observer_conditions": {"seats": 1}}, clock)
    nominate(clock)
    for name in ("b", "c"):
        with pytest.raises(NoSeatLeft, match="grants 1 seat"):
            nominate(clock, f"{name}@interpol.example", family_name=name)
    assert told(1) == [("ana@interpol.example", "REQUEST", "whole", 0)]


def test_a_removed_person_is_cancelled_alone_and_a_substitute_invited(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    person = nominate(clock)
    before = len(deliveries())
    new = Nominee(family_name="Bauer", given_name="Bo", address="bo@interpol.example")
    with scope(party="INTERPOL"):
        nominations.substitute(copy(), person.pk, new, reason="ill", by="desk", now=datetime.now(UTC))
    drain(clock)
    assert told(before) == [
        ("ana@interpol.example", "CANCEL", "whole", 1),
        ("bo@interpol.example", "REQUEST", "whole", 0),
    ]
    assert not hasattr(event(deliveries()[before]), "status")
    people = [(p.name, p.removed, p.reason, p.replaces) for p in delegation_of(copy())]
    assert people == [("Ana Silva", True, "ill", ""), ("Bo Bauer", False, "", "Ana Silva")]
    nominate(clock)
    assert told(before + 2) == [("ana@interpol.example", "REQUEST", "whole", 1)]


def test_a_nomination_that_cannot_stand_is_refused_and_nothing_leaves(clock: time_machine.Traveller) -> None:
    publish(SITTINGS, clock)
    nominate(clock, capacity=Capacity.HEAD)
    before = len(deliveries())
    refused = [
        ({"address": "ANA@interpol.example"}, AlreadyInvited.code),
        ({"address": OFFICE}, AlreadyInvited.code),
        ({"address": "b@x.example", "capacity": Capacity.HEAD}, HeadTaken.code),
        ({"address": "b@x.example", "sittings": ("9",)}, "unknown_sitting"),
        ({"address": "b@x.example", "time_zone": "Mars"}, "unknown_zone"),
        ({"address": "b@x.example", "language": "de"}, "unknown_language"),
        ({"address": "b@x.example", "family_name": "\x00 "}, "required"),
        ({"address": "b x@x.example"}, "unmailable_address"),
    ]
    for more, code in refused:
        with pytest.raises(DomainError) as refusal:
            nominate(clock, **more)
        assert [problem.code for problem in refusal.value.problems] == [code]
    assert told(before) == []


def test_a_representative_answers_for_themselves_and_the_organisation_for_itself(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    person = nominate(clock)
    take_answer(person.attendee, partstat=Partstat.ACCEPTED, by="ana", channel=Channel.MAIL, now=datetime.now(UTC))
    assert copy().answer == "NEEDS-ACTION"
    assert [p.partstat for p in delegation_of(copy())] == ["ACCEPTED"]
    with scopes_disabled():
        assert Reply.objects.get().attendee == person.attendee


def test_each_mail_has_its_own_link_and_the_link_of_a_removed_person_is_dead(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    person = nominate(clock)
    url = event(deliveries()[1]).url.value
    token = url.rstrip("/").rsplit("/", 1)[1]
    opened = opened_by(token, today=NOW.date())
    assert opened is not None
    assert opened.attendee == person.attendee
    assert url in mail(deliveries()[1]).get_body(("plain",)).get_content()
    assert event(deliveries()[1]).description.value.endswith(f"To answer:\n{url}")
    with scope(party="INTERPOL"):
        nominations.remove(copy(), person.pk, reason="", by="desk", now=datetime.now(UTC))
    assert opened_by(token, today=NOW.date()) is None


def test_a_refresh_is_answered_with_the_same_sequence_and_a_later_stamp(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    with scope(party="UN"):
        office = Invitation.objects.get().attendees.get()
        nominations.repeat(office, by="article6", now=datetime.now(UTC))
        nominations.decline_counter(office, by="organiser", now=datetime.now(UTC))
    drain(clock)
    assert told(1) == [(OFFICE, "REQUEST", "whole", 0), (OFFICE, "DECLINECOUNTER", "whole", 0)]
    stamps = [event(d).dtstamp.value for d in deliveries()]
    assert stamps == sorted(set(stamps))


def test_the_stamp_never_goes_back_though_the_clock_does(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    clock.shift(timedelta(days=-2))
    publish(CCPCJ | {"starts": "2027-05-18"}, clock)
    first, second = (event(d).dtstamp.value for d in deliveries())
    assert second == first + timedelta(seconds=1)


def test_worked_case_16_the_same_session_from_two_files_is_one_invitation(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    publish(CCPCJ | {"title": {"en": "Thirty-sixth session"}}, clock)
    assert told() == [(OFFICE, "REQUEST", "whole", 0)]


def test_worked_case_13_the_only_matching_item_goes_after_acceptance(clock: time_machine.Traveller) -> None:
    forum = SYMPOSIUM | {"title": "Annual symposium"}
    publish(forum, clock)
    publish(forum | {"agenda": {"items": [{"number": "1", "title": "Election of officers"}]}}, clock)
    with scope(party="INTERPOL"):
        invitation = Invitation.objects.get()
    assert (invitation.state, invitation.attention) == ("issued", "no_longer_required")
    assert len(deliveries()) == 1


def test_worked_case_18_a_restricted_item_travels_as_its_number(clock: time_machine.Traveller) -> None:
    items = [{"number": "9", "title": "Firearms OPERATION X", "classification": "restricted"}]
    publish(CCPCJ | {"agenda": {"items": [*CCPCJ["agenda"]["items"], *items]}}, clock)  # type: ignore[index]
    [delivery] = deliveries()
    assert b"OPERATION" not in delivery.mime
    assert "OPERATION" not in event(delivery).description.value
    assert "\n9.\n" in event(delivery).description.value


def test_composing_a_revision_twice_stores_nothing_more(clock: time_machine.Traveller) -> None:
    publish(SITTINGS, clock)
    nominate(clock, wants=Wanted.SITTINGS)
    before = [d.mime for d in deliveries()]
    with scopes_disabled():
        for revision in Revision.objects.all():
            queue_all(mails([revision.pk]))
    assert [d.mime for d in deliveries()] == before


def test_a_later_mail_hangs_on_the_first_one_of_its_recipient(clock: time_machine.Traveller) -> None:
    publish(CCPCJ, clock)
    nominate(clock)
    publish(CCPCJ | {"starts": "2027-05-18"}, clock)
    heads = [(mail(d)["Message-ID"], mail(d)["In-Reply-To"], mail(d)["References"]) for d in deliveries()]
    assert heads[2][1:] == (heads[0][0], heads[0][0])
    assert heads[3][1:] == (heads[1][0], heads[1][0])
    assert heads[0][1:] == heads[1][1:] == (None, None)


def amend(clock: time_machine.Traveller, person: Representative, **corrections: Any) -> None:
    with scope(party="INTERPOL"):
        nominations.amend(copy(), person.pk, Corrections(**corrections), by="desk", now=datetime.now(UTC))
    drain(clock)


def test_a_corrected_record_tells_the_person_what_enters_and_leaves_their_calendar(
    clock: time_machine.Traveller,
) -> None:
    publish(SITTINGS, clock)
    person, ana = nominate(clock), "ana@interpol.example"
    amend(clock, person, title="Chief", language="fr", time_zone="Europe/Paris", sittings=("1", "2"))
    assert told(after=2) == []
    amend(clock, person, wants=Wanted.SITTINGS)
    swapped = [(ana, "CANCEL", "whole", 1), (ana, "REQUEST", "1", 0), (ana, "REQUEST", "2", 0)]
    assert told(after=2) == swapped
    amend(clock, person, sittings=("2", "3"))
    assert told(after=5) == [(ana, "CANCEL", "1", 1), (ana, "REQUEST", "3", 0)]
    assert "Retirée de votre calendrier" in deliveries()[5].subject
    amend(clock, person, sittings=("1", "2", "3"))
    assert told(after=7) == [(ana, "REQUEST", "1", 1)]
    amend(clock, person, sittings=("1", "2", "3"))
    assert told(after=8) == []
    stamps = [event(one).dtstamp.value for one in deliveries()[2:]]
    assert stamps == sorted(stamps)


def test_an_update_that_waits_still_reaches_who_was_given_one_sitting_more(clock: time_machine.Traveller) -> None:
    publish(SITTINGS, clock)
    person = nominate(clock, wants=Wanted.SITTINGS, sittings=("1",))
    keep_meeting(sitting("1", ends="2027-05-17T12:00"), by="desk", now=datetime.now(UTC), owner=Party.UN)
    with scope(party="INTERPOL"):
        nominations.amend(copy(), person.pk, Corrections(sittings=("1", "2")), by="desk", now=datetime.now(UTC))
    drain(clock)
    mine = [one for one in told(after=2) if one[0] == "ana@interpol.example"]
    assert sorted(mine) == [("ana@interpol.example", "REQUEST", "1", 1), ("ana@interpol.example", "REQUEST", "2", 0)]
