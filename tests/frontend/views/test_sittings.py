"""The sittings on the form of a meeting: added, changed and removed as rows, and followed by the calendars."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from backend.interchange.services import keep_meeting
from backend.invitations.models import CalendarEntry
from backend.meetings.models import Meeting
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from tests.factories.world import settle
from tests.frontend.members import member
from tests.frontend.views.test_meeting_form import TYPED

pytestmark = pytest.mark.django_db
FIRST = {"number": "1", "day": "2028-05-15", "begins": "10:00", "ends": "13:00", "items": "1, 2"}
SECOND = {"number": "2", "day": "2028-05-16", "begins": "15:00", "ends": "18:00", "private": "on"}
STORED = [
    {"id": "1", "starts": "2028-05-15T10:00", "ends": "2028-05-15T13:00", "items": ["1", "2"], "private": False},
    {"id": "2", "starts": "2028-05-16T15:00", "ends": "2028-05-16T18:00", "items": [], "private": True},
]


@pytest.fixture
def organiser(db: None) -> Iterator[Client]:
    load_register_rows()
    load_topic_rows()
    with scope(party="UN"):
        yield member("UN", "organiser")


def rows(*sittings: Mapping[str, str]) -> dict[str, str]:
    """The fields of the rows as a browser sends them."""
    counted = {f"sittings-{kind}_FORMS": str(len(sittings)) for kind in ("TOTAL", "INITIAL")}
    return counted | {f"sittings-{n}-{name}": said for n, row in enumerate(sittings) for name, said in row.items()}


def stored() -> list[dict[str, object]]:
    names = ("number", "starts", "ends", "items", "private")
    [meeting] = Meeting.objects.all()
    return [dict(zip(("id", *names[1:]), row, strict=True)) for row in meeting.sittings.values_list(*names)]


def test_sittings_are_kept_by_their_time_and_shown_again_as_they_were_typed(organiser: Client) -> None:
    organiser.post(reverse("meeting-new"), TYPED | rows(SECOND, FIRST))
    assert stored() == STORED
    [meeting] = Meeting.objects.all()
    shown = organiser.get(reverse("meeting-edit", args=[meeting.key])).context["form"]
    typed = [{name: field.value() for field in row if (name := field.name) and field.value()} for row in shown.sittings]
    assert typed == [FIRST, SECOND | {"private": True}]


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("begins", {"begins": ""}, "This field is required."),
        ("number", {"number": "2"}, "Another sitting has this number. Give each its own."),
        ("ends", {"ends": "10:00"}, "It would end before it begins. Correct one of the two times."),
        ("last_day", {"last_day": "2028-05-14"}, "The last day is before the first. Correct one of the two."),
        (
            "day",
            {"day": "2028-05-20"},
            "This is outside the meeting (15–19 May 2028). Correct it, or the days of the meeting.",
        ),
        ("items", {"items": "2, 9"}, "Not on the agenda: 9. Write numbers of its items, with commas between."),
    ],
)
def test_what_is_wrong_in_a_sitting_is_said_beside_its_field(
    organiser: Client, name: str, wrong: dict[str, str], said: str
) -> None:
    response = organiser.post(reverse("meeting-new"), TYPED | rows(SECOND, FIRST | wrong))
    assert (response.status_code, Meeting.objects.count()) == (422, 0)
    assert response.context["form"].sittings.errors[1][name][0] == said
    place = f"id_sittings-1-{name}"
    assert (f'id="{place}_error"' in response.text, f'<a href="#{place}">' in response.text) == (True, True)


@pytest.mark.parametrize(
    ("day", "said"), [("2028-03-26", "does not exist in Europe/Vienna"), ("2028-10-29", "happens twice")]
)
def test_an_hour_that_the_clocks_skip_or_repeat_is_refused(organiser: Client, day: str, said: str) -> None:
    typed = TYPED | {"starts_on": day, "ends_on": day, "time_zone": ""}
    response = organiser.post(reverse("meeting-new"), typed | rows(FIRST | {"day": day, "begins": "02:30"}))
    assert (response.status_code, said in response.context["form"].sittings.errors[0]["begins"][0]) == (422, True)


def test_a_sitting_whose_hours_are_not_known_yet_lasts_whole_days(organiser: Client) -> None:
    days = {"number": "2", "day": "2028-05-16", "last_day": "2028-05-17"}
    organiser.post(reverse("meeting-new"), TYPED | rows(FIRST, days))
    assert stored()[1] == {"id": "2", "starts": "2028-05-16", "ends": "2028-05-17", "items": [], "private": False}
    [meeting] = Meeting.objects.all()
    shown = organiser.get(reverse("meeting-edit", args=[meeting.key])).context["form"].sittings[1]
    assert {field.name: field.value() for field in shown if field.value()} == days


def test_a_sitting_without_any_zone_asks_for_it(organiser: Client) -> None:
    typed = TYPED | {"body": "Board of Weights", "time_zone": ""} | rows(FIRST)
    form = organiser.post(reverse("meeting-new"), typed).context["form"]
    assert form.errors["time_zone"] == ["A time needs its zone. Write it like “Europe/Vienna”."]


def test_the_buttons_add_and_remove_a_row_and_save_nothing(organiser: Client) -> None:
    half = {name: said for name, said in TYPED.items() if name not in {"title", "act"}}
    added = organiser.post(reverse("meeting-new"), half | rows(FIRST, SECOND) | {"act": "add-sitting"})
    form = added.context["form"]
    assert [row["number"].value() for row in form.sittings] == ["1", "2", "3"]
    assert (form.sittings[2]["day"].value(), form["agenda"].value()) == ("2028-05-16", TYPED["agenda"])
    assert (added.status_code, "field-wrong" in added.text, "autofocus" in added.text) == (200, False, True)
    removed = organiser.post(reverse("meeting-new"), half | rows(FIRST, SECOND) | {"act": "remove-sitting-0"})
    assert [row["number"].value() for row in removed.context["form"].sittings] == ["2"]
    assert Meeting.objects.count() == 0


def test_the_panel_follows_the_sittings(organiser: Client) -> None:
    """An item that only private sittings take is closed: Art. 6 (2) rests on open ones."""
    agenda = TYPED | {"agenda": "1. Trafficking in firearms\n2. Other business"}
    taken = [FIRST | {"items": "1", "private": private} for private in ("", "on")]
    panels = [organiser.post(reverse("meeting-check"), agenda | rows(one)).context["decisions"][0] for one in taken]
    assert [[item.openness for item in panel.items] for panel in panels] == [["", ""], ["closed", ""]]
    assert [panel.partial for panel in panels] == [False, True]


def test_of_the_sittings_only_the_changed_one_and_the_banner_that_lists_them_rise(
    clock: time_machine.Traveller, organiser: Client
) -> None:
    document = {"id": TYPED["identifier"], "host": "UN", "body": "CCPCJ", "kind": "session", "title": TYPED["title"],
                "starts": "2028-05-15", "ends": "2028-05-19", "time_zone": "Europe/Vienna", "place": "Vienna",
                "agenda": {"items": [{"number": "1", "title": "Election of officers"},
                                     {"number": "2", "title": "Firearms"}]}, "sittings": STORED}  # fmt: skip
    sittings = [{**one, "private": False} for one in STORED]
    meeting = keep_meeting(document | {"sittings": sittings}, by="program", now=datetime.now(UTC)).meeting
    settle(clock)
    later, same = FIRST | {"begins": "11:00"}, SECOND | {"private": ""}
    third = {"number": "3", "day": "2028-05-17", "begins": "10:00", "ends": "13:00"}
    typed = TYPED | {"version": "1", "act": "save"} | rows(later, same, third)
    assert organiser.post(reverse("meeting-edit", args=[meeting.key]), typed).status_code == 302
    settle(clock)
    entries = CalendarEntry.objects.order_by("sitting").values_list("sitting", "sequence")
    assert list(entries) == [("", 1), ("1", 1), ("2", 0), ("3", 0)]
