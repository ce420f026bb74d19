"""Yesterday's copy is restored: nothing leaves without a person's word, and the next mail is the newest everywhere."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django_scopes import scope, scopes_disabled
from pytest_django.fixtures import Settings

from backend.accounts.models import Role
from backend.accounts.passwords import ask_for_reset, make_account
from backend.audit.models import Entry
from backend.audit.services import first_broken
from backend.domain.parties import Party
from backend.organisations.services import load_register_rows
from backend.sharing import nominations
from backend.sharing.selectors import received
from backend.topics.services import load_topic_rows
from notifications import checks, journal, leases, quarantine
from notifications.commands.quarantine import main
from notifications.deliveries import send_again, send_due
from notifications.models import Delivery
from tests import mailbox, smtp_sink
from tests.factories.work import drain
from tests.notifications.calendar_client import Calendar, said
from tests.notifications.test_services import CCPCJ, NOW, OFFICE, nominate, publish
from tests.smtp_sink import Sink

pytestmark = pytest.mark.django_db

ANA = "ana@interpol.example"


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    with smtp_sink.running() as running:
        settings.EMAIL_URL = running.url
        yield running


def restored(clock: time_machine.Traveller) -> None:
    """A copy is made with one mail still to be sent; it is sent, the session moves, and the copy is restored."""
    publish(CCPCJ, clock)
    send_due()
    nominate(clock)
    with transaction.atomic():
        send_due()
        publish(CCPCJ | {"ends": "2027-05-22"}, clock)
        publish(CCPCJ | {"ends": "2027-05-23"}, clock)
        send_due()
        transaction.set_rollback(True)
    quarantine.begin(reason="the disk died", by="operator", now=datetime.now(UTC))


def days_pass(clock: time_machine.Traveller) -> None:
    """As workers would act for two days."""
    for _ in range(8):
        clock.shift(timedelta(hours=6))
        drain(clock)
        journal.resolve()
        send_due()


def states(recipient: str) -> list[str]:
    with scopes_disabled():
        return list(Delivery.objects.filter(recipient=recipient).order_by("pk").values_list("state", flat=True))


def test_nothing_leaves_before_a_person_says_so_and_then_calendars_take_it(
    clock: time_machine.Traveller, sink: Sink
) -> None:
    restored(clock)
    before = len(sink.accepted)
    assert (before, states(ANA), quarantine.begin(reason="", by="x", now=NOW).begun_by) == (
        6,
        ["uncertain"],
        "operator",
    )
    publish(CCPCJ | {"place": "Vienna, room D"}, clock)
    with scope(party="UN"):
        send_again(Delivery.objects.filter(recipient=ANA)[0], by="desk")
    days_pass(clock)
    assert (len(sink.accepted), states(OFFICE)) == (before, ["sent", "uncertain"])
    assert checks.quarantine().what.startswith("since 2027-01-11 ")

    quarantine.end(by="chief", now=datetime.now(UTC))
    assert (checks.quarantine().remedy, first_broken()) == ("", None)
    publish(CCPCJ | {"place": "Vienna, room E"}, clock)
    send_due()
    shown = Calendar()
    for recipient, raw in sink.accepted:
        if recipient == OFFICE:
            shown.take(raw)
    [event] = shown.events.values()
    assert (event.place, event.end, event.sequence) == ("Vienna\\, room E", ";VALUE=DATE:20270522", 102)
    assert set(sink.copies().values()) == {1}
    newest = said(sink.accepted[-1][1])
    assert newest is not None
    assert newest.age == max(one.age for _, raw in sink.accepted if (one := said(raw)) and one.uid == newest.uid)


def test_the_journal_says_what_was_sent_since_the_copy_and_what_was_not(
    clock: time_machine.Traveller, sink: Sink, settings: Settings
) -> None:
    with mailbox.running() as box:
        sink.journal = box.deliver
        settings.JOURNAL_ADDRESS, settings.INBOX_URL = smtp_sink.JOURNAL, box.url
        restored(clock)
        publish(CCPCJ | {"place": "Vienna, room D"}, clock)
        assert states(OFFICE) == ["sent", "uncertain"]
        clock.shift(leases.JOURNAL_WAIT)
        before = len(sink.accepted)
        days_pass(clock)
        assert (states(ANA)[0], states(OFFICE), len(sink.accepted)) == ("sent", ["sent", "pending"], before)
        quarantine.end(by="chief", now=datetime.now(UTC))
        send_due()
        assert (states(OFFICE), set(sink.copies().values())) == (["sent", "sent"], {1})


def test_only_the_link_for_a_password_still_leaves_so_that_somebody_can_sign_in_and_end_it(
    clock: time_machine.Traveller, sink: Sink
) -> None:
    restored(clock)
    before = len(sink.accepted)
    make_account("a.silva", party=Party.INTERPOL, roles=[Role.APPROVER], email=ANA, by="operator")
    ask_for_reset("a.silva")
    drain(clock)
    assert ([to for to, _ in sink.accepted[before:]], send_due()) == ([ANA], 0)


def test_the_link_of_somebody_who_is_lost_never_opens_for_another(clock: time_machine.Traveller, sink: Sink) -> None:
    """A row id that was signed into links since the copy is never given again."""
    publish(CCPCJ, clock)
    with transaction.atomic():
        lost = nominate(clock).attendee_id
        transaction.set_rollback(True)
    quarantine.begin(reason="", by="operator", now=datetime.now(UTC))
    with scope(party="INTERPOL"):
        nominations.remove(received()[0], nominate(clock).pk, reason="", by="desk", now=datetime.now(UTC))
    assert nominate(clock, "bob@interpol.example").attendee_id > lost + 1


def test_the_command_begins_and_ends_it_and_both_histories_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--end"])
    assert (main(["--end", "--by", "chief"]), main(["--by", "operator"]), main(["--end", "--by", "chief"])) == (1, 0, 0)
    assert "No mail leaves. `article6 doctor` says what to do." in capsys.readouterr().err
    written = Entry.objects.filter(action__startswith="quarantine").values_list("party", "action", "actor")
    assert sorted(written) == [
        (party, f"quarantine.{action}", by)
        for party in ("INTERPOL", "UN")
        for action, by in (("begun", "operator"), ("ended", "chief"))
    ]
