"""Whatever stands in any field, a calendar is one event with the properties it should have."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, vText
from icalendar.parser import Contentline, Parameters

from notifications.calendar import itip
from notifications.calendar.events import Event, content_line, render_event
from notifications.calendar.feed import calendar
from notifications.calendar.people import Attendee, Organizer
from tests.notifications.conformance import check_calendar, properties, unfolded

STAMP = datetime(2027, 1, 11, 9, tzinfo=UTC)
VIENNA = ZoneInfo("Europe/Vienna")
TIMED = Event(
    uid="u@article6.example",
    sequence=3,
    stamp=STAMP,
    summary="Session",
    start=datetime(2027, 5, 17, 10, tzinfo=VIENNA),
    end=datetime(2027, 5, 17, 13, tzinfo=VIENNA),
    time_zone="Europe/Vienna",
)
BANNER = replace(TIMED, start=date(2027, 5, 17), end=date(2027, 5, 22), time_zone="", transparent=True)
ORGANIZER = Organizer("rsvp-1-abcdefghijklmnop@article6.example", "Executive Office")
ATTENDEE = Attendee("secretariat@interpol.example", "General Secretariat", cutype="GROUP")
LINK = "https://article6.example/answer/MQ:1xnBG2:1fmWVDgFY3oipLi3pPwscmq9lQd4NXKcHuy-cYEQ7O8/"
NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\r\n\x00\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\u202e\u2066\ufeff;,:\\\"^'عربي中文😀é"),
    ),
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(texts=st.fixed_dictionaries(dict.fromkeys(("summary", "description", "location", "url"), NASTY)), name=NASTY)
def test_any_text_in_any_field_reads_back_as_one_event(texts: dict[str, str], name: str) -> None:
    organizer, attendee = replace(ORGANIZER, name=name), replace(ATTENDEE, name=name)
    for event in (replace(TIMED, **texts), replace(BANNER, **texts, categories=(name,))):
        written = itip.request(event, organizer=organizer, attendee=attendee, link=LINK)
        check_calendar(written, method="REQUEST")
        mandatory = ["UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"]
        assert properties(written)[:6] == mandatory
        [read] = Calendar.from_ical(written).walk("VEVENT")
        assert {str(key) for key in read} == set(properties(written))


@settings(max_examples=60, deadline=None)
@given(name=NASTY, summary=NASTY, description=NASTY)
def test_any_text_in_a_feed_keeps_its_lines(name: str, summary: str, description: str) -> None:
    events = [render_event(replace(TIMED, summary=summary)), render_event(replace(BANNER, summary=summary))]
    written = calendar(name, events, zones={"Europe/Vienna": (2027, 2027)}, description=description)
    lines = unfolded(written)
    assert (lines.count("BEGIN:VEVENT"), lines.count("BEGIN:VTIMEZONE")) == (2, 1)


def test_a_cancelled_whole_has_a_status_and_one_persons_part_has_none() -> None:
    whole = itip.cancel(TIMED, organizer=ORGANIZER, attendee=ATTENDEE, whole=True)
    alone = itip.cancel(TIMED, organizer=ORGANIZER, attendee=ATTENDEE, whole=False)
    assert ("STATUS:CANCELLED" in unfolded(whole), "STATUS" in properties(alone)) == (True, False)


def test_an_instant_without_a_length_has_no_end_and_days_end_the_day_after() -> None:
    point = replace(TIMED, end=TIMED.start)
    written = itip.request(point, organizer=ORGANIZER, attendee=ATTENDEE)
    assert "DTEND" not in properties(written)
    days = unfolded(itip.request(BANNER, organizer=ORGANIZER, attendee=ATTENDEE))
    assert {"DTSTART;VALUE=DATE:20270517", "DTEND;VALUE=DATE:20270522"} <= set(days)


def test_the_desk_officer_stands_beside_the_organizer() -> None:
    officer = replace(ORGANIZER, sent_by="officer@un.example")
    lines = unfolded(itip.request(TIMED, organizer=officer, attendee=ATTENDEE))
    [organizer] = [line for line in lines if line.startswith("ORGANIZER")]
    assert 'SENT-BY="mailto:officer@un.example"' in organizer


def test_a_later_stamp_answers_a_refresh() -> None:
    later = STAMP + timedelta(hours=1)
    lines = unfolded(itip.answer_refresh(TIMED, organizer=ORGANIZER, attendee=ATTENDEE, stamp=later))
    assert {"SEQUENCE:3", "DTSTAMP:20270111T100000Z"} <= set(lines)


@given(st.text(st.sampled_from("ab ,;\\^\n😀é漢"), max_size=300))
@settings(max_examples=150, deadline=None)
def test_long_lines_are_folded_as_icalendar_folds_them(words: str) -> None:
    line = Contentline.from_parts("DESCRIPTION", Parameters(), vText(words))
    assert content_line(str(line).encode()) == line.to_ical()
