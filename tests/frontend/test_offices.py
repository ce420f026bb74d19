"""Entering the real mailbox of one's own office."""

import pytest
from django.test import Client

from backend.accounts.models import Membership, User
from backend.organisations.models import Office
from backend.organisations.services import load_register_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat() -> Client:
    load_register_rows()
    user = User.objects.create_user("desk")
    Membership.objects.create(user=user, party="INTERPOL", roles=["secretariat"])
    client = Client()
    client.force_login(user)
    return client


def offices() -> list[tuple[str, str, bool]]:
    return list(Office.objects.order_by("party").values_list("party", "mailbox", "placeholder"))


def test_a_placeholder_is_shown_as_to_be_confirmed(secretariat: Client) -> None:
    assert secretariat.get("/register/offices/").content.decode().count("to be confirmed") == 2


def test_the_real_mailbox_of_ones_own_office_is_entered_and_no_other(secretariat: Client) -> None:
    assert secretariat.post("/register/offices/", {"mailbox": "protocol@interpol.int"}).status_code == 302
    assert offices() == [
        ("INTERPOL", "protocol@interpol.int", False),
        ("UN", "secretariat@un.example", True),
    ]


def test_what_is_no_mailbox_is_refused(secretariat: Client) -> None:
    assert secretariat.post("/register/offices/", {"mailbox": "protocol"}).status_code == 422
    assert offices()[0] == ("INTERPOL", "secretariat@interpol.example", True)
