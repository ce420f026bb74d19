"""Keeping interests and competences: each party its own, with a basis, and decided again where it matters."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from backend.accounts.models import Membership, User
from backend.domain.parties import Party
from backend.interchange.services import keep_meeting
from backend.invitations.models import Decision
from backend.organisations.services import load_register_rows
from backend.topics.recorded import recorded_register
from backend.topics.registers import BasisMissing, EndsBeforeItStarts, Entry, Kind, history, keep_entry
from backend.topics.services import load_topic_rows
from tests.factories.work import drain

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
BEFORE, DAY = date(2027, 2, 28), date(2027, 3, 1)


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def meeting(identifier: str, title: str) -> dict[str, object]:
    return {
        "id": identifier,
        "host": "UN",
        "body": "ECOSOC",
        "kind": "session",
        "title": "Session",
        "starts": "2027-07-05",
        "ends": "2027-07-09",
        "agenda": {"items": [{"number": "1", "title": title}]},
    }


def outcomes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with scope(party="UN"):
        for decision in Decision.objects.order_by("meeting", "number").select_related("meeting"):
            found.setdefault(decision.meeting.identifier, []).append(decision.outcome)
    return found


def end_drugs() -> None:
    entry = Entry("DRG", "letter of 10 January 2027", valid_until=BEFORE)
    keep_entry(Kind.INTEREST, entry, party=Party.INTERPOL, by="desk", now=NOW)


def test_an_ended_interest_decides_the_meetings_that_touch_it_again_and_no_others(
    clock: time_machine.Traveller,
) -> None:
    for one in (meeting("E/1", "Narcotic drugs"), meeting("E/2", "Trafficking in persons")):
        keep_meeting(one, by="organiser", now=datetime.now(UTC))
    drain(clock)
    end_drugs()
    drain(clock)
    assert outcomes() == {"E/1": ["invite", "not_required"], "E/2": ["invite"]}


def test_the_interest_of_one_party_says_nothing_of_the_other() -> None:
    end_drugs()
    register = recorded_register()
    assert ["DRG" in register.interests(party, DAY) for party in (Party.INTERPOL, Party.UN)] == [False, True]


def test_interest_and_competence_are_two_registers() -> None:
    end_drugs()
    assert "DRG" in recorded_register().competence(Party.INTERPOL, DAY)


def test_the_old_words_stay_readable() -> None:
    end_drugs()
    found = history(Kind.INTEREST, Party.INTERPOL, "DRG")
    assert [(one.basis, one.superseded_at is None) for one in found] == [
        ("letter of 10 January 2027", True),
        ("Art. 1(c)", False),
    ]


def test_loading_the_shipped_register_again_does_not_bring_back_what_was_replaced() -> None:
    end_drugs()
    load_topic_rows()
    assert "DRG" not in recorded_register().interests(Party.INTERPOL, DAY)


def test_an_entry_without_basis_or_with_its_days_reversed_is_refused() -> None:
    with pytest.raises(BasisMissing):
        keep_entry(Kind.COMPETENCE, Entry("DRG", " "), party=Party.UN, by="desk", now=NOW)
    reversed_days = Entry("DRG", "basis", valid_from=DAY, valid_until=BEFORE)
    with pytest.raises(EndsBeforeItStarts):
        keep_entry(Kind.COMPETENCE, reversed_days, party=Party.UN, by="desk", now=NOW)


def test_the_page_keeps_only_the_register_of_ones_own_party() -> None:
    user = User.objects.create_user("desk")
    Membership.objects.create(user=user, party="INTERPOL", roles=["secretariat"])
    client = Client()
    client.force_login(user)
    said = {"topic": "DRG", "basis": "letter", "valid_from": "1997-07-08", "valid_until": "2027-02-28"}
    assert client.post("/register/interests/", said | {"basis": ""}).status_code == 422
    assert client.post("/register/interests/", said).status_code == 302
    assert "letter" in client.get("/register/interests/?topic=DRG").content.decode()
    assert client.get("/register/thirds/").status_code == 404
    register = recorded_register()
    assert ["DRG" in register.interests(party, DAY) for party in (Party.INTERPOL, Party.UN)] == [False, True]
