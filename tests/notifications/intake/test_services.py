"""What becomes of each kind of mail, and what people do with what was set aside."""

import random
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django_scopes import scope, scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.audit.models import Entry
from backend.delegations.models import Attendee, Reply
from backend.delegations.selectors import partstat_of
from backend.domain.participation import Partstat
from backend.outbox.models import Message
from notifications.intake import services
from notifications.intake.models import InboundMessage
from notifications.intake.storing import store
from notifications.models import Delivery
from tests.notifications.mail.reading.mails import delivery_report, fields, part, words
from tests.notifications.mail.reading.winmail import MEETING, global_id, prop, winmail
from tests.scheduler.test_services import CCPCJ, publish

from .conversation import NOW, Conversation, drain


def test_an_answer_reaches_the_organisers_record_with_its_comment(conversation: Conversation) -> None:
    assert conversation.outcome(conversation.answer(lines=("COMMENT:By train",))) == ("applied", "applied")
    with scope(party="UN"):
        [reply] = Reply.objects.all()
    assert (reply.partstat, reply.comment, reply.channel, reply.by, reply.stamp) == (
        "ACCEPTED",
        "By train",
        "mail",
        conversation.office,
        NOW + timedelta(minutes=10),
    )


def test_an_answer_in_outlooks_own_format_counts_like_any_other(conversation: Conversation) -> None:
    stamp = prop(0x01, NOW + timedelta(minutes=10), MEETING)
    held = winmail("IPM.Schedule.Meeting.Resp.Neg", prop(0x23, global_id(conversation.uid), MEETING), stamp)
    head = conversation.answer().partition(b"Content-Type: multipart")[0]
    mail = head + part(held, "application/ms-tnef; name=winmail.dat", encoding="base64")
    assert (conversation.outcome(mail), conversation.counted()) == (
        ("applied", "applied"),
        [(conversation.office, "DECLINED")],
    )


def test_a_mail_taken_up_twice_changes_nothing(conversation: Conversation) -> None:
    [message] = conversation.receive(conversation.answer())
    before = list(Entry.objects.values_list("hash", flat=True))
    with scopes_disabled():
        services.take_up(message.pk)
    assert (conversation.counted(), list(Entry.objects.values_list("hash", flat=True))) == (
        [(conversation.office, "ACCEPTED")],
        before,
    )


OUTCOMES = {
    "a proposal": (
        {"partstat": "TENTATIVE", "method": "COUNTER", "lines": ("DTSTART:20270518T080000Z",)},
        "set_aside",
        "time_proposed",
    ),
    "a delegation": (
        {"partstat": "DELEGATED", "params": ";DELEGATED-TO=mailto:deputy@interpol.example"},
        "set_aside",
        "delegated",
    ),
    "a delegation to nobody": ({"partstat": "DELEGATED"}, "set_aside", "unknown_answer"),
    "no answer yet": ({"partstat": "NEEDS-ACTION"}, "kept", "no_answer"),
    "a request": ({"method": "REQUEST"}, "set_aside", "not_an_answer"),
    "an addition": ({"method": "ADD"}, "set_aside", "not_an_answer"),
    "a refusal of a proposal": ({"method": "DECLINECOUNTER"}, "set_aside", "not_an_answer"),
    "a stranger's question": (
        {"method": "REFRESH", "sender": "x@elsewhere.example"},
        "set_aside",
        "substitute_proposed",
    ),
    "words with a calendar of their own": ({"partstat": "NEEDS-ACTION", "method": ""}, "set_aside", "no_method"),
}


@pytest.mark.parametrize(("mail", "state", "reason"), OUTCOMES.values(), ids=OUTCOMES.keys())
def test_what_is_no_plain_answer(conversation: Conversation, mail: dict, state: str, reason: str) -> None:
    assert conversation.outcome(conversation.answer(**mail)) == (state, reason)


def test_words_are_for_a_person_with_the_invitation_found(conversation: Conversation) -> None:
    by_address = fields(To=conversation.reply_to) + words("Yes, I accept.")
    with scopes_disabled():
        sent = Delivery.objects.get()
    by_thread = fields(To="invitations@article6.example", In_Reply_To=sent.message_id) + words("Yes, I accept.")
    for message in conversation.receive(by_address, by_thread):
        assert (message.state, message.reason, message.party, message.invitation_id) == (
            "set_aside",
            "words_only",
            "UN",
            sent.invitation_id,
        )


def test_our_own_copy_in_the_journal_is_forgotten(conversation: Conversation) -> None:
    with scopes_disabled():
        sent = Delivery.objects.get().mime
    [message] = conversation.receive(sent)
    assert (message.state, bytes(message.raw)) == ("kept", b"")


def test_an_automatic_reply_needs_nobody(conversation: Conversation) -> None:
    mail = fields(To=conversation.reply_to, Auto_Submitted="auto-replied") + words("Away.")
    assert conversation.outcome(mail) == ("kept", "automatic_reply")


@pytest.mark.parametrize(("action", "state"), [("failed", "bounced"), ("delayed", "sent"), ("relayed", "sent")])
def test_a_report_is_written_to_the_mail_it_is_about(conversation: Conversation, action: str, state: str) -> None:
    with scopes_disabled():
        sent = Delivery.objects.get()
    report = delivery_report(action, original=f"Message-ID: {sent.message_id}\r\n\r\nhello\r\n".encode())
    [message] = conversation.receive(report)
    with scopes_disabled():
        sent.refresh_from_db()
    assert (message.state, message.kind, message.delivery_id, sent.state, "5.1.1" in sent.reason) == (
        "applied",
        "bounce",
        sent.pk,
        state,
        True,
    )


def test_a_report_without_the_mail_is_tied_by_the_signed_address(conversation: Conversation) -> None:
    report = delivery_report("failed").replace(
        b"rsvp-17-aaaaaaaaaaaaaaaa@article6.example", conversation.reply_to.encode()
    )
    [message] = conversation.receive(report)
    with scopes_disabled():
        assert (message.delivery_id, Delivery.objects.get().state) == (Delivery.objects.get().pk, "bounced")


def test_a_mail_that_stopped_its_reader_three_times_is_set_aside_and_others_flow(conversation: Conversation) -> None:
    poison = store(conversation.answer("DECLINED", dmarc=None), source="lmtp", now=datetime.now(UTC))
    Message.objects.filter(subject_id=poison.pk, topic="mail.received").update(attempts=3)
    other = store(conversation.answer(), source="lmtp", now=datetime.now(UTC))
    drain(conversation.clock)
    with scopes_disabled():
        states = dict(InboundMessage.objects.values_list("pk", "reason"))
    assert states == {poison.pk: "stopped_the_reader", other.pk: "applied"}


def test_a_person_applies_what_a_mail_says(conversation: Conversation) -> None:
    [message] = conversation.receive(fields(To=conversation.reply_to) + words("Yes, I accept."))
    with scope(party="UN"):
        office = Attendee.objects.get()
        services.apply(message, office, Partstat.ACCEPTED, by="officer", now=NOW)
        with pytest.raises(services.AlreadySettled):
            services.dismiss(message, note="", by="another", now=NOW)
        message.refresh_from_db()
    assert conversation.counted() == [(conversation.office, "ACCEPTED")]
    assert (message.state, message.settled_by) == ("settled", "officer")


def test_bytes_are_forgotten_when_their_time_is_over_unless_somebody_must_look(conversation: Conversation) -> None:
    conversation.receive(conversation.answer(), fields(To=conversation.reply_to) + words("Yes."))
    assert services.discard_old(datetime.now(UTC) + timedelta(days=89)) == 0
    assert services.discard_old(datetime.now(UTC) + timedelta(days=91)) == 1
    with scopes_disabled():
        held = {one.state: bool(bytes(one.raw)) for one in InboundMessage.objects.all()}
    assert held == {"applied": False, "set_aside": True}


STORM = st.lists(
    st.tuples(
        st.sampled_from(["ACCEPTED", "DECLINED", "TENTATIVE"]),
        st.integers(0, 4),
        st.sampled_from(["good", "good", "good", "forged", "stranger", "future", "damaged"]),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(storm=STORM, data=st.data())
def test_any_order_and_repetition_of_hostile_and_honest_answers_ends_as_the_model_says(
    conversation: Conversation, storm: list[tuple[str, int, str]], data: st.DataObject
) -> None:
    with scopes_disabled():
        Reply.objects.all().delete()
        InboundMessage.objects.all().delete()
    mails = [mail_of(conversation, *one) for one in storm]
    order = data.draw(st.lists(st.sampled_from(range(len(mails))), max_size=10)) + data.draw(
        st.permutations(range(len(mails)))
    )
    conversation.receive(*(mails[one] for one in order))
    honest = [(minute, partstat) for partstat, minute, nature in storm if nature == "good"]
    newest = max((minute for minute, _ in honest), default=None)
    expected = min((partstat for minute, partstat in honest if minute == newest), default="NEEDS-ACTION")
    with scope(party="UN"):
        assert partstat_of(Attendee.objects.get()) == expected


def test_two_hundred_answers_across_a_moved_date_end_as_the_model_says(conversation: Conversation) -> None:
    """A reply to the old time is kept and shown, and is no consent to the new one."""
    publish(CCPCJ | {"starts": "2027-05-18"}, conversation.clock)
    chance = random.Random(19)
    answers = [(chance.choice(["ACCEPTED", "DECLINED", "TENTATIVE"]), chance.randrange(2), one) for one in range(70)]
    mails = [
        conversation.answer(partstat, sequence=sequence, stamp=NOW + timedelta(seconds=second))
        for partstat, sequence, second in answers
    ]
    storm = mails * 2 + [mail_of(conversation, "DECLINED", one, "forged") for one in range(40)]
    storm += [bytes(chance.randrange(256) for _ in range(200)) for _ in range(20)]
    chance.shuffle(storm)
    conversation.receive(*storm)
    partstat, _, _ = max((one for one in answers if one[1] == 1), key=lambda one: one[2])
    with scope(party="UN"):
        assert partstat_of(Attendee.objects.get()) == partstat


def mail_of(conversation: Conversation, partstat: str, minute: int, nature: str) -> bytes:
    stamp = NOW + timedelta(minutes=minute)
    mail = {
        "good": lambda: conversation.answer(partstat, stamp=stamp),
        "forged": lambda: conversation.answer(partstat, stamp=stamp, dmarc="fail"),
        "stranger": lambda: conversation.answer(partstat, stamp=stamp, sender="crasher@elsewhere.example"),
        "future": lambda: conversation.answer(partstat, stamp=stamp.replace(year=2999)),
        "damaged": lambda: conversation.answer(partstat, stamp=stamp).replace(b"ATTENDEE", b"ATTEND\xff\n"),
    }[nature]
    return mail()


def test_a_refresh_is_answered_with_the_same_sequence_and_a_later_stamp(conversation: Conversation) -> None:
    assert conversation.outcome(conversation.answer(method="REFRESH")) == ("applied", "invitation_repeated")
    with scopes_disabled():
        again, first = (read_calendar(one) for one in Delivery.objects.filter(method="REQUEST"))
    assert (again["UID"], again["SEQUENCE"]) == (first["UID"], first["SEQUENCE"])
    assert again["DTSTAMP"] > first["DTSTAMP"]


def test_a_declined_proposal_is_answered_to_the_proposer(conversation: Conversation) -> None:
    proposal = conversation.answer("TENTATIVE", method="COUNTER", lines=("DTSTART:20270518T080000Z",))
    [message] = conversation.receive(proposal)
    with scope(party="UN"):
        services.decline_proposal(message, by="officer", now=datetime.now(UTC))
    drain(conversation.clock)
    with scopes_disabled():
        answer = Delivery.objects.get(method="DECLINECOUNTER")
    assert (answer.recipient, read_calendar(answer)["UID"]) == (conversation.office, conversation.uid)


def read_calendar(delivery: Delivery) -> dict[str, str]:
    """The properties of the event in a mail of ours."""
    mail = message_from_bytes(delivery.mime, policy=default)
    text = next(one for one in mail.walk() if one.get_content_type() == "text/calendar").get_content()
    return dict(line.split(":", 1) for line in text.replace("\r\n ", "").splitlines() if ":" in line)
