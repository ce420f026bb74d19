"""What was sent, byte by byte; what was received stands in `intake.api`, the feeds in `feeds.api`."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import include, path
from django_filters.rest_framework import CharFilter, FilterSet, NumberFilter
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.filters import one_of
from backend.api.routes import routes
from backend.api.schema import refuses
from backend.api.serializers import Shown
from backend.api.views import Listed

from .deliveries import abort, send_again
from .mail.masking import masked
from .models import Delivery
from .rendering import Message


class DeliveryShown(Shown[Delivery]):
    class Meta:
        model = Delivery
        fields = (
            *("id", "recipient", "subject", "method", "revision", "message_id", "state", "reason", "attempts"),
            *("smtp_reply", "created_at", "sent_at", "next_at"),
        )


class DeliveryFilters(FilterSet):  # type: ignore[misc]
    state = one_of(Delivery.State)
    method = CharFilter(help_text="`REQUEST`, `CANCEL` or `NOTICE`.")
    recipient = CharFilter(help_text="Exactly this mailbox.")
    invitation = NumberFilter(field_name="invitation_id")


class Deliveries(Listed[Delivery]):
    """One row for each mail to each recipient, newest first."""

    queryset = Delivery.objects.none()
    serializer_class = DeliveryShown
    filterset_class = DeliveryFilters
    lookup_value_converter = "int"
    acts = {"send_again": "mend deliveries", "abort": "mend deliveries"}  # noqa: RUF012 - read only

    def rows(self) -> QuerySet[Delivery]:
        return Delivery.objects.all()

    @extend_schema(responses={(200, "message/rfc822"): OpenApiTypes.BINARY})
    @action(detail=True, url_path="message.eml", renderer_classes=(JSONRenderer, Message))
    def message(self, request: Request, pk: int) -> HttpResponse:
        """The bytes that were handed to the mail server, but for the key in the answer link: that is the guest's."""
        delivery = self.get_object()
        response = HttpResponse(masked(delivery.mime), content_type="message/rfc822")
        response["Content-Disposition"] = f'attachment; filename="delivery-{delivery.pk}.eml"'
        return response

    @extend_schema(request=None, responses=DeliveryShown)
    @action(detail=True, methods=["post"], url_path="send-again")
    @refuses(409)
    def send_again(self, request: Request, pk: int) -> Response:
        """Send the same bytes once more."""
        send_again(self.get_object(), by=self.actor)
        return Response(DeliveryShown(self.get_object()).data)

    @extend_schema(request=None, responses=DeliveryShown)
    @action(detail=True, methods=["post"])
    @refuses(409)
    def abort(self, request: Request, pk: int) -> Response:
        """Never send it."""
        abort(self.get_object(), by=self.actor)
        return Response(DeliveryShown(self.get_object()).data)


urlpatterns = [
    *routes(deliveries=Deliveries),
    path("", include("notifications.intake.api")),
    path("", include("notifications.feeds.api")),
]
