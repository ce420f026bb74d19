"""What the views of every app stand on."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from rest_framework import mixins
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

M = TypeVar("M", bound=Model)


class Rows(GenericViewSet[M]):
    """Rows of the party in scope. `queryset` is empty and only tells the model; `rows` is asked within a request."""

    def rows(self) -> QuerySet[M]:
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[M]:
        return super().get_queryset() if getattr(self, "swagger_fake_view", False) else self.rows()

    @property
    def actor(self) -> str:
        """Who acts, as the history names them."""
        return self.request.user.get_username()


class Listed(mixins.ListModelMixin, mixins.RetrieveModelMixin, Rows[M]):
    """A list and its rows, to read."""


class Nowhere(APIView):
    """Every other address below the API: the same refusal for everybody, as JSON."""

    schema = None
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        raise NotFound("There is nothing at this address. The reference is at /api/v1/reference/.")


def validated(serializer: Any) -> dict[str, Any]:  # noqa: ANN401 - serializers of any shape
    """The values of an input serializer. Raises ValidationError with everything that is wrong."""
    serializer.is_valid(raise_exception=True)
    values: dict[str, Any] = serializer.validated_data
    return values
