"""Programs speak for a party with `Authorization: Bearer a6t_…`."""

from hashlib import sha256

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from .models import ApiToken, User


def bearer(header: str) -> str | None:
    """The secret of an Authorization header, or None where it is of another kind."""
    scheme, _, secret = header.partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def token_of(secret: str) -> ApiToken | None:
    """The valid token with this secret, its user loaded."""
    digest = sha256(secret.encode()).hexdigest()
    token = ApiToken.objects.select_related("user").filter(digest=digest, revoked_at=None).first()
    return token if token and token.user.is_active else None


class ApiTokenAuthentication(BaseAuthentication):
    """The user of a valid token. A revoked or unknown one is refused; no token leaves it to the next scheme."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        secret = bearer(request.META.get("HTTP_AUTHORIZATION", ""))
        if secret is None:
            return None
        token = token_of(secret)
        if token is None:
            raise AuthenticationFailed("This API token is unknown or revoked. Make a new one on the page “API tokens”.")
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=timezone.now())
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return self.keyword
