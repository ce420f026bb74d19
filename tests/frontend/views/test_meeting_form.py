"""The form of a meeting: what is wrong stands beside its field with the remedy, and nothing is saved half."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from backend.meetings.models import Meeting
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from tests.frontend.members import member

pytestmark = pytest.mark.django_db

TYPED = {
    "identifier": "E/CN.15/2028",
    "kind": "session",
    "body": "CCPCJ",
    "language": "en",
    "title": "Thirty-seventh session",
    "starts_on": "2028-05-15",
    "ends_on": "2028-05-19",
    "time_zone": "Europe/Vienna",
    "place": "Vienna",
    "agenda": "1. Election of officers\n2. Firearms",
    "act": "publish",
}
MISSING = (
    "2028-03-26 02:30 does not exist in Europe/Vienna: the clocks go forward over it. "
    "Choose a time before or after the change."
)
REPEATED = (
    "2028-10-29 02:30 happens twice in Europe/Vienna: the clocks go back. Choose a time outside the repeated hour."
)
CLOCK = {"starts_on": "2028-03-26", "ends_on": "2028-03-26", "starts_time": "02:30", "ends_time": "05:00"}


@pytest.fixture
def organiser(db: None) -> Iterator[Client]:
    load_register_rows()
    load_topic_rows()
    with scope(party="UN"):
        yield member("UN", "organiser")


def problem_of(client: Client, name: str, **typed: str) -> str:
    """What stands beside the field after the form was sent; fails where something was saved."""
    before = Meeting.objects.count()
    response = client.post(reverse("meeting-new"), TYPED | typed)
    assert (response.status_code, Meeting.objects.count()) == (422, before)
    assert f'id="id_{name}_error"' in response.text
    return " ".join(response.context["form"].errors.get(name, ["nothing"]))


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("title", {"title": ""}, "This field is required."),
        ("starts_on", {"starts_on": "31/02/2028"}, "Enter a valid date."),
        ("time_zone", {"time_zone": "Vienna"}, "“Vienna” is not a time zone. Did you mean “Europe/Vienna”?"),
        ("ends_on", {"ends_on": "2028-05-01"}, "The last day is before the first. Correct one of the two."),
        ("ends_time", {"starts_time": "10:00"}, "Give both times, or leave both empty for whole days."),
        (
            "ends_time",
            {"ends_on": "2028-05-15", "starts_time": "10:00", "ends_time": "09:00"},
            "It would end before it begins. Correct one of the two times.",
        ),
        (
            "starts_time",
            CLOCK,
            MISSING,
        ),
        (
            "starts_time",
            CLOCK | {"starts_on": "2028-10-29", "ends_on": "2028-10-29"},
            REPEATED,
        ),
        (
            "agenda",
            {"agenda": "1. One\n2. Two\n2. Again"},
            "Line 3: the number “2” stands already on line 2. Give each item its own number.",
        ),
        ("other_language", {"other_agenda": "1. Un"}, "Choose the language of the second text."),
    ],
)
def test_wrong_input_is_said_beside_its_field(organiser: Client, name: str, typed: dict[str, str], said: str) -> None:
    assert problem_of(organiser, name, **typed) == said


def test_a_reference_that_another_meeting_has_is_refused(organiser: Client) -> None:
    organiser.post(reverse("meeting-new"), TYPED)
    said = problem_of(organiser, "identifier", title="Another")
    assert said == (
        "There is already a meeting with the reference “E/CN.15/2028”. Choose another, or edit that meeting."
    )
    assert [str(meeting.title("en")) for meeting in Meeting.objects.all()] == ["Thirty-seventh session"]


def test_an_unknown_body_is_kept_with_a_note(organiser: Client) -> None:
    page = organiser.post(reverse("meeting-new"), TYPED | {"body": "Board of Weights"}, follow=True)
    assert [str(message) for message in page.context["messages"]][-1] == (
        "“Board of Weights” is not in the register: whether it admits observers is not known."
    )


def test_zone_and_place_of_the_body_are_taken_where_none_is_given(organiser: Client) -> None:
    organiser.post(reverse("meeting-new"), TYPED | {"time_zone": "", "place": ""})
    meeting = Meeting.objects.get()
    assert (meeting.time_zone, meeting.place) == ("Europe/Vienna", "Vienna")


def test_somebody_elses_edit_is_not_overwritten(organiser: Client) -> None:
    organiser.post(reverse("meeting-new"), TYPED)
    meeting = Meeting.objects.get()
    address = reverse("meeting-edit", args=[meeting.key])
    first = organiser.post(address, TYPED | {"version": "1", "place": "Geneva", "act": "save"})
    second = organiser.post(address, TYPED | {"version": "1", "place": "Rome", "act": "save"})
    meeting.refresh_from_db()
    assert (first.status_code, second.status_code, meeting.place) == (302, 409, "Geneva")
    assert "Somebody else saved this meeting while you were editing it" in second.text


def test_editing_keeps_what_the_form_does_not_ask_for(organiser: Client) -> None:
    organiser.post(
        reverse("meeting-new"), TYPED | {"other_language": "ru", "other_title": "Сессия", "other_agenda": "2. Оружие"}
    )
    meeting = Meeting.objects.get()
    shown = organiser.get(reverse("meeting-edit", args=[meeting.key])).context["form"].initial
    filled = {name: value for name, value in shown.items() if value}
    organiser.post(reverse("meeting-edit", args=[meeting.key]), filled | {"place": "Geneva", "act": "save"})
    meeting.refresh_from_db()
    agendas = list(meeting.agendas.all())
    assert (meeting.place, meeting.titles) == ("Geneva", {"en": "Thirty-seventh session", "ru": "Сессия"})
    assert [[item.titles for item in agenda.items.all()] for agenda in agendas] == [
        [{"en": "Election of officers"}, {"en": "Firearms", "ru": "Оружие"}]
    ]


def test_the_panel_decides_on_a_form_that_is_hardly_filled_in(organiser: Client) -> None:
    panel = organiser.post(reverse("meeting-check"), {"body": "CCPCJ", "agenda": "1. Trafficking in firearms"})
    assert (panel.status_code, Meeting.objects.count()) == (200, 0)
    assert ("<mark>" in panel.text, "Still to be filled in:" in panel.text, "Invite" in panel.text) == (True,) * 3


def test_the_panel_of_a_stored_meeting_misses_nothing_that_cannot_be_changed(organiser: Client) -> None:
    organiser.post(reverse("meeting-new"), TYPED)
    typed = {name: said for name, said in TYPED.items() if name not in {"identifier", "act"}}
    typed["meeting"] = str(Meeting.objects.get().key)
    panel = organiser.post(reverse("meeting-check"), typed)
    assert (panel.context["missing"], panel.context["unreadable"]) == ([], [])


def test_an_auditor_may_not_record_and_the_other_party_may_not_see(organiser: Client) -> None:
    organiser.post(reverse("meeting-new"), TYPED)
    edit = reverse("meeting-edit", args=[Meeting.objects.get().key])
    seen = [member("UN", "auditor").get(edit).status_code, member("INTERPOL", "organiser").get(edit).status_code]
    assert seen == [403, 404]


def test_of_an_empty_form_nothing_is_said_yet(organiser: Client) -> None:
    panel = organiser.post(reverse("meeting-check"), {"kind": "session", "language": "en"})
    assert (panel.context["decisions"], "Fill in the form" in panel.text) == ([], True)


def test_a_draft_is_published_from_its_page_as_it_was_seen(organiser: Client) -> None:
    organiser.post(reverse("meeting-new"), TYPED | {"act": "save"})
    meeting = Meeting.objects.get()
    publish = reverse("meeting-publish", args=[meeting.key])
    assert f'action="{publish}"' in organiser.get(reverse("meeting", args=[meeting.key])).text
    told = [organiser.post(publish, {"version": seen}, follow=True) for seen in ("x", "9", str(meeting.version))]
    assert ["The meeting is published." in one.text for one in told] == [False, False, True]
    meeting.refresh_from_db()
    assert (meeting.status, meeting.agendas.count(), organiser.post(publish).status_code) == ("published", 1, 404)


@pytest.mark.usefixtures("organiser")
@pytest.mark.parametrize(("first", "asked"), [("", ""), ("2027-01-20", "2027-01-11"), ("2027-06-01", "2027-04-20")])
def test_the_panel_asks_nobody_by_a_day_that_has_passed(first: str, asked: str) -> None:
    with time_machine.travel("2027-01-11T09:00Z", tick=False):
        panel = member("UN", "organiser").post(
            reverse("meeting-check"), {"starts_on": first, "ends_on": first, "agenda": "1. Trafficking in firearms"}
        )
    assert [question["by"] for one in panel.context["decisions"] for question in one.questions] == [asked]
