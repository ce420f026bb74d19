"""Correcting the register: by its owner, with a source, and without losing what stood before."""

from datetime import UTC, date, datetime

import pytest

from backend.audit.models import Entry
from backend.domain.meetings import Openness
from backend.domain.parties import Party
from backend.organisations.models import AgreementDate, Body
from backend.organisations.registers import (
    NothingToConfirm,
    NotYourRegister,
    PolicyEntry,
    SourceMissing,
    confirm_policy,
    correct_policy,
    record_agreement_date,
)
from backend.organisations.selectors import agreement_date, policy_on
from backend.organisations.services import load_register_rows
from backend.outbox.models import Message

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
YEAR = date(2027, 3, 1)


@pytest.fixture
def committee() -> Body:
    load_register_rows()
    return Body.objects.get(code="CTC")


def policies(body: Body) -> list[tuple[str, str, date, date | None, bool]]:
    rows = body.policies.order_by("pk")
    return [(p.observers, p.confidence, p.valid_from, p.valid_until, p.superseded_at is None) for p in rows]


def test_one_click_confirms_what_was_assumed_and_keeps_the_assumption_readable(committee: Body) -> None:
    confirm_policy(committee, party=Party.UN, source="S/RES/1373", by="desk", now=NOW)
    assert policies(committee) == [
        ("undecided", "assumed", date(1997, 7, 8), None, False),
        ("undecided", "sourced", date(1997, 7, 8), None, True),
    ]


def test_a_correction_is_valid_from_its_day_and_earlier_days_keep_their_rule(committee: Body) -> None:
    entry = PolicyEntry(Openness.OPEN, "decision of the Committee", YEAR, {"seats": 2})
    correct_policy(committee, entry, party=Party.UN, by="desk", now=NOW)
    before, after = policy_on(committee, date(2027, 2, 28)), policy_on(committee, YEAR)
    assert (before and before.observers, after and (after.observers, after.conditions)) == (
        "undecided",
        ("open", {"seats": 2}),
    )


def test_a_correction_of_a_correction_replaces_it(committee: Body) -> None:
    for observers in (Openness.OPEN, Openness.CLOSED):
        correct_policy(committee, PolicyEntry(observers, "rule", YEAR), party=Party.UN, by="desk", now=NOW)
    found = policy_on(committee, date(2030, 1, 1))
    assert found is not None
    assert found.observers == "closed"


def test_the_other_party_cannot_touch_the_entry(committee: Body) -> None:
    with pytest.raises(NotYourRegister, match="belongs to UN"):
        confirm_policy(committee, party=Party.INTERPOL, source="anything", by="desk", now=NOW)
    assert len(policies(committee)) == 1


def test_a_word_without_a_source_is_refused(committee: Body) -> None:
    with pytest.raises(SourceMissing):
        confirm_policy(committee, party=Party.UN, source=" \u202e ", by="desk", now=NOW)


def test_what_has_its_source_has_nothing_to_confirm(committee: Body) -> None:
    confirm_policy(committee, party=Party.UN, source="rule", by="desk", now=NOW)
    with pytest.raises(NothingToConfirm):
        confirm_policy(committee, party=Party.UN, source="rule", by="desk", now=NOW)


def test_a_change_is_signed_in_the_history_and_promises_to_decide_again(committee: Body) -> None:
    confirm_policy(committee, party=Party.UN, source="rule", by="desk", now=NOW)
    assert [(e.actor, e.action, e.subject) for e in Entry.objects.all()] == [("desk", "policy.confirmed", "body:CTC")]
    assert [(m.topic, m.subject_id) for m in Message.objects.all()] == [("register.policy_changed", committee.pk)]


def test_a_later_word_on_the_agreement_replaces_the_earlier_one_and_both_stay(committee: Body) -> None:
    for year in (1998, 1999):
        record_agreement_date(
            AgreementDate.Event.IN_FORCE, on=date(year, 1, 1), source="UNTS", party=Party.UN, by="legal", now=NOW
        )
    found = agreement_date(AgreementDate.Event.IN_FORCE)
    assert (found and found.on, AgreementDate.objects.count()) == (date(1999, 1, 1), 2)
