"""What was sent, byte by byte, and the party's calendar feeds."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django_filters.rest_framework import CharFilter, FilterSet, NumberFilter
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.access import speaker
from backend.accounts.models import FeedToken
from backend.accounts.selectors import party_of
from backend.accounts.services import create_feed_token, revoke_feed_token
from backend.api.filters import one_of
from backend.api.idempotency import once
from backend.api.routes import routes
from backend.api.schema import refuses
from backend.api.serializers import Shown
from backend.api.views import Listed, Rows, validated
from backend.domain.languages import LANGUAGES
from backend.domain.parties import Party

from .deliveries import abort, send_again
from .models import Delivery


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


class FeedShown(Shown[FeedToken]):
    class Meta:
        model = FeedToken
        fields = ("id", "name", "language", "created_at", "last_used_at", "last_client", "revoked_at")


class FeedMade(FeedShown):
    url = serializers.URLField(help_text="Shown this once. Whoever has it can read the feed.")

    class Meta(FeedShown.Meta):
        fields = (*FeedShown.Meta.fields, "url")  # type: ignore[assignment]


class FeedWanted(serializers.Serializer[object]):
    name = serializers.CharField(max_length=100, help_text="What calendars call it.")
    language = serializers.ChoiceField(choices=LANGUAGES, required=False, default="en")


class Message(BaseRenderer):
    """The bytes of a mail as they are; a refusal is JSON all the same."""

    media_type = "message/rfc822"
    format = "eml"
    charset = None
    render = JSONRenderer.render


class Deliveries(Listed[Delivery]):
    """One row for each mail to each recipient, newest first."""

    queryset = Delivery.objects.none()
    serializer_class = DeliveryShown
    filterset_class = DeliveryFilters
    lookup_value_converter = "int"
    acts = {"send_again": "mend deliveries", "abort": "mend deliveries"}  # noqa: RUF012 - read only

    def rows(self) -> QuerySet[Delivery]:
        return Delivery.objects.defer("mime")

    @extend_schema(responses={(200, "message/rfc822"): OpenApiTypes.BINARY})
    @action(detail=True, url_path="message.eml", renderer_classes=(JSONRenderer, Message))
    def message(self, request: Request, pk: int) -> HttpResponse:
        """The bytes that were handed to the mail server."""
        delivery = self.get_object()
        response = HttpResponse(bytes(delivery.mime), content_type="message/rfc822")
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


class Feeds(mixins.ListModelMixin, Rows[FeedToken]):
    """Calendar feeds of the own party."""

    queryset = FeedToken.objects.none()
    serializer_class = FeedShown
    lookup_value_converter = "int"
    acts = {"create": "create feeds", "destroy": "create feeds"}  # noqa: RUF012 - read only

    def rows(self) -> QuerySet[FeedToken]:
        return FeedToken.objects.filter(party=party_of(self.request.user), revoked_at=None).order_by(
            "-created_at", "pk"
        )

    @extend_schema(request=FeedWanted, responses={201: FeedMade})
    @once
    def create(self, request: Request) -> Response:
        """Make a feed. The answer is the only time that its address is shown."""
        user = speaker(request)
        wanted = validated(FeedWanted(data=request.data))
        token, secret = create_feed_token(party=Party(str(party_of(user))), by=user, **wanted)
        made = {**FeedShown(token).data, "url": settings.PUBLIC_URL + reverse("feed", args=[secret])}
        return Response(made, status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Revoke a feed. Its address answers 404 from now on."""
        revoke_feed_token(self.get_object(), by=self.actor)
        return Response(status=status.HTTP_204_NO_CONTENT)


urlpatterns = routes(deliveries=Deliveries, feeds=Feeds)
