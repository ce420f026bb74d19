"""The guest's secretariat names its representatives; the host sees them and what they answer."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from django.test import Client
from django_scopes import scope
from rest_framework.test import APIClient

from backend.accounts.models import Membership, User
from backend.accounts.services import create_api_token
from backend.audit.models import Entry
from backend.delegations.models import Representative
from backend.invitations.models import Invitation
from backend.meetings.models import Meeting
from backend.organisations.services import load_register_rows
from backend.sharing.selectors import received
from backend.topics.services import load_topic_rows
from notifications.models import Delivery
from tests.factories.world import settle
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
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(datetime(2027, 1, 11, 9, tzinfo=UTC), tick=False) as traveller:
        publish(CCPCJ | {"observer_conditions": {"seats": 1}}, traveller)
        yield traveller


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


def test_only_who_may_nominate_is_led_there_and_versions_are_told_in_words() -> None:
    page = f"/invitations/{key()}/"
    shown = {role: browser("INTERPOL", role).get(page).text for role in ("secretariat", "organiser", "observer")}
    assert {role: f'href="{page}delegation/"' in text for role, text in shown.items()} == {
        "secretariat": True, "organiser": False, "observer": False,
    }  # fmt: skip
    assert all("Version 1, of 11 January 2027" in text for text in shown.values())


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


def program(party: str, *roles: str) -> APIClient:
    client = APIClient()
    _, secret = create_api_token(member(party, *roles), name="p")
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


def test_a_record_is_corrected_in_place_and_what_is_wrong_is_refused() -> None:
    desk, page = browser("INTERPOL", "secretariat"), f"/invitations/{key()}/delegation/"
    desk.post(page, PERSON)
    with scope(party="UN"):
        pk = Representative.objects.get().pk
    said = {"act": "amend", "title": "Chief", "capacity": "adviser", "language": "fr", "time_zone": "Europe/Paris"}
    assert 'value="Director"' in desk.get(f"{page}{pk}/").content.decode()
    wrong = desk.post(f"{page}{pk}/", said | {"time_zone": "Mars"})
    assert (wrong.status_code, "Mars" in wrong.content.decode()) == (422, True)
    assert desk.post(f"{page}{pk}/", said).status_code == 302
    with scope(party="UN"):
        [person] = Representative.objects.values_list("family_name", "title", "capacity", "language", "time_zone")
    assert person == ("Silva", "Chief", "adviser", "fr", "Europe/Paris")
    client, path = program("INTERPOL", "secretariat", "observer"), f"/api/v1/received/{key()}/nominations/{pk}/"
    [amended] = client.patch(path, {"capacity": "head"}, format="json").json()
    assert (amended["capacity"], amended["title"]) == ("head", "Chief")
    refused = client.patch(path, {"sittings": ["9"]}, format="json")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "unknown_sitting")
    assert program("INTERPOL", "observer").patch(path, {"title": "x"}, format="json").status_code == 403


def links() -> list[str]:
    """The links of all mails to the person, the oldest first."""
    with scope(party="UN"):
        mails = [message_from_bytes(one.mime, policy=default)
                 for one in Delivery.objects.filter(recipient=PERSON["address"]).order_by("pk")]  # fmt: skip
    bodies = [one.get_body(("plain",)).get_content() for one in mails]  # type: ignore[union-attr]
    return [re.findall(r"/answer/\S+", body)[0] for body in bodies]


def test_an_invitation_is_sent_again_by_either_side_and_old_links_can_be_made_void(
    clock: time_machine.Traveller,
) -> None:
    desk, page = browser("INTERPOL", "secretariat"), f"/invitations/{key()}/delegation/"
    desk.post(page, PERSON)
    with scope(party="UN"):
        person, invitation = Representative.objects.get(), Invitation.objects.get()
    assert desk.post(f"{page}{person.pk}/", {"act": "again"}).status_code == 302
    settle(clock)
    stranger = Client()
    assert [stranger.get(link).status_code for link in links()] == [200, 200]
    host = browser("UN", "organiser")
    mailboxes = f"/issued/{invitation.key}/mailboxes/"
    assert PERSON["address"] in host.get(mailboxes).content.decode()
    assert host.post(mailboxes, {"mailbox": person.attendee_id, "void": "on"}).status_code == 302
    settle(clock)
    assert [stranger.get(link).status_code for link in links()] == [410, 410, 200]
    assert stranger.post(links()[0], {"partstat": "ACCEPTED"}).status_code == 410
    again = f"/api/v1/received/{key()}/nominations/{person.pk}/send-again/"
    assert program("INTERPOL", "secretariat", "auditor").post(again, {"void": True}, format="json").status_code == 200
    settle(clock)
    assert [stranger.get(link).status_code for link in links()] == [410, 410, 410, 200]
    desk.post(f"{page}{person.pk}/", {"act": "remove"})
    refused = host.post(mailboxes, {"mailbox": person.attendee_id})
    assert (refused.status_code, [stranger.get(link).status_code for link in links()[:4]]) == (422, [410] * 4)


def test_the_office_asks_for_its_own_invitation_again(clock: time_machine.Traveller) -> None:
    desk = browser("INTERPOL", "secretariat")
    assert desk.post(f"/invitations/{key()}/again/", {"void": "on"}).status_code == 302
    settle(clock)
    with scope(party="UN"):
        told = list(Delivery.objects.order_by("pk").values_list("subject", "party"))
        voided = list(Entry.objects.filter(party="UN", action="answer_links.voided").values_list("actor", flat=True))
    assert ([subject.partition(":")[0] for subject, _ in told], voided) == (
        ["Invitation", "Invitation (copy)"],
        ["office of INTERPOL"],
    )
