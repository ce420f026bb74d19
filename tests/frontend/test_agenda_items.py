"""Saying of each agenda item who may attend it, its class, and the committee that takes it."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django_scopes import scope

from backend.accounts.models import Membership, User
from backend.interchange.services import keep_meeting
from backend.invitations.models import Decision
from backend.meetings.models import AgendaItem, Meeting
from backend.organisations.services import load_register_rows
from backend.sharing.project import project_question
from scheduler.services import assess

pytestmark = pytest.mark.django_db
MEETING = {
    "id": "E/2027",
    "host": "UN",
    "body": "ECOSOC",
    "kind": "session",
    "title": "Session",
    "starts": "2027-07-05",
    "ends": "2027-07-09",
    "agenda": {"items": [{"number": "1", "title": "Election"}, {"number": "2", "title": "Firearms"}]},
}


@pytest.fixture
def meeting() -> Meeting:
    load_register_rows()
    return keep_meeting(MEETING, by="organiser", now=datetime(2027, 1, 11, tzinfo=UTC)).meeting


@pytest.fixture
def organiser() -> Client:
    user = User.objects.create_user("organiser")
    Membership.objects.create(user=user, party="UN", roles=["organiser"])
    client = Client()
    client.force_login(user)
    return client


def said(version: int) -> dict[str, str]:
    values = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "version": str(version)}
    rows = [
        ("1", "", "general", "", "E/2027/1\nE/2027/2 | restricted"),
        ("2", "closed", "restricted", "Second Committee", ""),
    ]
    for place, row in enumerate(rows):
        names = ("number", "observers", "classification", "committee", "documents")
        values |= {f"form-{place}-{name}": value for name, value in zip(names, row, strict=True)}
    return values


def items(meeting: Meeting) -> list[tuple[int, str, str | None, str, str]]:
    with scope(party="UN"):
        rows = AgendaItem.objects.filter(agenda__meeting=meeting).order_by("agenda__number", "position")
        return [(i.agenda.number, i.number, i.observers, i.classification, i.committee) for i in rows]


def test_what_is_said_of_an_item_becomes_a_new_version_of_the_agenda(meeting: Meeting, organiser: Client) -> None:
    page = f"/meetings/{meeting.key}/items/"
    assert "Firearms" in organiser.get(page).content.decode()
    assert organiser.post(page, said(1)).status_code == 302
    assert items(meeting) == [
        (1, "1", None, "general", ""),
        (1, "2", None, "general", ""),
        (2, "1", None, "general", ""),
        (2, "2", "closed", "restricted", "Second Committee"),
    ]


def test_a_classified_document_never_reaches_the_guest(meeting: Meeting, organiser: Client) -> None:
    organiser.post(f"/meetings/{meeting.key}/items/", said(1))
    with scope(party="UN"):
        [first, _] = AgendaItem.objects.filter(agenda__meeting=meeting, agenda__number=2)
        assess(meeting, now=datetime(2027, 1, 11, tzinfo=UTC))
        shared = project_question(Decision.objects.get(meeting=meeting), reply_by=None)
    assert ([one["symbol"] for one in first.documents], [item.documents for item in shared.items]) == (
        ["E/2027/1", "E/2027/2"],
        [("E/2027/1",), ()],
    )


def test_a_document_of_no_known_class_is_refused(meeting: Meeting, organiser: Client) -> None:
    response = organiser.post(f"/meetings/{meeting.key}/items/", said(1) | {"form-0-documents": "E/1 | secretissimo"})
    assert (response.status_code, len(items(meeting))) == (422, 2)


def test_a_page_that_is_out_of_date_is_refused_and_nothing_is_saved(meeting: Meeting, organiser: Client) -> None:
    response = organiser.post(f"/meetings/{meeting.key}/items/", said(7))
    assert (response.status_code, len(items(meeting))) == (422, 2)


def test_a_class_that_does_not_exist_is_refused(meeting: Meeting, organiser: Client) -> None:
    response = organiser.post(f"/meetings/{meeting.key}/items/", said(1) | {"form-1-classification": "secretissimo"})
    assert (response.status_code, len(items(meeting))) == (422, 2)
