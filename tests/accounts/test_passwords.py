"""Accounts of people, and a way back in for whoever lost the password."""

import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from backend.accounts.models import Membership, Role, User
from backend.accounts.passwords import NameTaken, make_account
from backend.accounts.services import create_api_token
from backend.audit.models import Entry
from backend.config.commands import account
from backend.domain.parties import Party
from backend.organisations.services import load_register_rows
from backend.outbox.services import relay

pytestmark = pytest.mark.django_db
NEW = "a quiet harbour in winter"


@pytest.fixture(autouse=True)
def mails(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    load_register_rows()
    cache.clear()
    settings.EMAIL_URL, settings.MAIL_FOLDER = None, tmp_path / "mail"
    yield settings.MAIL_FOLDER
    cache.clear()


def made(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The path behind which the person chooses a password."""
    assert account.main(["a.silva", *arguments]) == 0
    link: str = json.loads(capsys.readouterr().out)["link"]
    return link.removeprefix(django_settings.PUBLIC_URL)


SILVA = ("--party", "INTERPOL", "--role", "secretariat", "--role", "observer", "--email", "a.silva@interpol.example")


def test_an_operator_makes_an_account_whose_owner_chooses_the_password(capsys: pytest.CaptureFixture[str]) -> None:
    link, browser = made(capsys, *SILVA), Client()
    assert "a.silva" in browser.get(link).text
    differing = browser.post(link, {"password": NEW, "again": "another"})
    common = browser.post(link, {"password": "password", "again": "password"})
    assert [(one.status_code, len(one.context["form"].errors)) for one in (differing, common)] == [(422, 1), (422, 1)]
    assert browser.post(link, {"password": NEW, "again": NEW}).headers["Location"] == "/"
    assert browser.get("/").context["reader"].party == "INTERPOL"
    assert Client().get(link).status_code == 404
    assert Membership.objects.get(user__username="a.silva").roles == ["observer", "secretariat"]


def test_a_person_who_lost_the_password_gets_a_new_link(capsys: pytest.CaptureFixture[str]) -> None:
    first = made(capsys, *SILVA)
    Client().post(first, {"password": NEW, "again": NEW})
    assert Client().get(made(capsys)).status_code == 200
    assert account.main(["nobody"]) == 1
    assert "There is no account “nobody”." in capsys.readouterr().err


def test_a_new_mail_address_alone_is_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    made(capsys, *SILVA)
    made(capsys, "--email", "ana@interpol.example")
    assert User.objects.get(username="a.silva").email == "ana@interpol.example"
    assert Entry.objects.filter(party="INTERPOL", action="account.changed").count() == 1
    assert account.main(["a.silva", "--email", "ana"]) == 1
    assert "“ana” is no mail address" in capsys.readouterr().err


def test_a_closed_account_opens_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    link, browser = made(capsys, *SILVA), Client()
    browser.post(link, {"password": NEW, "again": NEW})
    _, secret = create_api_token(User.objects.get(username="a.silva"), name="program")
    assert account.main(["a.silva", "--close"]) == 0
    told = {"Authorization": f"Bearer {secret}"}
    again = Client().post("/accounts/login/", {"login": "a.silva", "password": NEW})
    assert (browser.get("/").status_code, Client().get("/api/v1/me/", headers=told).status_code) == (302, 401)
    assert (again.headers.get("Location", ""), Client().get(link).status_code) != ("/", 200)
    assert Entry.objects.filter(party="INTERPOL", action="account.closed").count() == 1


def test_whoever_asks_is_told_the_same_and_only_a_known_address_gets_the_link(
    capsys: pytest.CaptureFixture[str], mails: Path
) -> None:
    made(capsys, *SILVA)
    asked = [
        Client().post("/password/", {"named": name}, follow=True).text
        for name in ("nobody", "A.Silva@interpol.example")
    ]
    assert len({re.sub(r'(?:value|nonce)="[^"]*"', "", page) for page in asked}) == 1
    relay()
    [mail] = [message_from_bytes(file.read_bytes(), policy=default) for file in mails.rglob("*.eml")]
    body = mail.get_body(("plain",))
    assert body is not None
    [link] = re.findall(rf"{django_settings.PUBLIC_URL}(/password/\S+)", body.get_content())
    assert (mail["To"], Client().post(link, {"password": NEW, "again": NEW}).status_code) == (
        "a.silva@interpol.example",
        302,
    )
    assert User.objects.get(username="a.silva").check_password(NEW)


def test_no_more_than_three_mails_an_hour_are_written_to_one_account(
    capsys: pytest.CaptureFixture[str], mails: Path
) -> None:
    made(capsys, *SILVA)
    for _ in range(5):
        assert Client().post("/password/", {"named": "a.silva"}).status_code == 302
    relay()
    assert len(list(mails.rglob("*.eml"))) == 3


def test_an_invitation_never_takes_the_account_that_somebody_else_made_a_moment_ago() -> None:
    make_account("a.silva", party=Party.UN, roles=[Role.ORGANISER], email="silva@un.example", by="one")
    with pytest.raises(NameTaken):
        make_account("a.silva", party=Party.INTERPOL, roles=[Role.AUDITOR], email="", by="two", only_new=True)
    kept = Membership.objects.select_related("user").get()
    assert (kept.party, kept.roles, kept.user.email) == ("UN", ["organiser"], "silva@un.example")
