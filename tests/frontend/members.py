"""People who are signed in."""

from django.test import Client

from backend.accounts.models import Membership, User


def member(party: str, *roles: str) -> Client:
    """A browser in which somebody with these roles of the party is signed in."""
    user, _ = User.objects.get_or_create(username=f"{party}-{'-'.join(roles)}")
    Membership.objects.update_or_create(user=user, defaults={"party": party, "roles": list(roles)})
    client = Client()
    client.force_login(user)
    return client
