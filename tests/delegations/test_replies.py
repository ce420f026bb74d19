"""One row per invited mailbox; its answers are appended and the newest counts."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.delegations.models import Attendee, Reply
from backend.delegations.selectors import answer_of, attendee_at, attendee_signed, partstat_of
from backend.delegations.services import NotAnAnswer, keep_offices, record_reply
from backend.domain.participation import Channel, Partstat
from backend.invitations.models import Invitation
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from tests.scheduler.test_services import CCPCJ, publish

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)


@pytest.fixture
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def invitation(clock: time_machine.Traveller) -> Iterator[Invitation]:
    publish(CCPCJ, clock)
    with scope(party="UN"):
        yield Invitation.objects.select_related("meeting").get()


def test_the_secretariat_is_invited_once_and_found_by_its_signed_identifier_and_by_uid(invitation: Invitation) -> None:
    keep_offices(invitation, now=NOW)
    [office] = invitation.attendees.all()
    uid = invitation.entries.get(sitting="").uid
    assert (office.kind, office.address) == ("office", "secretariat@interpol.example")
    assert attendee_signed(str(office.pk)) == office
    assert attendee_at(uid, "Secretariat@INTERPOL.example") == office
    assert (attendee_signed("0"), attendee_signed("x"), attendee_at("nobody", "a@b.example")) == (None, None, None)


def test_a_meeting_in_new_york_copies_the_special_representative(clock: time_machine.Traveller) -> None:
    publish(CCPCJ | {"place": "New York", "time_zone": "America/New_York"}, clock)
    with scope(party="UN"):
        invited = list(Attendee.objects.values_list("kind", "address"))
    assert invited == [("office", "secretariat@interpol.example"), ("copy", "new-york@interpol.example")]


ANSWERS = st.tuples(
    st.sampled_from([Partstat.ACCEPTED, Partstat.DECLINED, Partstat.TENTATIVE]),
    st.integers(0, 2),
    st.integers(0, 3),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(ANSWERS, min_size=1, max_size=6), data=st.data())
def test_any_order_and_repetition_of_the_same_answers_ends_the_same(
    invitation: Invitation, answers: list[tuple[Partstat, int, int]], data: st.DataObject
) -> None:
    invitation.entries.filter(sitting="").update(sequence=1)
    office = invitation.attendees.get(kind="office")

    def state_after(order: list[tuple[Partstat, int, int]]) -> Partstat:
        Reply.objects.all().delete()
        for partstat, sequence, second in order:
            record_reply(
                office,
                partstat=partstat,
                sequence=sequence,
                stamp=NOW + timedelta(seconds=second),
                by="mail",
                channel=Channel.MAIL,
                now=NOW,
            )
        return partstat_of(office)

    again = data.draw(st.permutations(answers + answers))
    assert state_after(answers) == state_after(again)


def test_an_answer_to_a_time_that_was_moved_is_kept_and_does_not_count(invitation: Invitation) -> None:
    office = invitation.attendees.get(kind="office")
    invitation.entries.filter(sitting="").update(sequence=1, asked_at=1)
    record_reply(office, partstat=Partstat.ACCEPTED, sequence=0, stamp=NOW, by="x", channel=Channel.MAIL, now=NOW)
    assert (Reply.objects.count(), answer_of(invitation)) == (1, Partstat.NEEDS_ACTION)
    record_reply(office, partstat=Partstat.DECLINED, by="x", channel=Channel.PAGE, now=NOW)
    assert answer_of(invitation) == Partstat.DECLINED


def test_needs_action_is_not_an_answer_and_a_delegation_names_its_delegate(invitation: Invitation) -> None:
    office = invitation.attendees.get(kind="office")
    for partstat in (Partstat.NEEDS_ACTION, Partstat.DELEGATED):
        with pytest.raises(NotAnAnswer):
            record_reply(office, partstat=partstat, by="x", channel=Channel.PAGE, now=NOW)
    reply = record_reply(
        office, partstat=Partstat.DELEGATED, delegated_to="b@x.example", by="x", channel=Channel.MAIL, now=NOW
    )
    assert (reply.partstat, reply.delegated_to) == ("DELEGATED", "b@x.example")
