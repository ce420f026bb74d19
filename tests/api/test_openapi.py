"""The committed description of the API is the API."""

import re
from io import StringIO
from pathlib import Path

import yaml
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator

from backend import api
from tests.contracts.test_route_matrix import walked

COMMITTED = Path(api.__path__[0]) / "openapi.yaml"
UNDESCRIBED = {"/api/v1/schema/", "/api/v1/reference/", "/api/v1/{rest}"}


def generated() -> str:
    out = StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=out)
    return out.getvalue()


def test_the_committed_description_is_what_the_code_says() -> None:
    assert generated() == COMMITTED.read_text(encoding="utf-8"), "Run `make openapi`."


def test_every_route_of_the_api_is_described() -> None:
    described = yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))["paths"]
    routes = {f"/{route}" for route in walked(get_resolver().url_patterns) if route.startswith("api/v1/")}
    plain = {re.sub(r"<\w+:(\w+)>", r"{\1}", route) for route in routes}
    assert {path.replace("{id}", "{pk}") for path in described} == plain - UNDESCRIBED


def test_every_operation_names_its_refusals_and_itself() -> None:
    schema = SchemaGenerator().get_schema(request=None, public=True)
    operations = [(path, method, op) for path, methods in schema["paths"].items() for method, op in methods.items()]
    assert [(p, m) for p, m, op in operations if not {"401", "403"} <= set(op["responses"])] == []
    identifiers = [op["operationId"] for _, _, op in operations]
    assert len(set(identifiers)) == len(identifiers)


def test_the_description_is_served_to_everybody() -> None:
    response = Client().get("/api/v1/schema/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/vnd.oai.openapi; charset=utf-8")
    assert yaml.safe_load(response.content)["openapi"] == "3.1.0"


def test_the_reference_loads_nothing_from_elsewhere_and_nothing_inline() -> None:
    response = Client().get("/api/v1/reference/")
    policy = response["Content-Security-Policy"]
    assert (response.status_code, "unsafe-inline" in policy, "default-src 'none'" in policy) == (200, False, True)
    page = response.content.decode()
    assert [page.count(word) for word in ("<script>", "<style", "style=", "://")] == [0, 0, 0, 0]
