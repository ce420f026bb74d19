"""Every route of the resolver, by every kind of visitor. The table stands in routes.py: one line for each route."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from backend.domain.parties import Party
from tests.contracts.routes import ROUTES, Row
from tests.factories.world import Belongings, World

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
TRIED = {"own": ("GET", "POST"), "other": METHODS, "other's observer": ("GET", "POST"), "stranger": METHODS}
REFUSED = {401, 403, 404, 405}


def walked(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walked(pattern.url_patterns, path)
        else:
            yield path


def test_every_route_has_its_line_and_every_line_its_route() -> None:
    routes = list(walked(get_resolver().url_patterns))
    missing = [f'    "{route}": own(…) or members() or …' for route in routes if route not in ROUTES]
    assert not missing, "\n".join(["Say in tests/contracts/routes.py who may open these; add these lines:", *missing])
    assert sorted(set(ROUTES) - set(routes)) == [], "These routes are gone: take their lines out of routes.py."


def ask(
    client: Client, method: str, path: str, body: str = "{}", headers: dict[str, str] | None = None
) -> HttpResponse:
    """One request whose effects are undone, in the database and in the visitor's cookies."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        reads = method in {"GET", "HEAD", "OPTIONS"}
        response = client.generic(
            method, path, "" if reads else body, "" if reads else "application/json", headers=headers
        )
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def visitors(owner: Belongings, world: World, *, programs: bool) -> dict[str, Client]:
    """Browsers or programs of the own party, the other party, its observer, and a stranger."""
    other = world[owner.party.counterpart]
    people = {"own": owner.staff, "other": other.staff, "other's observer": other.observer}
    keys = {"own": owner.api_secret, "other": other.api_secret, "other's observer": other.observer_secret}
    clients = {"stranger": Client(raise_request_exception=False)}
    for name, user in people.items():
        headers = {"authorization": f"Bearer {keys[name]}"} if programs else {}
        clients[name] = Client(raise_request_exception=False, headers=headers)
        if not programs:
            clients[name].force_login(user)
    return clients


def wrong(route: str, row: Row, visitor: str, method: str, response: HttpResponse) -> bool:
    """Whether the answer lets in who must stay out, keeps out who may come in, or breaks."""
    code = response.status_code
    if code >= 500:
        return route != "readyz"
    sign_in = code == 302 and "/accounts/login/" in response["Location"]
    if row.kind == "away":
        return code not in {404, 405}
    if visitor == "stranger" and row.kind not in {"public", "secret"}:
        return not (sign_in or code in {401, 405} or (code == 403 and method not in {"GET", "HEAD"}))
    if visitor.startswith("other") and row.kind == "own":
        return code not in ({404, 405} if "observer" not in visitor else REFUSED)
    reads = method in {"GET", "HEAD"}
    observer = "observer" in visitor
    return reads and code not in {200, 302, 405, 429, *({403} if observer else ())}


@pytest.mark.django_db
@pytest.mark.parametrize("party", list(Party))
def test_every_route_lets_in_only_those_who_may(world: World, party: Party) -> None:
    owner = world[party]
    browsers, programs = visitors(owner, world, programs=False), visitors(owner, world, programs=True)
    found = []
    for route, row in ROUTES.items():
        path = row.filled(route, owner)
        for visitor, client in (programs if route.startswith("api/") else browsers).items():
            if visitor == "other" and row.kind != "own":
                continue  # seen as the own party of the other parameter
            answers = {method: ask(client, method, path) for method in TRIED[visitor]}
            for method, response in answers.items():
                if wrong(route, row, visitor, method, response):
                    found.append(f"{visitor}: {method} {route} answers {response.status_code}")
            if visitor == "other" and row.kind == "own" and 404 not in {r.status_code for r in answers.values()}:
                found.append(f"{visitor}: {route} never answers 404")
    assert not found, "\n".join(found)


@pytest.mark.django_db
def test_a_wrong_secret_is_not_found(world: World) -> None:
    found = [
        f"{method} {route} answers {response.status_code}"
        for route, row in ROUTES.items()
        if row.kind == "secret"
        for method in METHODS
        for response in [ask(Client(), method, row.filled(route, world[Party.UN])[:-12] + "x" * 6 + "/")]
        if response.status_code not in {404, 405}
    ]
    assert found == []
