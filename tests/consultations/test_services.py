"""Asking the guest's office, and what its answer leads to."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django_scopes import scope

from backend.consultations.efforts import AlreadyClosed, EvidenceMissing, close_effort, record_request
from backend.consultations.models import Consultation, ConsultedCopy, EffortRecord, Override
from backend.consultations.overrides import ReasonMissing, lift, override
from backend.consultations.services import NotAsked, answer_consultation
from backend.invitations.models import Decision, Determination, Invitation
from backend.meetings.models import Meeting
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from tests.factories.work import drain, publish

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
OCEANS = {
    "id": "ECOSOC/2027",
    "host": "UN",
    "body": "ECOSOC",
    "kind": "session",
    "title": "Economic and Social Council, 2027 session",
    "starts": "2027-07-05",
    "ends": "2027-07-09",
    "time_zone": "America/New_York",
}
HEALTH = {
    "id": "WHO/1",
    "host": "WHO",
    "kind": "conference",
    "scope": "international",
    "involved": [{"party": "UN", "role": "co_sponsor"}],
    "title": "Conference on counterfeit medicines",
    "starts": "2027-07-05",
    "ends": "2027-07-09",
    "agenda": {"items": [{"number": "1", "title": "Trafficking in counterfeit medicines"}]},
}


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def consulted() -> ConsultedCopy:
    with scope(party="INTERPOL"):
        return ConsultedCopy.objects.get()


def say(answer: str) -> Determination:
    with scope(party="INTERPOL"):
        return answer_consultation(
            consulted(),
            question="matter_of_interest",
            answer=answer,
            source="",
            text="We follow the item on crime.",
            by="interpol desk",
            now=datetime.now(UTC),
        )


def test_a_meeting_without_an_agenda_asks_the_guest_and_invites_nobody(clock: time_machine.Traveller) -> None:
    publish(OCEANS, clock)
    copy = consulted()
    assert (copy.state, copy.due, [q["code"] for q in copy.questions]) == (
        "open",
        date(2027, 5, 24),
        ["matter_of_interest"],
    )
    with scope(party="UN"):
        assert Invitation.objects.count() == 0


def test_a_yes_of_the_office_becomes_a_determination_and_then_an_invitation(clock: time_machine.Traveller) -> None:
    publish(OCEANS, clock)
    say("yes")
    drain(clock)
    with scope(party="UN"):
        assert [(d.question, d.answer, d.by) for d in Determination.objects.all()] == [
            ("matter_of_interest", "yes", "office of INTERPOL")
        ]
        assert [(i.state, i.clauses) for i in Invitation.objects.all()] == [("issued", ["6(2)"])]
        assert [c.state for c in Consultation.objects.all()] == ["answered"]


def test_a_no_of_the_office_is_kept_and_nothing_is_owed(clock: time_machine.Traveller) -> None:
    publish(OCEANS, clock)
    say("no")
    drain(clock)
    with scope(party="UN"):
        assert [d.outcome for d in Decision.objects.order_by("number")] == ["consult", "not_required"]
    assert [(said["answer"], said["text"]) for said in consulted().answers] == [("no", "We follow the item on crime.")]


def test_a_question_is_answered_once(clock: time_machine.Traveller) -> None:
    publish(OCEANS, clock)
    say("yes")
    with pytest.raises(NotAsked):
        say("no")


def test_an_agenda_that_settles_the_question_closes_the_consultation(clock: time_machine.Traveller) -> None:
    publish(OCEANS, clock)
    publish(OCEANS | {"agenda": {"items": [{"number": "1", "title": "Trafficking in persons"}]}}, clock)
    assert consulted().state == "closed"
    with pytest.raises(NotAsked):
        say("yes")


def test_a_draft_consults_nobody(clock: time_machine.Traveller) -> None:
    publish(OCEANS | {"status": "draft"}, clock)
    with scope(party="INTERPOL"):
        assert ConsultedCopy.objects.count() == 0


def test_a_closed_item_is_no_part_of_what_the_office_sees(clock: time_machine.Traveller) -> None:
    items = [
        {"number": "1", "title": "SECRET matters of the rule of law", "observers": "closed"},
        {"number": "2", "title": "The rule of law at the national and international levels"},
    ]
    publish(OCEANS | {"agenda": {"items": items}}, clock)
    assert "SECRET" not in str(consulted().document)


def test_an_override_invites_with_its_clause_and_stays_on_the_record_when_lifted(clock: time_machine.Traveller) -> None:
    agenda = {"items": [{"number": "1", "title": "Election of officers"}]}
    meeting = publish(OCEANS | {"agenda": agenda}, clock)
    with scope(party="UN"):
        kept = override(
            meeting, guest="INTERPOL", clause="6(2)", invite=True, reason="Custom since 1999", by="approver", now=NOW
        )
        drain(clock)
        assert [(i.state, i.form, i.clauses) for i in Invitation.objects.all()] == [("issued", "invitation", ["6(2)"])]
        lift(kept, by="approver", now=datetime.now(UTC))
        drain(clock)
        assert [(i.state, i.attention) for i in Invitation.objects.all()] == [("issued", "no_longer_required")]
        assert [(o.engine_said, o.reason) for o in Override.objects.all()] == [("not_required", "Custom since 1999")]


def test_an_override_without_a_reason_is_refused(clock: time_machine.Traveller) -> None:
    meeting = publish(OCEANS, clock)
    with scope(party="UN"), pytest.raises(ReasonMissing):
        override(meeting, guest="INTERPOL", clause="6(2)", invite=True, reason=" ", by="approver", now=NOW)


def effort(meeting: Meeting) -> EffortRecord:
    return record_request(
        meeting,
        guest="INTERPOL",
        asked_of="WHO, Office of Governing Bodies",
        asked_on=date(2027, 1, 12),
        channel="letter",
        letter="We should be grateful …",
        by="organiser",
        now=NOW,
    )


def test_a_refusal_closes_the_effort_honestly(clock: time_machine.Traveller) -> None:
    meeting = publish(HEALTH, clock)
    with scope(party="UN"):
        assert {d.guest: d.outcome for d in Decision.objects.all()}["INTERPOL"] == "best_effort"
        closed = close_effort(
            effort(meeting),
            outcome=EffortRecord.Outcome.REFUSED,
            answered_on=date(2027, 2, 1),
            evidence="Letter of 1 February 2027",
            by="organiser",
        )
        assert (closed.outcome, closed.evidence) == ("refused", "Letter of 1 February 2027")
        with pytest.raises(AlreadyClosed, match="refused"):
            close_effort(
                closed, outcome=EffortRecord.Outcome.ACCEPTED, answered_on=date(2027, 3, 1), evidence="x", by="o"
            )


def test_an_answer_without_evidence_is_refused_but_silence_needs_none(clock: time_machine.Traveller) -> None:
    meeting = publish(HEALTH, clock)
    with scope(party="UN"):
        asked = effort(meeting)
        with pytest.raises(EvidenceMissing):
            close_effort(
                asked, outcome=EffortRecord.Outcome.ACCEPTED, answered_on=date(2027, 2, 1), evidence="", by="o"
            )
        closed = close_effort(
            asked, outcome=EffortRecord.Outcome.NO_ANSWER, answered_on=date(2027, 6, 1), evidence="", by="o"
        )
        assert closed.outcome == "no_answer"
