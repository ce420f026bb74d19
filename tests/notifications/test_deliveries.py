"""One mail to one recipient: every answer of a mail server has its outcome, and the last word wins."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django_scopes import scopes_disabled
from pytest_django.fixtures import Settings

from backend.audit.models import Entry
from notifications import batch, deliveries, leases
from notifications.batch import Batch
from notifications.deliveries import NotMendable, abort, queue, send_again, send_due
from notifications.mail.transport import BeforeDot, Outcome, Result
from notifications.models import Delivery
from tests import smtp_sink
from tests.smtp_sink import Sink

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
GUEST = "desk@interpol.example"


@pytest.fixture(scope="module")
def server() -> Iterator[Sink]:
    with smtp_sink.running() as running:
        yield running


@pytest.fixture
def sink(server: Sink, settings: Settings) -> Sink:
    server.mode, server.accepted, server.attempts, server.extensions = "ok", [], 0, ["250-PIPELINING"]
    server.journal = lambda message: None
    settings.EMAIL_URL = server.url
    return server


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with scopes_disabled(), time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def stored(revision: int = 0, *, recipient: str = GUEST, method: str = "REQUEST", group: str = "g") -> Delivery:
    """A mail as composing leaves it."""
    name = f"{group}-{recipient}-r{revision}"
    mime = f"Message-ID: <{name}@article6.example>\r\nSubject: {method} {revision}\r\n\r\nwords\r\n".encode()
    return queue(
        key=name, group_key=f"{group}-{recipient}", revision=revision, method=method, party="UN", recipient=recipient,
        envelope_from="rsvp@article6.example", message_id=f"<{name}@article6.example>", subject=name, mime=mime,
    )  # fmt: skip


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize("extensions", [["250-PIPELINING"], []], ids=["pipelined", "one-by-one"])
@pytest.mark.parametrize(
    ("mode", "state", "copies"),
    [
        ("ok", "sent", 1),
        ("550", "failed", 0),
        ("451", "pending", 0),
        ("refuse-after-dot", "pending", 0),
        ("drop-after-data", "uncertain", 1),
        ("drop-unseen", "uncertain", 0),
    ],
)
def test_each_answer_has_its_outcome(sink: Sink, extensions: list[str], mode: str, state: str, copies: int) -> None:
    stored()
    sink.mode, sink.extensions = mode, extensions
    assert (send_due(), states(), len(sink.accepted)) == (1, [state], copies)


def test_an_uncertain_mail_is_never_sent_again_blindly(sink: Sink, clock: time_machine.Traveller) -> None:
    stored()
    sink.mode = "drop-after-data"
    send_due()
    sink.mode = "ok"
    clock.shift(timedelta(days=1))
    assert (send_due(), states(), len(sink.accepted)) == (0, ["uncertain"], 1)


def test_recipients_of_one_batch_have_outcomes_of_their_own(sink: Sink) -> None:
    sink.mode = {"a@interpol.example": "ok", "b@interpol.example": "550", "c@interpol.example": "451"}
    for recipient in sink.mode:
        stored(recipient=recipient)
    assert (send_due(), states()) == (3, ["sent", "failed", "pending"])


def test_a_recipient_who_is_refused_gets_no_copy_into_the_journal(sink: Sink, settings: Settings) -> None:
    journal: list[bytes] = []
    settings.JOURNAL_ADDRESS, sink.journal = smtp_sink.JOURNAL, journal.append
    sink.mode = {"a@interpol.example": "550", "b@interpol.example": "ok"}
    for recipient in sink.mode:
        stored(recipient=recipient)
    assert (send_due(), states(), len(sink.accepted), len(journal)) == (2, ["failed", "sent"], 1, 1)


def test_each_mail_keeps_the_words_with_which_it_was_taken(sink: Sink) -> None:
    for number in range(30):
        stored(recipient=f"{number}@interpol.example")
    assert (send_due(), set(states())) == (30, {"sent"})
    assert set(Delivery.objects.values_list("smtp_reply", "lease", "lease_until")) == {("250 OK", None, None)}


class Dying:
    """A connection over which two mails go, and then the process is told to stop."""

    def __init__(self) -> None:
        self.sent = 0

    def __enter__(self) -> "Dying":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def send(self, sender: str, recipient: str, mime: bytes, before_dot: BeforeDot) -> Result:
        assert before_dot(False)
        self.sent += 1
        if self.sent == 3:
            raise KeyboardInterrupt
        return Result(Outcome.ACCEPTED, 250, f"taken as {self.sent}")


def test_what_was_taken_is_written_down_and_what_was_not_yet_sent_is_put_back_when_a_worker_is_stopped(
    sink: Sink, clock: time_machine.Traveller
) -> None:
    for number in range(5):
        stored(recipient=f"{number}@interpol.example")
    with pytest.raises(KeyboardInterrupt):
        Batch(leases.claim(5, now=NOW), Dying()).send()
    assert states() == ["sent", "sent", "sending", "pending", "pending"]
    assert list(Delivery.objects.order_by("pk").values_list("smtp_reply", flat=True)[:2]) == [
        "250 taken as 1",
        "250 taken as 2",
    ]
    assert (send_due(), len(sink.accepted)) == (2, 2)
    clock.shift(leases.LEASE + timedelta(seconds=1))
    assert (send_due(), states()) == (0, ["sent", "sent", "uncertain", "sent", "sent"])


def test_of_two_workers_each_gets_its_own(sink: Sink) -> None:
    for number in range(4):
        stored(recipient=f"{number}@interpol.example")
    first, second = leases.claim(3, now=NOW), leases.claim(3, now=NOW)
    assert [len(first), len(second), len({one.pk for one in [*first, *second]})] == [3, 1, 4]
    Delivery.objects.filter(pk=first[0].pk).update(lease=None, state="pending")
    assert leases.hand_over(first, journaled=False, now=NOW) == {one.pk for one in first[1:]}


def test_a_greylisted_mail_comes_again_after_minutes_with_the_same_bytes(
    sink: Sink, clock: time_machine.Traveller
) -> None:
    delivery = stored()
    sink.mode = "451"
    send_due()
    sink.mode = "ok"
    clock.shift(timedelta(minutes=2))
    assert send_due() == 0
    clock.shift(timedelta(minutes=4))
    assert (send_due(), states()) == (1, ["sent"])
    assert [message.rstrip(b"\r\n") for _, message in sink.accepted] == [delivery.mime.rstrip(b"\r\n")]


def test_after_five_days_it_is_given_up(sink: Sink, clock: time_machine.Traveller) -> None:
    stored()
    sink.mode = "451"
    for _ in range(300):
        send_due()
        clock.shift(timedelta(hours=1))
    assert (states(), sink.attempts < 140) == (["failed"], True)


def test_a_server_that_cannot_be_reached_is_asked_once_for_all(settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    for number in range(5):
        stored(recipient=f"{number}@interpol.example")
    assert (send_due(), send_due(), states()) == (1, 0, ["pending"] * 5)


def test_an_older_mail_is_not_sent_once_a_later_one_is_stored(sink: Sink) -> None:
    stored(0)
    stored(1)
    assert (send_due(), states(), sink.subjects()) == (1, ["superseded", "sent"], ["REQUEST 1"])


def test_one_that_was_on_its_way_is_not_tried_again_after_a_later_one(
    sink: Sink, clock: time_machine.Traveller
) -> None:
    stored(0)
    assert leases.claim(1, now=NOW)
    stored(1)
    assert (send_due(), states()) == (0, ["sending", "pending"])
    clock.shift(leases.LEASE + timedelta(seconds=1))
    assert (send_due(), states(), sink.subjects()) == (1, ["superseded", "sent"], ["REQUEST 1"])


def test_a_cancellation_follows_an_uncertain_invitation_which_is_then_never_sent_again(sink: Sink) -> None:
    stored(0)
    sink.mode = "drop-after-data"
    send_due()
    sink.mode = "ok"
    cancellation = stored(1, method="CANCEL")
    assert (send_due(), states(), sink.subjects()) == (1, ["superseded", "sent"], ["REQUEST 0", "CANCEL 1"])
    with pytest.raises(NotMendable):
        send_again(Delivery.objects.exclude(pk=cancellation.pk).get(), by="desk")


def test_while_the_journal_may_still_answer_a_cancellation_waits(
    sink: Sink, settings: Settings, clock: time_machine.Traveller
) -> None:
    settings.JOURNAL_ADDRESS = smtp_sink.JOURNAL
    stored(0)
    sink.mode = "drop-after-data"
    send_due()
    sink.mode = "ok"
    stored(1, method="CANCEL")
    assert (send_due(), states()) == (0, ["uncertain", "pending"])
    clock.shift(2 * leases.JOURNAL_WAIT)
    assert (send_due(), states()) == (1, ["superseded", "sent"])


def test_what_was_never_sent_is_withdrawn_and_its_cancellation_stays_here(sink: Sink) -> None:
    stored(0)
    stored(1, method="CANCEL")
    assert (send_due(), states(), sink.subjects()) == (0, ["superseded", "aborted"], [])
    assert [one.reason for one in Delivery.objects.order_by("pk")] == [
        "Withdrawn before it was sent.",
        "Nothing to cancel: this mailbox was never sent the event.",
    ]
    assert list(Entry.objects.values_list("action", "actor")) == [("delivery.withdrawn", "article6")]
    stored(2)
    stored(3, method="CANCEL")
    stored(4)
    assert (send_due(), sink.subjects()) == (1, ["REQUEST 4"])
    stored(5, method="CANCEL")
    assert (send_due(), sink.subjects()) == (1, ["REQUEST 4", "CANCEL 5"])
    stored(6)
    stored(7, method="CANCEL")
    assert (send_due(), states()[-2:]) == (0, ["superseded", "aborted"])


@pytest.mark.parametrize("mode", ["451", "550", "refuse-after-dot"])
def test_what_the_server_did_not_take_is_not_cancelled(sink: Sink, clock: time_machine.Traveller, mode: str) -> None:
    stored(0)
    sink.mode = mode
    send_due()
    sink.mode = "ok"
    stored(1, method="CANCEL")
    assert (send_due(), states()[1], sink.subjects()) == (0, "aborted", [])


@pytest.mark.parametrize(("taken", "sent"), [(True, ["CANCEL 1"]), (False, [])])
def test_a_cancellation_waits_for_the_invitation_on_its_way_and_goes_only_if_that_was_taken(
    sink: Sink, taken: bool, sent: list[str]
) -> None:
    stored(0)
    [delivery] = leases.claim(1, now=NOW)
    stored(1, method="CANCEL")
    assert (send_due(), states()) == (0, ["sending", "pending"])
    leases.write_down([(delivery, {"state": "sent", "sent_at": NOW} if taken else {"state": "pending"})])
    assert (send_due(), states()) == (len(sent), ["sent", "sent"] if taken else ["superseded", "aborted"])
    assert sink.subjects() == sent


def test_a_worker_that_slept_too_long_hands_nothing_over(sink: Sink, clock: time_machine.Traveller) -> None:
    stored()
    [delivery] = leases.claim(1, now=NOW)
    clock.shift(leases.LEASE + timedelta(seconds=1))
    leases.release(datetime.now(UTC))
    assert leases.hand_over([delivery], journaled=False, now=datetime.now(UTC)) == set()
    leases.write_down([(delivery, {"state": "sent", "sent_at": NOW})])
    assert states() == ["pending"]


@pytest.mark.parametrize(("its", "others"), [(0, 5), (-5, 0)], ids=["the other is fast", "the owner is slow"])
def test_a_clock_that_is_five_minutes_off_takes_nothing_out_of_somebodys_hands(
    sink: Sink, clock: time_machine.Traveller, its: int, others: int
) -> None:
    stored()
    clock.move_to(NOW + timedelta(minutes=10 + its))
    Delivery.objects.update(next_at=datetime.now(UTC))
    [delivery] = leases.claim(1, now=datetime.now(UTC))
    clock.move_to(NOW + timedelta(minutes=10 + others, seconds=batch.LONGEST))
    assert (send_due(), states()) == (0, ["sending"])
    clock.move_to(NOW + timedelta(minutes=10 + its, seconds=batch.LONGEST))
    assert leases.hand_over([delivery], journaled=False, now=datetime.now(UTC)) == {delivery.pk}


def test_nothing_is_sent_to_a_placeholder_through_a_real_server(settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://mail.example.org:25"
    delivery = stored()
    assert (send_due(), states()) == (0, ["held"])
    assert delivery.reason == f"{GUEST} is a placeholder. Enter the real mailbox of the office, then send again."


def test_a_person_may_stop_a_mail_that_waits(sink: Sink) -> None:
    delivery = stored()
    abort(delivery, by="desk")
    assert (send_due(), states()) == (0, ["aborted"])


def test_the_same_mail_is_stored_once() -> None:
    assert stored().pk == stored().pk
    assert deliveries.Delivery.objects.count() == 1
