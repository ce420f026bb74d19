"""Signing in, and what browsers are told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, override_settings

from backend.accounts.models import User
from backend.config.redaction import hide
from tests.frontend.members import member

PRODUCTION = {
    "ARTICLE6_MODE": "production",
    "PUBLIC_URL": "https://article6.example.org",
    "SECRET_KEY": "q7w9-0xkz-55vn-2ma8-pu3d-h1ty-c6lb-e4rj-sf0g-o9iq-8t2w",
    "DJANGO_SETTINGS_MODULE": "backend.config.settings",
}
ASKED = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_AGE",
         "SESSION_IDLE", "SECURE_SSL_REDIRECT", "DEBUG", "ALLOWED_HOSTS")  # fmt: skip
SAY = f"import json; from backend.config import settings; print(json.dumps([getattr(settings, n) for n in {ASKED!r}]))"


def run(*arguments: str, folder: Path, **change: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "ARTICLE6_DATA": str(folder),
    }
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment | PRODUCTION | change,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_production_settings_pass_every_check_for_deployment(tmp_path: Path) -> None:
    checked = run("-m", "django", "check", "--deploy", "--fail-level", "WARNING", folder=tmp_path)
    assert (checked.returncode, "no issues" in checked.stdout) == (0, True), checked.stderr


def test_cookies_of_production_belong_to_this_host_and_last_a_working_day(tmp_path: Path) -> None:
    said = run("-c", SAY, folder=tmp_path)
    values = dict(zip(ASKED, json.loads(said.stdout), strict=True))
    assert values == {
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_AGE": 28800,
        "SESSION_IDLE": 1800,
        "SECURE_SSL_REDIRECT": True,
        "DEBUG": False,
        "ALLOWED_HOSTS": ["article6.example.org"],
    }


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/api/v1/reference/", "/api/v1/meetings/", "/nothing/"])
def test_every_answer_says_what_browsers_may_do(path: str) -> None:
    headers = Client().get(path).headers
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert "camera=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    assert ("default-src 'none'" in policy, "unsafe" in policy, "frame-ancestors 'none'" in policy) == (
        True,
        False,
        True,
    )


@pytest.mark.django_db
def test_guessing_passwords_is_slowed_down() -> None:
    cache.clear()
    User.objects.create_user(username="clerk", password="correct horse battery staple")
    client = Client()
    wrong = [client.post("/accounts/login/", {"login": "clerk", "password": f"guess {n}"}) for n in range(12)]
    right = client.post("/accounts/login/", {"login": "clerk", "password": "correct horse battery staple"})
    assert 302 not in {response.status_code for response in wrong}
    assert right.status_code != 302
    cache.clear()


@pytest.mark.django_db
def test_a_session_begins_anew_with_each_sign_in() -> None:
    cache.clear()
    User.objects.create_user(username="clerk", password="correct horse battery staple")
    client = Client()
    client.get("/accounts/login/")
    planted = client.session
    planted["planted"] = "by somebody else"
    planted.save()
    before = planted.session_key
    client.post("/accounts/login/", {"login": "clerk", "password": "correct horse battery staple"})
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("GET /feeds/a6f_0123456789abcdef.ics", "GET /feeds/a6f_***.ics"),
        ("GET /answer/MTc:1abc:secret-signature/", "GET /answer/***/"),
        ("Authorization: Bearer a6t_0123456789abcdef", "Authorization: Bearer a6t_***"),
        ("smtp://user:password@mail.example.org:587", "smtp://user:***@mail.example.org:587"),
        ("POST /password/12/diky2h-b2ae4c30d44cf/ 422", "POST /password/12/***/ 422"),
    ],
)
def test_secrets_are_hidden_in_log_lines(line: str, hidden: str) -> None:
    assert hide(line) == hidden


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minutes", "stays"), [((29, 29, 29), [200, 200, 200]), ((31,), [302]), ((29,) * 17, [200] * 16 + [302])]
)
def test_a_session_of_production_ends_after_half_an_hour_without_a_request_and_after_a_working_day(
    minutes: tuple[int, ...], stays: list[int]
) -> None:
    with override_settings(SESSION_IDLE=1800, SESSION_COOKIE_AGE=8 * 3600), time_machine.travel(0, tick=False) as clock:
        browser = member("UN", "organiser")
        assert browser.get("/meetings/").status_code == 200
        answers = []
        for pause in minutes:
            clock.shift(pause * 60)
            answers.append(browser.get("/meetings/").status_code)
    assert answers == stays
