"""Calendar feeds of the own party: made, changed, given a new address, ended. An address is shown once."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.access import speaker
from backend.accounts.selectors import party_of
from backend.api.idempotency import once
from backend.api.routes import routes
from backend.api.serializers import Shown
from backend.api.views import Listed, validated
from backend.domain.languages import LANGUAGES
from backend.domain.parties import Party

from .models import Audience, Feed, FeedToken, Kind, Show
from .selectors import feeds_of
from .services import Definition, change_feed, create_feed, end_feed, rotate_feed

CHOICES = ("name", "kind", "language", "person", "direction", "body", "topic", "state", "accepted_only")


class AddressShown(Shown[FeedToken]):
    class Meta:
        model = FeedToken
        fields = ("created_at", "expires_at", "revoked_at", "last_used_at", "last_client")


class FeedShown(Shown[Feed]):
    addresses = AddressShown(source="tokens", many=True)

    class Meta:
        model = Feed
        fields = ("key", *CHOICES, "deadlines", "show", "created_at", "addresses")


class FeedMade(FeedShown):
    url = serializers.URLField(help_text="Shown this once. Whoever has it can read the feed.")

    class Meta(FeedShown.Meta):
        fields = (*FeedShown.Meta.fields, "url")  # type: ignore[assignment]


class FeedWanted(serializers.Serializer[object]):
    """What a feed shows. Empty = whatever it is."""

    name = serializers.CharField(max_length=100, help_text="What calendars call it.")
    kind = serializers.ChoiceField(choices=Kind.choices, default=Kind.SECRETARIAT.value)
    language = serializers.ChoiceField(choices=LANGUAGES, default="en")
    person = serializers.EmailField(default="", allow_blank=True)
    direction = serializers.ChoiceField(choices=(Audience.IN.value, Audience.OUT.value), default="", allow_blank=True)
    body = serializers.CharField(default="", allow_blank=True, max_length=300)
    topic = serializers.CharField(default="", allow_blank=True, max_length=20)
    state = serializers.CharField(default="", allow_blank=True, max_length=20)
    accepted_only = serializers.BooleanField(default=False)
    deadlines = serializers.BooleanField(default=False)
    show = serializers.ChoiceField(choices=Show.choices, default=Show.BOTH.value)


class AddressWanted(serializers.Serializer[object]):
    at_once = serializers.BooleanField(
        default=False, help_text="The old address dies now; otherwise when every device had time to move."
    )


class Feeds(Listed[Feed]):
    """Feeds that the speaker may look after."""

    queryset = Feed.objects.none()
    serializer_class = FeedShown
    lookup_field = "key"
    lookup_value_converter = "uuid"
    acts = dict.fromkeys(("list", "retrieve", "create", "update", "destroy", "address"), "create feeds")

    def rows(self) -> QuerySet[Feed]:
        return feeds_of(speaker(self.request)).order_by("-created_at", "-pk")

    @extend_schema(request=FeedWanted, responses={201: FeedMade})
    @once
    def create(self, request: Request) -> Response:
        """Make a feed. The answer is the only time that its address is shown."""
        user = speaker(request)
        feed, secret = create_feed(self._definition(request), party=Party(str(party_of(user))), by=user)
        return _made(feed, secret, status.HTTP_201_CREATED)

    @extend_schema(request=FeedWanted, responses=FeedShown)
    def update(self, request: Request, key: str) -> Response:
        """Show something else at the same address."""
        feed = change_feed(self.get_object(), self._definition(request), by=speaker(request))
        return Response(FeedShown(feed).data)

    @extend_schema(request=AddressWanted, responses=FeedMade)
    @action(detail=True, methods=["post"])
    @once
    def address(self, request: Request, key: str) -> Response:
        """Give the feed a new address, shown this once."""
        feed, wanted = self.get_object(), validated(AddressWanted(data=request.data))
        return _made(feed, rotate_feed(feed, at_once=wanted["at_once"], by=speaker(request)), status.HTTP_200_OK)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, key: str) -> Response:
        """End the feed. Every address of it answers 404 from now on."""
        end_feed(self.get_object(), by=self.actor)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _definition(self, request: Request) -> Definition:
        return Definition(**validated(FeedWanted(data=request.data)))


def _made(feed: Feed, secret: str, code: int) -> Response:
    made = {**FeedShown(feed).data, "url": settings.PUBLIC_URL + reverse("feed", args=[secret])}
    return Response(made, code, headers={"Cache-Control": "no-store"})


urlpatterns = routes(feeds=Feeds)
