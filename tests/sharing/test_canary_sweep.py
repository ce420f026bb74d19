"""Art. 3: nothing internal of one party reaches the other, wherever it looks."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlsplit

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.views.defaults import server_error
from django_scopes import scope, scopes_disabled

from backend.accounts.models import Membership, Role, User
from backend.accounts.services import create_api_token
from backend.domain.meetings import Classification
from backend.domain.parties import Party
from backend.meetings.models import AgendaItem, Meeting
from notifications.models import Delivery
from scheduler.services import assess
from tests.contracts.routes import ROUTES, Row
from tests.contracts.test_route_matrix import ask
from tests.factories.world import World, settle
from tests.sharing.canaries import leaked, plant

MOST_LINKS = 60


@pytest.fixture
def planted(world: World, clock: time_machine.Traveller, caplog: pytest.LogCaptureFixture) -> World:
    """The world with a canary in every text, and everything that follows from it told anew."""
    caplog.set_level(logging.INFO)
    plant()
    for owner in world.values():
        with scope(party=owner.party.value):
            for meeting in Meeting.objects.all():
                assess(meeting, now=datetime.now(UTC))
        _move(owner.api_secret, str(owner.meeting.key))
    settle(clock)
    return world


def _move(secret: str, key: str) -> None:
    """A change that is told: new mails, new copies, new feeds are made from rows with canaries."""
    program = Client(headers={"authorization": f"Bearer {secret}"})
    read = program.get(f"/api/v1/meetings/{key}/")
    moved = read.json()["document"] | {"starts": "2027-05-17T09:00"}
    headers = {"if-match": read["ETag"]}
    changed = program.put(f"/api/v1/meetings/{key}/", moved, content_type="application/json", headers=headers)
    assert changed.status_code == 200, changed.content


def shown_items() -> list[int]:
    """Items that the other party may read: general, and not behind a closed door."""
    with scopes_disabled():
        open_ones = AgendaItem.objects.filter(classification=Classification.GENERAL)
        return [item.pk for item in open_ones if item.observers != "closed"]


def readers(world: World, party: Party) -> Iterator[tuple[str, Client, bool]]:
    """Each role of the party in a browser, and all of them in a program: name, client, and whether it is a program."""
    yield "staff", _browser(world[party].staff), False
    yield "observer", _browser(world[party].observer), False
    yield "program", Client(headers={"authorization": f"Bearer {world[party].api_secret}"}), True
    for role in (Role.ORGANISER, Role.APPROVER, Role.SECRETARIAT, Role.AUDITOR):
        user = User.objects.create_user(username=f"{party.value.lower()}-{role.value}-alone")
        Membership.objects.create(user=user, party=party.value, roles=[role.value])
        yield role.value, _browser(user), False
    _, secret = create_api_token(world[party].observer, name="observer's program")
    yield "observer's program", Client(headers={"authorization": f"Bearer {secret}"}), True


def _browser(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def addresses(world: World, party: Party, *, program: bool) -> Iterator[str]:
    """Every route with the reader's own ids, and with those of the other party."""
    for route, row in ROUTES.items():
        if route.startswith("api/") is program and "logout" not in route:
            yield row.filled(route, world[party])
            if _is_others(row):
                yield row.filled(route, world[party.counterpart])


def _is_others(row: Row) -> bool:
    return row.kind == "own"


def words(response: HttpResponse) -> str:
    """Everything that an answer says: headers and body."""
    return f"{dict(response.headers)} {response.content.decode('utf-8', errors='replace')}"


@pytest.mark.parametrize("party", list(Party))
def test_no_foreign_canary_in_any_answer(planted: World, party: Party) -> None:
    items, found, seen = shown_items(), [], 0
    for name, client, program in readers(planted, party):
        for path in addresses(planted, party, program=program):
            response = ask(client, "GET", path)
            seen += response.status_code == 200
            found += [f"{c} at {path} for {name}" for c in leaked(words(response), reader=party, shown_items=items)]
    assert (found, seen > 200) == ([], True)
    assert behind_links(planted, party, items) == []
    assert told_by_filters(planted, party) == []


def behind_links(planted: World, party: Party, items: list[int]) -> list[str]:
    """Pages lead on: what leaks behind any link of any page, from the first one on."""
    client = _browser(planted[party].staff)
    waiting, known, found = ["/"], {"/"}, []
    while waiting:
        path = waiting.pop(0)
        response = ask(client, "GET", path)
        found += [f"{c} at {path}" for c in leaked(words(response), reader=party, shown_items=items)]
        fresh = [link for link in dict.fromkeys(_links(response)) if link not in known][: MOST_LINKS - len(known)]
        known.update(fresh)
        waiting += fresh
    assert len(known) > 15, "the pages have no links"
    return found


def _links(response: HttpResponse) -> Iterator[str]:
    if "text/html" in response.get("Content-Type", ""):
        for piece in response.content.decode().split('href="')[1:]:
            parts = urlsplit(piece.split('"')[0].replace("&amp;", "&"))
            if (
                not parts.netloc
                and parts.path.startswith("/")
                and not parts.path.startswith(("/static/", "/accounts/"))
            ):
                yield parts.path + (f"?{parts.query}" if parts.query else "")


def test_strangers_mails_logs_and_error_pages_hold_no_foreign_canary(
    planted: World, caplog: pytest.LogCaptureFixture, rf: RequestFactory
) -> None:
    assert seen_by_strangers(planted) == []
    assert in_mails() == []
    page = server_error(rf.get("/meetings/"))
    assert (page.status_code, "CANARY" in page.content.decode()) == (500, False)
    assert [record.getMessage() for record in caplog.records if "CANARY" in record.getMessage()] == []


def seen_by_strangers(planted: World) -> list[str]:
    client = Client(raise_request_exception=False)
    return [
        f"{canary} at {route}"
        for route, row in ROUTES.items()
        if row.kind != "secret"
        for owner in planted.values()
        for canary in leaked(words(ask(client, "GET", row.filled(route, owner))), reader=None, shown_items=())
    ]


def in_mails() -> list[str]:
    """What leaks in mails to the other party's mailboxes, part by part and header by header."""
    items, found, read = shown_items(), [], 0
    with scopes_disabled():
        mails = list(Delivery.objects.all())
    for mail in mails:
        reader = Party.INTERPOL if "interpol" in mail.recipient else Party.UN
        message = message_from_bytes(mail.mime, policy=default)
        parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
        text = " ".join(map(str, [*message.values(), *parts]))
        found += [f"{c} in {mail.subject}" for c in leaked(text, reader=reader, shown_items=items)]
        read += "CANARY" in text
    assert read >= 2, "no mail was made from the rows with canaries"
    return found


def told_by_filters(planted: World, party: Party) -> list[str]:
    """Lists narrowed by ids of the other party are as empty as for ids that nobody has."""
    program = Client(headers={"authorization": f"Bearer {planted[party].api_secret}"})
    other = planted[party.counterpart]
    asked = (
        ("decisions", "meeting", other.meeting.key),
        ("questions", "meeting", other.undecided.key),
        ("invitations", "meeting", other.meeting.key),
        ("replies", "invitation", other.invitation.key),
        ("meetings", "identifier", other.meeting.identifier),
        ("history", "subject", f"meeting:{other.meeting.pk}"),
    )
    nobody = "00000000-0000-4000-8000-000000000000"
    return [
        f"{path}?{name}"
        for path, name, value in asked
        if program.get(f"/api/v1/{path}/", {name: value}).content
        != program.get(f"/api/v1/{path}/", {name: nobody}).content
    ]
