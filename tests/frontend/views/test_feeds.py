"""The pages on which people subscribe."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from backend.accounts.models import Membership, User
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from notifications.feeds.models import Feed, FeedToken

pytestmark = pytest.mark.django_db
CHOICES = {"name": "Lyon desk", "kind": "secretariat", "show": "both", "language": "en"}


@pytest.fixture(autouse=True)
def _register(db: None) -> None:
    load_register_rows()
    load_topic_rows()


def signed_in(party: str = "INTERPOL", role: str = "secretariat", email: str = "") -> Client:
    user = User.objects.create_user(f"{party}-{role}".lower(), email=email)
    Membership.objects.create(user=user, party=party, roles=[role])
    client = Client()
    client.force_login(user)
    return client


def made(client: Client, **choices: str) -> str:
    response = client.post("/feeds/", CHOICES | choices)
    assert response.status_code == 200, re.findall(r'class="problem".*?</ul>', response.content.decode())
    return unescape(response.content.decode())


def links(page: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', page)


def address(page: str) -> str:
    [found] = set(re.findall(r'readonly value="([^"]+)"', page))
    return found


def test_a_new_feed_is_shown_with_every_way_into_a_calendar() -> None:
    page = made(signed_in())
    url = address(page)
    assert url.endswith(".ics")
    webcal = "webcal://" + url.partition("://")[2]
    assert webcal in links(page)
    assert f"https://calendar.google.com/calendar/r?cid={webcal}" in links(page)
    [outlook] = [link for link in links(page) if link.startswith("https://outlook.office.com/")]
    assert urlsplit(outlook).path == "/calendar/0/addfromweb"
    assert parse_qs(urlsplit(outlook).query) == {"url": [url], "name": ["Lyon desk"]}
    assert url in links(page)
    elsewhere = re.findall(r'<a [^>]*href="(?:https?|webcal)://[^>]*>', page)
    assert all("noreferrer" in link for link in elsewhere)
    assert "webcals" not in page
    assert "<svg" in page
    assert ' style="' not in page
    assert "secret" in page
    assert "Every 8 to 24 hours" in page


def test_the_address_is_shown_once_and_never_again() -> None:
    client = signed_in()
    url = address(made(client))
    secret = url.rpartition("/")[2].removesuffix(".ics")
    with scopes_disabled():
        feed = Feed.objects.get()
    for path in ("/feeds/", f"/feeds/{feed.key}/"):
        response = client.get(path)
        assert secret not in response.content.decode()
        assert response["Referrer-Policy"] == "same-origin"  # links elsewhere say noreferrer themselves
        assert "no-store" in response["Cache-Control"]


def test_the_page_of_a_feed_shows_what_its_subscriber_sees_and_changes_it() -> None:
    client = signed_in()
    made(client)
    with scopes_disabled():
        feed = Feed.objects.get()
    page = client.get(f"/feeds/{feed.key}/").content.decode()
    assert "What this subscriber sees" in page
    response = client.post(f"/feeds/{feed.key}/", CHOICES | {"name": "Renamed", "deadlines": "on", "show": "banner"})
    assert response.status_code == 302
    with scopes_disabled():
        changed = Feed.objects.get()
    assert (changed.name, changed.deadlines, changed.show) == ("Renamed", True, "banner")


@pytest.mark.parametrize(("choice", "old"), [({}, 200), ({"at_once": "1"}, 404)])
def test_a_new_address_replaces_the_old_one(choice: dict[str, str], old: int) -> None:
    client = signed_in()
    first = urlsplit(address(made(client))).path
    with scopes_disabled():
        key = Feed.objects.get().key
    second = urlsplit(address(unescape(client.post(f"/feeds/{key}/address/", choice).content.decode()))).path
    assert [Client().get(path).status_code for path in (first, second)] == [old, 200]


def test_the_list_names_the_topic_of_a_feed_in_the_reader_s_language() -> None:
    client = signed_in()
    made(client, kind="topic", topic="DRG")
    client.cookies["django_language"] = "fr"
    page = client.get("/feeds/").content.decode()
    [row] = re.findall(r"<tr>\s*<th scope=.row.>.*?</tr>", page, re.DOTALL)
    assert ("<bdi>trafic de drogues</bdi>" in row, "DRG" in row) == (True, False)


def test_an_ended_feed_is_dead_and_gone_from_the_list() -> None:
    client = signed_in()
    path = urlsplit(address(made(client))).path
    with scopes_disabled():
        key = Feed.objects.get().key
    assert client.post(f"/feeds/{key}/end/").status_code == 302
    assert Client().get(path).status_code == 404
    assert client.get(f"/feeds/{key}/").status_code == 404
    assert "Lyon desk" not in client.get("/feeds/").content.decode()


def test_the_other_party_finds_nothing() -> None:
    made(signed_in())
    with scopes_disabled():
        key = Feed.objects.get().key
    other = signed_in("UN")
    assert "Lyon desk" not in other.get("/feeds/").content.decode()
    answers = [other.get(f"/feeds/{key}/"), other.post(f"/feeds/{key}/address/"), other.post(f"/feeds/{key}/end/")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert FeedToken.objects.filter(revoked_at=None).count() == 1


def test_an_observer_subscribes_to_nothing_but_his_own_nominations() -> None:
    secretary = signed_in()
    made(secretary)
    observer = signed_in(role="observer", email="doe@interpol.example")
    assert "Lyon desk" not in observer.get("/feeds/").content.decode()
    assert observer.post("/feeds/", CHOICES).status_code == 422
    assert observer.post("/feeds/", CHOICES | {"kind": "observer", "person": "roe@interpol.example"}).status_code == 422
    page = made(observer, kind="observer", person="doe@interpol.example", name="Mine")
    assert "Mine" in page


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"kind": "body"}, "Choose the body"),
        ({"kind": "topic"}, "Choose the topic"),
        ({"kind": "observer"}, "Write the mail address"),
        ({"name": ""}, "This field is required"),
        ({"language": "xx"}, "Select a valid choice"),
    ],
)
def test_a_choice_that_cannot_be_is_said_beside_its_field(choices: dict[str, str], words: str) -> None:
    response = signed_in().post("/feeds/", CHOICES | choices)
    assert (response.status_code, words in response.content.decode()) == (422, True)
    with scopes_disabled():
        assert Feed.objects.count() == 0


def test_an_auditor_has_no_feeds() -> None:
    assert signed_in(role="auditor").get("/feeds/").status_code == 403
