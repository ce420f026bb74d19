"""Who speaks, and the keys of programs that speak for them."""

from django.db.models import QuerySet
from django.urls import include, path
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.api.idempotency import once
from backend.api.routes import routes
from backend.api.serializers import Shown
from backend.api.views import Rows, validated
from backend.domain.errors import DomainError

from .access import speaker
from .models import ApiToken, Membership, Role
from .permissions import ALLOWED, may
from .selectors import membership_of
from .services import create_api_token, revoke_api_token


class SessionNeeded(DomainError):
    """A token cannot make another token. Sign in on the pages, or run `article6 token create`."""

    code = "not_allowed"


class SpeakerShown(Shown[Membership]):
    username = serializers.CharField(source="user.username")
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices))
    may = serializers.SerializerMethodField()

    class Meta:
        model = Membership
        fields = ("username", "party", "roles", "may")

    def get_may(self, membership: Membership) -> list[str]:
        return [act for act in sorted(ALLOWED) if may(membership.user, act)]


class TokenShown(Shown[ApiToken]):
    class Meta:
        model = ApiToken
        fields = ("id", "name", "created_at", "last_used_at", "revoked_at")


class TokenMade(TokenShown):
    token = serializers.CharField(help_text="Shown this once.")

    class Meta(TokenShown.Meta):
        fields = (*TokenShown.Meta.fields, "token")  # type: ignore[assignment]


class TokenWanted(serializers.Serializer[object]):
    name = serializers.CharField(max_length=100, help_text="What the program is, so that it can be told apart.")


class Speaker(APIView):
    @extend_schema(operation_id="me", responses=SpeakerShown)
    def get(self, request: Request) -> Response:
        """Who speaks, for which party, and what the roles allow."""
        return Response(SpeakerShown(membership_of(request.user)).data)


class Tokens(mixins.ListModelMixin, Rows[ApiToken]):
    """The speaker's own API tokens."""

    queryset = ApiToken.objects.none()
    serializer_class = TokenShown
    lookup_value_converter = "int"

    def rows(self) -> QuerySet[ApiToken]:
        return ApiToken.objects.filter(user=speaker(self.request), revoked_at=None).order_by("pk")

    @extend_schema(request=TokenWanted, responses={201: TokenMade})
    @once
    def create(self, request: Request) -> Response:
        """Make a token from a session. The answer is the only time that it is shown."""
        if request.auth is not None:
            raise SessionNeeded
        wanted = validated(TokenWanted(data=request.data))
        token, secret = create_api_token(speaker(request), name=wanted["name"])
        made = {**TokenShown(token).data, "token": secret}
        return Response(made, status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Revoke a token. It is refused from now on."""
        revoke_api_token(self.get_object(), by=self.actor)
        return Response(status=status.HTTP_204_NO_CONTENT)


urlpatterns = [
    path("me/", Speaker.as_view(), name="me"),
    *routes(tokens=Tokens),
    path("", include("backend.accounts.oversight")),
]
