"""Whoever invited finds no key of an answer link on any page, in any download and in any answer of the API."""

from email import message_from_bytes

from django.test import Client
from django_scopes import scope

from backend.domain.parties import Party
from notifications.mail.masking import hidden
from notifications.models import Delivery
from tests.contracts.routes import ROUTES
from tests.contracts.test_route_matrix import ask
from tests.factories.world import Belongings, World


def readable(content: bytes) -> str:
    """The content with every part of it decoded, were it a mail, and every folded line joined."""
    parts = [one.get_payload(decode=True) or b"" for one in message_from_bytes(content).walk()]
    return b"\n".join([content, *(one for one in parts if isinstance(one, bytes))]).decode("utf-8", "replace")


def opened(owner: Belongings) -> dict[str, str]:
    """What the party's own people and programs read, by address. The secret addresses themselves are left out."""
    browser = Client(raise_request_exception=False)
    browser.force_login(owner.staff)
    program = Client(raise_request_exception=False, headers={"authorization": f"Bearer {owner.api_secret}"})
    routes = {route: row.filled(route, owner) for route, row in ROUTES.items() if row.kind != "secret"}
    with scope(party=owner.party.value):
        mails = list(Delivery.objects.values_list("pk", flat=True))
    routes |= {f"api mail {pk}": f"/api/v1/deliveries/{pk}/message.eml/" for pk in mails}
    routes |= {f"mail {pk}": f"/deliveries/{pk}/" for pk in mails}
    answers = {path: ask(program if "api" in route else browser, "GET", path) for route, path in routes.items()}
    return {path: readable(one.content) for path, one in answers.items() if one.status_code == 200}


def test_no_answer_to_those_who_invited_holds_a_key(world: World) -> None:
    owner = world[Party.UN]
    with scope(party="UN"):
        sent = [readable(one.mime) for one in Delivery.objects.all()]
    assert any("/answer/" in one and hidden(one) != one for one in sent)
    assert any("/consulted/" in one and hidden(one) != one for one in sent)
    shown = opened(owner)
    assert len(shown) > 60
    assert [path for path, text in shown.items() if hidden(text) != text] == []
