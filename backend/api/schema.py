"""How the API describes itself. OpenAPI 3.1; `make openapi` writes openapi.yaml."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeVar

from drf_spectacular.contrib.pydantic import PydanticExtension
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from .idempotency import HEADER

_SUFFIX = re.compile(r"(?:Shown|Described)(Request|List)?$")
F = TypeVar("F", bound=Callable[..., Any])

KEY = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="The same key with the same body within 24 hours is answered again and nothing is done twice.",
)
VERSION = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag under which the row was read. Required: without it somebody else's edit could be lost.",
)
REFUSALS = {
    400: "The request has mistakes; each is named with its place.",
    401: "No token, an unknown one, or a revoked one.",
    403: "The user's role does not allow this.",
    404: "There is no such row for this party.",
    406: "Only JSON is offered.",
    409: "The row has changed meanwhile, or its state does not allow this.",
    413: "The request is too large.",
    415: "Only JSON is read.",
    422: "The Idempotency-Key came with another request before.",
    428: "If-Match is missing.",
    429: "This program asks too often; `Retry-After` says in how many seconds it may again.",
}


class RefusalDetail(serializers.Serializer[object]):
    code = serializers.CharField(help_text="Stable; programs may rely on it.")
    detail = serializers.CharField(help_text="What is wrong and how to mend it, for people.")
    attr = serializers.CharField(allow_null=True, help_text="Where it stands in the request.")


class Refusal(serializers.Serializer[object]):
    """Nothing was done; this is why."""

    type = serializers.ChoiceField(choices=("validation_error", "client_error", "server_error"))
    errors = RefusalDetail(many=True)  # type: ignore[assignment]


def refuses(*codes: int) -> Callable[[F], F]:
    """Name the refusals that an operation gives beside those that every operation gives."""

    def named(act: F) -> F:
        act.refusals = codes  # type: ignore[attr-defined]
        return act

    return named


class Schema(AutoSchema):
    """Every operation with its refusals; those that may be repeated with their header."""

    def get_override_parameters(
        self,
    ) -> list[OpenApiParameter | serializers.Serializer[Any] | type[serializers.Serializer[Any]]]:
        act = self._act()
        keyed = [KEY] if getattr(act, "idempotent", False) else []
        return [*keyed, VERSION] if 428 in getattr(act, "refusals", ()) else [*keyed]

    def _get_serializer_name(self, serializer: object, direction: str, bypass_extensions: bool = False) -> str:
        name = str(super()._get_serializer_name(serializer, direction, bypass_extensions))
        return _SUFFIX.sub(r"\1", name)

    def _act(self) -> object:
        return getattr(self.view, getattr(self.view, "action", None) or self.method.lower(), None)

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for code in self._refusals():
            described = OpenApiResponse(Refusal, description=REFUSALS[code])
            body = self._get_response_for_code(described, str(code), ["application/json"])  # type: ignore[no-untyped-call]
            bodies.setdefault(str(code), body)
        return dict(sorted(bodies.items()))

    def _refusals(self) -> Iterator[int]:
        yield from (400, 401, 403, 406)
        if self.method in {"POST", "PUT", "PATCH"}:
            yield from (413, 415)
        if "{" in self.path:
            yield 404
        if getattr(self._act(), "idempotent", False):
            yield 422
        yield from getattr(self._act(), "refusals", ())
        yield 429


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "backend.accounts.authentication.ApiTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "An API token: `Authorization: Bearer a6t_…`."}


class Interchange(PydanticExtension):  # type: ignore[no-untyped-call]
    """Values of the interchange format as people write them: the one description for requests and answers."""

    priority = 1

    def map_serializer(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = self.target.model_json_schema(ref_template="#/components/schemas/{model}")
        for name, part in schema.pop("$defs", {}).items():
            component = ResolvedComponent(name, "schemas", part, object=name)  # type: ignore[no-untyped-call]
            auto_schema.registry.register_on_missing(component)
        return schema
