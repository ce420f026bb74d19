"""Accounts are kept by the administrators of their own party, from the invitation by mail to the last sign-out."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django_scopes import scope
from pytest_django import Settings

from backend.accounts.models import Membership, User
from backend.accounts.services import create_api_token
from backend.audit.models import Entry
from backend.domain.parties import Party
from backend.interchange.services import keep_meeting
from backend.organisations.services import load_register_rows
from backend.outbox.services import relay
from tests.frontend.members import member

pytestmark = pytest.mark.django_db
PASSWORD = "a quiet harbour in winter"
SILVA = {
    "username": "a.silva", "email": "a.silva@interpol.example", "roles": ["secretariat", "observer"],
    "office": "Treaty desk", "language": "fr", "time_zone": "Europe/Paris",
}  # fmt: skip


@pytest.fixture
def administrator(settings: Settings, tmp_path: Path) -> Client:
    load_register_rows()
    settings.EMAIL_URL, settings.MAIL_FOLDER = None, tmp_path / "mail"
    return member("INTERPOL", "administrator")


def mailed(settings: Settings) -> tuple[str, str, str]:
    """To whom the one mail went, its subject, and the path of the link in it."""
    relay()
    [mail] = [message_from_bytes(file.read_bytes(), policy=default) for file in settings.MAIL_FOLDER.rglob("*.eml")]
    [link] = re.findall(rf"{django_settings.PUBLIC_URL}(/password/\S+)", mail.get_body(("plain",)).get_content())
    return mail["To"], mail["Subject"], link


def page_of(name: str) -> str:
    return f"/people/{User.objects.get(username=name).pk}/"


def told(client: Client, page: str, **typed: object) -> str:
    """The text of the page after the form was sent."""
    return client.post(page, typed, follow=True).text


def test_the_invited_chooses_a_password_and_reads_in_language_and_hours_of_the_account(
    administrator: Client, settings: Settings
) -> None:
    assert administrator.post("/people/", SILVA).status_code == 302
    to, subject, link = mailed(settings)
    assert (to, subject) == (SILVA["email"], "Votre compte")
    browser = Client()
    assert browser.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    create_api_token(User.objects.get(username="a.silva"), name="program")
    page = browser.get("/tokens/").text
    assert ('<html lang="fr" dir="ltr"' in page, "Paris (UTC+" in page) == (True, True)
    browser.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "es"
    assert '<html lang="es" dir="ltr"' in browser.get("/tokens/").text
    history = Entry.objects.filter(party="INTERPOL", subject=f"user:{User.objects.get(username='a.silva').pk}")
    assert list(history.order_by("sequence").values_list("actor", "action")) == [
        ("INTERPOL-administrator", "account.made"), ("a.silva", "account.password_chosen"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "UN-Organiser"}, "There is already an account “UN-Organiser”."),
        ({"username": "a silva"}, "is no user name"),
        ({"roles": []}, "This field is required."),
        ({"email": ""}, "This field is required."),
        ({"time_zone": "Paris"}, "There is no time zone “Paris”."),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_invited(
    administrator: Client, wrong: dict[str, object], said: str
) -> None:
    member("UN", "organiser")
    refused = administrator.post("/people/", SILVA | wrong)
    assert (refused.status_code, said in refused.text, Membership.objects.count()) == (422, True, 2)


def test_what_a_person_does_is_changed_and_the_history_has_old_and_new(administrator: Client) -> None:
    administrator.post("/people/", SILVA)
    change = SILVA | {"roles": ["auditor"], "office": "", "act": "change"}
    assert "The account is changed." in told(administrator, page_of("a.silva"), **change)
    assert "The account is changed." in told(administrator, page_of("a.silva"), **change)
    details = Entry.objects.filter(party="INTERPOL", action="account.changed").values_list("detail", flat=True)
    assert list(details) == [{"roles": [["observer", "secretariat"], ["auditor"]], "office": ["Treaty desk", ""]}]


def test_signing_out_everywhere_ends_every_session_and_no_key(administrator: Client) -> None:
    person = member("INTERPOL", "observer")
    _, secret = create_api_token(User.objects.get(username="INTERPOL-observer"), name="program")
    assert person.get("/").status_code == 200
    assert "signed out everywhere" in told(administrator, page_of("INTERPOL-observer"), act="sign_out")
    by_program = Client().get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}"})
    assert (person.get("/").status_code, by_program.status_code) == (302, 200)


def test_a_closed_account_is_opened_again_without_its_old_sessions_and_keys(administrator: Client) -> None:
    person = member("INTERPOL", "observer")
    _, secret = create_api_token(User.objects.get(username="INTERPOL-observer"), name="program")
    page = page_of("INTERPOL-observer")
    assert "The account is closed." in told(administrator, page, act="close")
    assert person.get("/").status_code == 302
    assert "The account is open again." in told(administrator, page, act="reopen")
    by_program = Client().get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}"})
    assert (person.get("/").status_code, by_program.status_code) == (302, 401)
    assert User.objects.get(username="INTERPOL-observer").is_active


def test_the_last_administrator_stays(administrator: Client) -> None:
    page, sentence = page_of("INTERPOL-administrator"), "Nobody else of your organisation could keep its accounts."
    change = {"email": "a@interpol.example", "roles": ["auditor"], "act": "change"}
    assert [sentence in told(administrator, page, **one) for one in ({"act": "close"}, change)] == [True, True]
    member("INTERPOL", "administrator", "auditor")
    assert sentence not in told(administrator, page, **change)
    assert administrator.get("/people/").status_code == 403


def test_the_link_is_sent_again(administrator: Client, settings: Settings) -> None:
    User.objects.filter(pk=User.objects.get(username="INTERPOL-administrator").pk).update(email="a@interpol.example")
    told(administrator, page_of("INTERPOL-administrator"), act="link")
    assert mailed(settings)[0] == "a@interpol.example"


def test_others_see_no_account_and_nobody_sees_those_of_the_other_party(administrator: Client) -> None:
    stranger = member("UN", "administrator")
    page = page_of("INTERPOL-administrator")
    acts = [stranger.post(page, {"act": act}).status_code for act in ("close", "reopen", "sign_out", "link", "change")]
    assert (stranger.get(page).status_code, acts) == (404, [404] * 5)
    assert "INTERPOL-administrator" not in stranger.get("/people/").text
    roles = ("organiser", "approver", "secretariat", "observer", "auditor")
    assert {member("INTERPOL", role).get(path).status_code for role in roles for path in ("/people/", page)} == {403}


def test_the_api_answers_in_utc_whatever_the_hours_of_the_account(administrator: Client) -> None:
    Membership.objects.update(time_zone="Asia/Tokyo", language="fr")
    symposium = {
        "id": "SYMP/2027", "host": "INTERPOL", "body": "ICPO-SYMP", "kind": "conference", "title": "Symposium",
        "starts": "2027-06-02", "ends": "2027-06-03",
    }  # fmt: skip
    with scope(party="INTERPOL"):
        kept = keep_meeting(symposium, by="writer", now=datetime(2027, 1, 11, 9, tzinfo=UTC), owner=Party.INTERPOL)
    [shown] = administrator.get("/api/v1/meetings/").json()["results"]
    assert shown["changed_at"] == f"{kept.meeting.changed_at:%Y-%m-%dT%H:%M:%SZ}"
