"""The guest's secretariat names its representatives; the host sees them and what they answer."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django_scopes import scope
from rest_framework.test import APIClient

from backend.accounts.models import Membership, User
from backend.accounts.services import create_api_token
from backend.delegations.models import Representative
from backend.meetings.models import Meeting
from backend.organisations.services import load_register_rows
from backend.sharing.selectors import received
from backend.topics.services import load_topic_rows
from tests.scheduler.test_services import CCPCJ, publish

pytestmark = pytest.mark.django_db
PERSON = {
    "family_name": "Silva",
    "given_name": "Ana",
    "title": "Director",
    "capacity": "head",
    "address": "ana@interpol.example",
    "language": "es",
    "time_zone": "America/Lima",
}


@pytest.fixture(autouse=True)
def _published(db: None) -> Iterator[None]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(datetime(2027, 1, 11, 9, tzinfo=UTC), tick=False) as clock:
        publish(CCPCJ | {"observer_conditions": {"seats": 1}}, clock)
        yield


def member(party: str, *roles: str) -> User:
    user = User.objects.create_user(f"{party}-{'-'.join(roles)}")
    Membership.objects.create(user=user, party=party, roles=list(roles))
    return user


def browser(party: str, *roles: str) -> Client:
    client = Client()
    client.force_login(member(party, *roles))
    return client


def key() -> str:
    with scope(party="INTERPOL"):
        return str(received()[0].key)


def test_one_person_is_nominated_a_second_refused_and_the_host_sees_the_first() -> None:
    desk, page = browser("INTERPOL", "secretariat"), f"/invitations/{key()}/delegation/"
    assert desk.get(page).status_code == 200
    assert desk.post(page, PERSON).status_code == 302
    refused = desk.post(page, PERSON | {"address": "b@interpol.example", "capacity": "adviser"})
    assert (refused.status_code, "1 seat" in refused.content.decode()) == (422, True)
    with scope(party="UN"):
        meeting = Meeting.objects.get()
    shown = browser("UN", "organiser").get(f"/meetings/{meeting.key}/").content.decode()
    assert ("Ana Silva" in shown, "Head of delegation" in shown) == (True, True)


def test_a_substitute_takes_the_seat_and_the_old_name_stays_on_the_page() -> None:
    desk, page = browser("INTERPOL", "secretariat"), f"/invitations/{key()}/delegation/"
    desk.post(page, PERSON)
    with scope(party="UN"):
        pk = Representative.objects.get().pk
    assert desk.get(f"{page}{pk}/").status_code == 200
    new = PERSON | {"family_name": "Bauer", "given_name": "Bo", "address": "bo@interpol.example"}
    assert desk.post(f"{page}{pk}/", new | {"act": "substitute", "reason": "ill"}).status_code == 302
    shown = desk.get(page).content.decode()
    assert ("<del><bdi>Ana Silva</bdi></del>" in shown, "Bo Bauer" in shown) == (True, True)
    assert desk.post(f"{page}{pk}/", {"act": "remove"}).status_code == 422


def test_only_the_secretariat_nominates() -> None:
    assert browser("INTERPOL", "observer").post(f"/invitations/{key()}/delegation/", PERSON).status_code == 403


def test_the_same_by_the_interface_for_programs() -> None:
    program = APIClient()
    _, secret = create_api_token(member("INTERPOL", "secretariat"), name="p")
    program.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    path = f"/api/v1/received/{key()}/nominations/"
    made = program.post(path, PERSON, format="json")
    assert (made.status_code, made.json()[0]["name"], made.json()[0]["partstat"]) == (201, "Ana Silva", "NEEDS-ACTION")
    refused = program.post(path, PERSON | {"address": "b@interpol.example"}, format="json")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "no_seat_left")
    wrong = program.post(path, PERSON | {"time_zone": "Mars"}, format="json")
    assert (wrong.status_code, wrong.json()["errors"][0]["attr"]) == (400, "time_zone")
    [person] = program.get(path).json()
    gone = program.post(f"{path}{person['id']}/remove/", {"reason": "ill"}, format="json")
    assert [(p["removed"], p["reason"]) for p in gone.json()] == [(True, "ill")]
    host = APIClient()
    _, secret = create_api_token(member("UN", "organiser"), name="h")
    host.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert [p["family_name"] for p in host.get("/api/v1/representatives/").json()["results"]] == ["Silva"]
