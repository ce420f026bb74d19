"""The overview."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.frontend.members import member

pytestmark = pytest.mark.django_db


def test_strangers_are_sent_to_the_sign_in() -> None:
    response = Client().get("/")
    assert (response.status_code, response["Location"]) == (302, f"{reverse('account_login')}?next=/")


def test_an_organiser_is_offered_a_new_meeting_and_an_auditor_is_not() -> None:
    offered = [reverse("meeting-new") in member("UN", role).get("/").text for role in ("organiser", "auditor")]
    assert offered == [True, False]
