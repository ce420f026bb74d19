"""Art. 3: what the host changes inside itself cannot be told apart from outside, not even by a length or a date."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import time_machine
from django.http import HttpResponse
from django.test import Client
from django_scopes import scope, scopes_disabled

from backend.consultations.efforts import record_request
from backend.domain.parties import Party
from backend.interchange.rows import document_of
from backend.interchange.services import keep_meeting
from backend.invitations.services import determine
from backend.meetings.models import Meeting
from notifications.models import Delivery
from tests.contracts.routes import ROUTES
from tests.contracts.test_route_matrix import ask
from tests.factories.world import NOW, Belongings, World, settle

Act = Callable[[Belongings], object]
Seen = dict[str, tuple[object, ...]]
VARY = {"Set-Cookie", "X-Request-Id"}
CSRF = re.compile(rb'(name="csrfmiddlewaretoken" value="|"X-CSRFToken": ")[^"]*')
NOT_ABOUT_MEETINGS = ("accounts/", "healthz", "readyz", "metrics", "api/v1/schema", "api/v1/reference", "language")
MOMENT = NOW + timedelta(hours=1)


def item(number: str, **change: object) -> Act:
    """Change one item of the agenda, as an import would."""

    def act(host: Belongings) -> object:
        document = document_of(Meeting.objects.get(pk=host.meeting.pk))
        for one in document["agenda"]["items"]:  # type: ignore[index]
            if one["number"] == number:
                one.update(change)
        return keep_meeting(document, by="un-clerk", now=datetime.now(UTC), owner=host.party)

    return act


def conditions(**added: object) -> Act:
    def act(host: Belongings) -> object:
        document = document_of(Meeting.objects.get(pk=host.meeting.pk))
        document["observer_conditions"] = {**document["observer_conditions"], **added}  # type: ignore[dict-item]
        return keep_meeting(document, by="un-clerk", now=datetime.now(UTC), owner=host.party)

    return act


def signed(host: Belongings) -> object:
    return determine(host.meeting, guest="INTERPOL", question="matter_of_interest", answer="yes", source="internal",
                     text="Not for others.", by="un-clerk", on=datetime.now(UTC).date())  # fmt: skip


def asked(host: Belongings) -> object:
    return record_request(host.third, guest="INTERPOL", asked_of="WHO", asked_on=datetime.now(UTC).date(),
                          channel="letter", letter="Again.", by="un-clerk", now=datetime.now(UTC))  # fmt: skip


def drafted(host: Belongings) -> object:
    document = document_of(Meeting.objects.get(pk=host.meeting.pk))
    document |= {"status": "draft", "place": "Not yet told", "title": "A draft title"}
    return keep_meeting(document, by="un-clerk", now=datetime.now(UTC), owner=host.party)


ROUNDS: tuple[dict[str, Act], ...] = (
    {
        "the title of a closed item": item("3", title="Quite another matter"),
        "the title of a restricted item": item("4", title={"en": "Nothing", "fr": "Rien"}),
        "the title of a confidential item": item("5", title="Terrorist financing"),
        "a word among the conditions": conditions(cleared_by="the Bureau"),
    },
    {
        "the title of a closed item that its open sub-item stands under": item("3", title="Cybercrime and firearms"),
        "the class of a classified item": item("4", classification="confidential"),
        "the topics of a confidential item": item("5", topics=["ORG"]),
        "a determination": signed,
    },
    {
        "the committee of a confidential item": item("5", committee="Inner circle"),
        "an effort with a third host": asked,
    },
    {"a draft of what is to come": drafted},
)
"""Nothing is touched twice in a round, so that no act can undo what another one shows; after each one looks."""


def test_an_internal_change_is_seen_by_nobody_outside(world: World, clock: time_machine.Traveller) -> None:
    """Bytes, lengths, ETags, dates and order of every answer to the guest stay, and no mail leaves."""
    host, guest = world[Party.UN], world[Party.INTERPOL]
    first, stood, found = everything(guest, clock), show_an_open_item(host, guest, clock), []
    assert "api/v1/received/" in [place for place in stood if stood[place] != first[place]], "nothing is looked at"
    for acts in ROUNDS:
        for act in acts.values():
            with scope(party=host.party.value):
                act(host)
            settle(clock)
        now = everything(guest, clock)
        found += [f"{', or '.join(acts)} shows at {place}" for place in stood if stood[place] != now[place]]
        stood = now
    assert found == []
    assert len(stood) > 60


def show_an_open_item(host: Belongings, guest: Belongings, clock: time_machine.Traveller) -> Seen:
    with scope(party=host.party.value):
        item("2", title={"en": "Trafficking in human beings"})(host)
    settle(clock)
    return everything(guest, clock)


def everything(guest: Belongings, clock: time_machine.Traveller) -> Seen:
    """Every answer that the guest's people and programs get at one fixed moment, and every mail that there is."""
    clock.move_to(MOMENT)
    browser = Client(raise_request_exception=False)
    browser.force_login(guest.staff)
    program = Client(headers={"authorization": f"Bearer {guest.api_secret}"})
    seen: Seen = {"mails": mails()}
    for route, row in ROUTES.items():
        if not route.startswith(NOT_ABOUT_MEETINGS):
            client = program if route.startswith("api/") else browser
            seen[route] = answered(ask(client, "GET", row.filled(route, guest)))
    return seen


def answered(response: HttpResponse) -> tuple[object, ...]:
    """What can be told apart of an answer. The token against forged requests is new each time by design."""
    headers = sorted((name, value) for name, value in response.headers.items() if name not in VARY)
    return response.status_code, headers, CSRF.sub(b"", response.content)


def mails() -> tuple[object, ...]:
    with scopes_disabled():
        return tuple(Delivery.objects.order_by("pk").values_list("recipient", "state", "message_id"))
