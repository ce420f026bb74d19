"""Programs of both parties."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from backend.accounts.models import Membership, Role, User
from backend.accounts.services import create_api_token
from backend.domain.parties import Party

Speak = Callable[..., APIClient]


@pytest.fixture
def speak(db: None) -> Speak:
    """A client with a token that speaks for the party in these roles; all of them where none is named."""

    def client(party: Party, *roles: Role) -> APIClient:
        user = User.objects.create_user(username=f"{party}-{'-'.join(roles)}-program")
        Membership.objects.create(user=user, party=party.value, roles=[role.value for role in roles or Role])
        _, secret = create_api_token(user, name="a program")
        speaking = APIClient()
        speaking.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
        return speaking

    return client
