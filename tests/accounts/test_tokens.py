"""Keys of programs: made from a session, shown once, revoked at once."""

import json

import pytest
from django.test import Client

from backend.accounts.models import ApiToken, Membership, Role, User
from backend.audit.models import Entry
from backend.config.commands import token as command
from backend.domain.parties import Party

pytestmark = pytest.mark.django_db
PATH = "/api/v1/tokens/"


@pytest.fixture
def user() -> User:
    user = User.objects.create_user(username="clerk", password="correct horse battery staple")
    Membership.objects.create(user=user, party=Party.UN, roles=[Role.ORGANISER])
    return user


def browser(user: User, *, checks: bool = False) -> Client:
    client = Client(enforce_csrf_checks=checks)
    client.force_login(user)
    return client


def program(secret: str) -> Client:
    return Client(headers={"authorization": f"Bearer {secret}"})


def test_a_session_makes_a_token_that_speaks_until_it_is_revoked(user: User) -> None:
    page = browser(user)
    made = page.post(PATH, {"name": "agenda system"}, content_type="application/json")
    secret = made.json()["token"]
    assert (made.status_code, secret[:4], made["Cache-Control"]) == (201, "a6t_", "no-store")
    me = program(secret).get("/api/v1/me/").json()
    assert (me["username"], me["party"], me["roles"]) == ("clerk", "UN", ["organiser"])
    assert page.delete(f"{PATH}{made.json()['id']}/").status_code == 204
    refused = program(secret).get("/api/v1/me/")
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")
    assert [e.action for e in Entry.objects.order_by("sequence")] == ["token.created", "token.revoked"]


def test_the_secret_is_not_kept_and_not_listed(user: User) -> None:
    page = browser(user)
    secret = page.post(PATH, {"name": "x"}, content_type="application/json").json()["token"]
    assert secret not in json.dumps(list(ApiToken.objects.values("name", "digest")))
    assert secret not in page.get(PATH).content.decode()


def test_a_token_makes_no_token(user: User) -> None:
    secret = browser(user).post(PATH, {"name": "x"}, content_type="application/json").json()["token"]
    refused = program(secret).post(PATH, {"name": "y"}, content_type="application/json")
    assert (refused.status_code, ApiToken.objects.count()) == (403, 1)


def test_a_session_without_its_form_token_changes_nothing(user: User) -> None:
    refused = browser(user, checks=True).post(PATH, {"name": "x"}, content_type="application/json")
    assert (refused.status_code, ApiToken.objects.count()) == (403, 0)


def test_a_user_who_left_speaks_no_longer(user: User) -> None:
    secret = browser(user).post(PATH, {"name": "x"}, content_type="application/json").json()["token"]
    user.is_active = False
    user.save()
    assert program(secret).get("/api/v1/me/").status_code == 401


def test_a_user_without_a_party_is_told_so() -> None:
    stranger = User.objects.create_user(username="nobody")
    refused = browser(stranger).get("/api/v1/meetings/")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (403, "not_allowed")
    assert "no party" in refused.json()["errors"][0]["detail"]


def test_the_command_line_prints_a_token_once(user: User, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["create", "--user", "clerk", "--name", "importer"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert program(printed["token"]).get("/api/v1/me/").json()["username"] == "clerk"
    assert command.main(["create", "--user", "nobody", "--name", "x"]) == 1
    assert "no user “nobody”" in capsys.readouterr().err


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.SECRETARIAT, Role.OBSERVER])
def test_the_history_is_for_auditors_and_approvers(user: User, role: Role) -> None:
    Membership.objects.filter(user=user).update(roles=[role])
    assert {browser(user).get(f"/api/v1/{path}/").status_code for path in ("history", "outbox")} == {403}


def test_an_auditor_reads_the_own_history_and_how_its_promises_stand(user: User) -> None:
    Membership.objects.filter(user=user).update(roles=[Role.AUDITOR])
    page = browser(user)
    page.post(PATH, {"name": "x"}, content_type="application/json")
    [entry] = page.get("/api/v1/history/").json()["results"]
    assert (entry["sequence"], entry["actor"], entry["action"]) == (1, "clerk", "token.created")
    assert page.get("/api/v1/outbox/").json() == {"pending": 0, "failed": 0, "oldest_due": None}
