"""Every described operation, asked well and badly, by each kind of speaker: only described answers, never a failure."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.domain.parties import Party
from tests.contracts.routes import ROUTES
from tests.contracts.test_route_matrix import ask
from tests.factories.world import World

HOSTILE = (
    *("", "null", "[]", "{}", '"x"', "7", "{", '{"a": 1', '{"title": "\\u0000"}', '{"title": "\\ud800"}', "[" * 20_000),
    '{"starts": 1e400}',
    '{"id": 99999999999999999999999999, "host": [], "title": {"xx": 1}, "starts": "2027-02-30", "agenda": 3}',
    '{"id": "a", "host": "UN", "title": "t", "starts": "0001-01-01", "ends": "9999-12-31", "time_zone": "UTC"}',
    '{"id": "b", "host": "UN", "title": "t", "starts": "9999-12-31T23:59", "ends": "9999-12-31T23:59"}',
    '{"id":"c", "host": "UN", "title": "t", "starts": "0001-01-01T00:00", "ends": "9999-12-31", "time_zone": "UTC"}',
    '{"answer": "yes", "source": "minute", "partstat": "ACCEPTED", "reason": "r", "citation": "c", "name": "n"}',
    '{"name": "\\u202e", "kind": "observer", "person": "x", "language": "xx", "guest": "INTERPOL", "items": [{}]}',
)
QUERIES = ("x", "-1", "99999999999999999999", "%00", "2027-13-45", "true", "NEEDS-ACTION", "' OR 1=1 --")


@dataclass(frozen=True)
class Operation:
    """One described operation: `route` is its line in the route matrix."""

    method: str
    route: str
    parameters: tuple[str, ...]
    answers: frozenset[int]


def operations() -> Iterator[Operation]:
    schema = SchemaGenerator().get_schema(request=None, public=True)
    routes = {_plain(route): route for route in ROUTES if route.startswith("api/")}
    for path, methods in schema["paths"].items():
        for method, described in methods.items():
            yield Operation(
                method=method.upper(),
                route=routes[path.replace("{id}", "{pk}")],
                parameters=tuple(p["name"] for p in described.get("parameters", ()) if p["in"] == "query"),
                answers=frozenset(int(code) for code in described["responses"]),
            )


def _plain(route: str) -> str:
    parts = ("{" + part.split(":")[1][:-1] + "}" if part.startswith("<") else part for part in route.split("/"))
    return "/" + "/".join(parts)


def speakers(world: World, party: Party) -> dict[str, Client]:
    keys = {"staff": world[party].api_secret, "observer": world[party].observer_secret, "revoked": "a6t_unknown"}
    clients = {
        name: Client(raise_request_exception=False, headers={"authorization": f"Bearer {key}"})
        for name, key in keys.items()
    }
    return clients | {"stranger": Client(raise_request_exception=False)}


def attempts(operation: Operation, world: World) -> Iterator[tuple[str, str]]:
    """Addresses with bodies: own and foreign rows, each parameter with each odd value, each odd body."""
    row, own = ROUTES[operation.route], world[Party.UN]
    path = row.filled(operation.route, own)
    bodies = HOSTILE if operation.method in {"POST", "PUT"} else ("",)
    yield from ((path, body) for body in bodies)
    yield row.filled(operation.route, world[Party.INTERPOL]), "{}"
    yield from ((f"{path}?{name}={value}", "") for name in operation.parameters for value in QUERIES)
    yield f"{path}?no_such_parameter=1", ""


@pytest.mark.parametrize("half", [0, 1])
def test_every_operation_gives_only_described_answers(world: World, half: int) -> None:
    found = []
    for operation in list(operations())[half::2]:
        for name, client in speakers(world, Party.UN).items():
            tried = list(attempts(operation, world))
            for path, body in tried if name == "staff" else tried[:2]:
                response = ask(client, operation.method, path, body, headers={"if-match": "*"})
                if response.status_code not in operation.answers:
                    found.append(f"{name}: {operation.method} {path} {body[:60]} → {response.status_code}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "application/xml"])
def test_only_json_is_read_and_the_refusal_is_json(world: World, media: str) -> None:
    client = speakers(world, Party.UN)["staff"]
    refused = client.post("/api/v1/evaluate/", "a=b", content_type=media)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (415, "unsupported_media_type")


def test_a_request_of_six_megabytes_is_refused(world: World) -> None:
    client = speakers(world, Party.UN)["staff"]
    refused = client.post("/api/v1/evaluate/", " " * 6_000_000 + "{}", content_type="application/json")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (413, "too_large")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(
    [
        "id",
        "host",
        "title",
        "starts",
        "ends",
        "time_zone",
        "body",
        "agenda",
        "sittings",
        "decisions",
        "involved",
        "kind",
    ]
)
sound = {"id": "x", "host": "UN", "title": "t", "starts": "2027-05-17", "ends": "2027-05-18"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changed=st.dictionaries(keys, json_values, max_size=4))
def test_no_json_breaks_the_evaluation(speaking: Client, changed: dict[str, object]) -> None:
    response = speaking.post("/api/v1/evaluate/", sound | changed, content_type="application/json")
    assert response.status_code in {200, 400}, response.content


@pytest.fixture
def speaking(world: World) -> Client:
    return speakers(world, Party.UN)["staff"]
