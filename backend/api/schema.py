"""How the API describes itself. OpenAPI 3."""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema as Spectacular
from drf_spectacular.utils import OpenApiParameter
from drf_spectacular.views import SpectacularSwaggerSplitView
from drf_standardized_errors.openapi import AutoSchema
from rest_framework import serializers

from .idempotency import HEADER

KEY = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="The same key with the same body within 24 hours is answered again and nothing is done twice.",
)


class RefusalDetail(serializers.Serializer[object]):
    code = serializers.CharField(help_text="Stable; programs may rely on it.")
    detail = serializers.CharField(help_text="What is wrong and how to mend it, for people.")
    attr = serializers.CharField(allow_null=True, help_text="Where it stands in the request.")


class Refusal(serializers.Serializer[object]):
    """Nothing was done; this is why."""

    type = serializers.ChoiceField(choices=("validation_error", "client_error", "server_error"))
    errors = RefusalDetail(many=True)  # type: ignore[assignment]


class Schema(AutoSchema):
    """Every operation with its refusals; those that may be repeated with their header."""

    def get_override_parameters(
        self,
    ) -> list[OpenApiParameter | serializers.Serializer[Any] | type[serializers.Serializer[Any]]]:
        act = getattr(self.view, getattr(self.view, "action", None) or self.method.lower(), None)
        return [KEY] if getattr(act, "idempotent", False) else []


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "backend.accounts.authentication.ApiTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Spectacular) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "An API token: `Authorization: Bearer a6t_…`."}


@method_decorator(csp_update({"style-src": [SELF, UNSAFE_INLINE], "img-src": [SELF, "data:"]}), name="dispatch")
class Reference(SpectacularSwaggerSplitView):
    """The browsable reference. Its program sets styles inline; its scripts come from here like all others."""

    title = "Article Six API"
    url_name = "v1:schema"
