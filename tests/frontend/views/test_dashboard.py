"""The overview."""

import pytest
from django.test import Client
from django.urls import reverse

from backend.accounts.models import Membership, User

pytestmark = pytest.mark.django_db


def member(party: str, *roles: str) -> Client:
    user = User.objects.create_user(username=f"{party}-{'-'.join(roles)}")
    Membership.objects.create(user=user, party=party, roles=list(roles))
    client = Client()
    client.force_login(user)
    return client


def test_strangers_are_sent_to_the_sign_in() -> None:
    response = Client().get("/")
    assert (response.status_code, response["Location"]) == (302, f"{reverse('account_login')}?next=/")


def test_an_organiser_is_offered_a_new_meeting_and_an_auditor_is_not() -> None:
    offered = [reverse("meeting-new") in member("UN", role).get("/").text for role in ("organiser", "auditor")]
    assert offered == [True, False]
