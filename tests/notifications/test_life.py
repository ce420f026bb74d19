"""The whole life of an invitation, in any order: what each calendar shows is what the record says.

LIFE=200 runs so many lives of fifty steps instead of the few of the suite.
"""

import os
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django_scopes import scope, scopes_disabled
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from pytest_django.fixtures import Settings

from backend.audit.services import first_broken
from backend.delegations.models import Attendee, Representative
from backend.delegations.nominations import Corrections, Nominee
from backend.delegations.selectors import partstat_of
from backend.delegations.services import UnknownSitting
from backend.domain.participation import Channel, Partstat, Wanted
from backend.interchange.services import keep_meeting
from backend.invitations.models import CalendarEntry, Revision
from backend.meetings.models import Meeting
from backend.meetings.services import cancel, postpone
from backend.organisations.services import load_register_rows
from backend.outbox.models import Message
from backend.outbox.services import relay
from backend.sharing import nominations
from backend.sharing.models import SharedCopy
from backend.sharing.services import take_answer
from backend.topics.services import load_topic_rows
from notifications.deliveries import send_again, send_due
from notifications.intake.models import InboundMessage
from notifications.intake.services import decline_proposal
from notifications.intake.storing import store
from notifications.models import Delivery
from tests import smtp_sink
from tests.factories.work import drain
from tests.notifications.calendar_client import Calendar, Held, said
from tests.notifications.mail.reading.mails import attendee, calendar, delivery_report, event, fields, multipart, part
from tests.notifications.mail.reading.mails import words as plain_words
from tests.notifications.test_services import NOW, OFFICE, SITTINGS
from tests.smtp_sink import Sink

pytestmark = pytest.mark.django_db

LIVES = int(os.environ.get("LIFE", "0"))
PROFILE = settings(
    max_examples=LIVES or 6,
    stateful_step_count=50 if LIVES else 20,
    deadline=None,
    print_blob=True,
    phases=[Phase.generate] if not LIVES else list(Phase),
    derandomize=not LIVES,
    suppress_health_check=list(HealthCheck),
)
PEOPLE = ("ana@interpol.example", "bob@interpol.example", "cy@interpol.example")
CRASHER = "crasher@interpol.example"
ANSWERS = (Partstat.ACCEPTED, Partstat.DECLINED, Partstat.TENTATIVE)
NUMBERS = ("1", "2", "3", "4")
pick = st.integers(0, 1000)


class Life(RuleBasedStateMachine):
    """An organiser, a secretariat, three people and a mail server that is not always well."""

    sink: Sink

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(scopes_disabled())
        self.clock = self.stack.enter_context(time_machine.travel(NOW, tick=False))
        self.stack.enter_context(transaction.atomic())
        self.sink.mode, self.sink.accepted = "ok", []
        self.meeting: dict[str, Any] = SITTINGS
        self.people: dict[str, tuple[Wanted, tuple[str, ...]]] = {}
        self.calendars: dict[str, Calendar] = defaultdict(Calendar)
        self.transit: list[tuple[str, bytes]] = []
        self.arrived: list[tuple[str, bytes]] = []
        self.accepted = 0
        self.written: list[tuple[str, bytes]] = []
        self.answers: dict[tuple[str, str], set[tuple[int, str, str]]] = defaultdict(set)
        self.again: set[str] = set()
        self.doubtful: set[str] = set()
        self.alive, self.postponed, self.counter = True, False, 0
        self.sequences: dict[str, int] = {}
        self.keeps(self.meeting)
        self.settles()

    def teardown(self) -> None:
        try:
            self.settles()
        finally:
            transaction.set_rollback(True)
            self.stack.close()

    def tick(self) -> datetime:
        self.clock.shift(timedelta(seconds=1))
        return datetime.now(UTC)

    def fresh(self) -> int:
        self.counter += 1
        return self.counter

    def keeps(self, meeting: dict[str, Any]) -> None:
        self.meeting = meeting
        keep_meeting(meeting, by="organiser", now=self.tick())

    # The organiser

    @precondition(lambda self: self.alive and not self.postponed)
    @rule(number=st.sampled_from(NUMBERS), change=st.sampled_from(["time", "close", "drop", "add"]))
    def a_sitting_changes(self, number: str, change: str) -> None:
        rows = {row["id"]: row for row in self.meeting["sittings"]}
        if change == "add" or number not in rows:
            day = 17 + int(number)
            rows[number] = {"id": number, "starts": f"2027-05-{day}T08:00", "ends": f"2027-05-{day}T09:30", "items": []}
        elif change == "drop" and len(rows) > 2:
            del rows[number]
        elif change == "close":
            rows[number] = rows[number] | {"private": not rows[number].get("private", False)}
        elif change == "time":
            ends = datetime.fromisoformat(rows[number]["ends"]) + timedelta(minutes=self.fresh())
            rows[number] = rows[number] | {"ends": ends.isoformat()[:16]}
        self.keeps(self.meeting | {"sittings": [rows[one] for one in sorted(rows)]})

    @precondition(lambda self: self.alive and not self.postponed)
    @rule(change=st.sampled_from(["place", "days", "title"]))
    def the_meeting_changes(self, change: str) -> None:
        number = self.fresh()
        ends = (datetime(2027, 5, 21, tzinfo=UTC) + timedelta(days=number)).date().isoformat()
        changed = {"place": {"place": f"Room {number}"}, "days": {"ends": ends}, "title": {"title": f"Title {number}"}}
        self.keeps(self.meeting | changed[change])

    @precondition(lambda self: self.alive)
    @rule(back=st.booleans())
    def it_is_postponed_or_held_after_all(self, back: bool) -> None:
        if back:
            self.keeps(self.meeting)
        elif not self.postponed:
            drain(self.clock)
            postpone(Meeting.objects.get(), by="organiser", now=self.tick(), reason="Strike")
            drain(self.clock)
        self.postponed = not back

    @precondition(lambda self: self.alive and self.counter > 6)
    @rule()
    def it_is_cancelled(self) -> None:
        cancel(Meeting.objects.get(), by="organiser", now=self.tick(), reason="Strike")
        self.alive = False

    # The guest's secretariat

    @precondition(lambda self: self.alive)
    @rule(address=st.sampled_from(PEOPLE), wants=st.sampled_from(Wanted), named=st.sets(st.sampled_from(NUMBERS)))
    def somebody_is_nominated(self, address: str, wants: Wanted, named: set[str]) -> None:
        drain(self.clock)
        kept = tuple(sorted(named & self.open_sittings()))
        with scope(party="INTERPOL"):
            copy = SharedCopy.objects.get()
            if address in self.people:
                corrections = Corrections(wants=wants, sittings=kept)
                nominations.amend(copy, self.person(address).pk, corrections, by="desk", now=self.tick())
            else:
                who = Nominee(family_name="P", address=address, wants=wants, sittings=kept)
                nominations.nominate(copy, who, by="desk", now=self.tick())
        self.people[address] = (wants, kept)

    @precondition(lambda self: self.alive and self.people)
    @rule(which=pick)
    def somebody_is_removed(self, which: int) -> None:
        address = sorted(self.people)[which % len(self.people)]
        with scope(party="INTERPOL"):
            copy = SharedCopy.objects.get()
            nominations.remove(copy, self.person(address).pk, reason="ill", by="desk", now=self.tick())
        del self.people[address]

    def person(self, address: str) -> Representative:
        with scopes_disabled():
            return Representative.objects.get(attendee__address=address, attendee__removed_at=None)

    def open_sittings(self) -> set[str]:
        return {row["id"] for row in self.meeting["sittings"] if not row.get("private")}

    # Workers and the mail server

    @rule(limit=st.integers(1, 4))
    def a_relay_runs(self, limit: int) -> None:
        self.clock.shift(timedelta(seconds=3))
        relay(limit)

    @rule(
        mode=st.sampled_from(["ok", "ok", "ok", "451", "550", "drop-after-data", "drop-unseen"]),
        hours=st.integers(0, 2),
    )
    def a_worker_sends(self, mode: str, hours: int) -> None:
        self.clock.shift(timedelta(hours=hours))
        self.sink.mode = mode
        send_due(limit=3)
        self.sink.mode = "ok"
        self.taken_by_the_server()

    def taken_by_the_server(self) -> None:
        self.transit += self.sink.accepted[self.accepted :]
        self.accepted = len(self.sink.accepted)
        self.doubtful |= {d.recipient for d in Delivery.objects.filter(state="uncertain")}

    @precondition(lambda self: self.transit)
    @rule(bounced=st.sampled_from([False, False, False, True]))
    def a_mail_arrives(self, bounced: bool) -> None:
        recipient, raw = self.transit.pop(0)
        if bounced:
            head = raw.partition(b"\r\n\r\n")[0]
            self.receive(delivery_report("failed", recipient=recipient, original=head))
            self.doubtful.add(recipient)
            return
        self.arrived.append((recipient, raw))
        self.calendars[recipient].take(raw)

    def receive(self, raw: bytes) -> None:
        store(raw, source="lmtp", now=datetime.now(UTC))

    # Those who were invited

    @rule(
        which=pick,
        old=pick,
        what=st.sampled_from([*ANSWERS, "REFRESH", "COUNTER"]),
        crashed=st.sampled_from([False, False, True]),
    )
    def somebody_writes(self, which: int, old: int, what: str, crashed: bool) -> None:
        """An answer to the newest mail about an event, or to an earlier one; or by somebody who found the mail."""
        boxes = [box for box in sorted(self.calendars) if self.calendars[box].taken]
        if not boxes:
            return
        box = boxes[which % len(boxes)]
        uid, held = self.calendars[box].taken[-1 - old % min(4, len(self.calendars[box].taken))]
        sender, now = CRASHER if crashed else box, self.tick()
        method = what if what in {"REFRESH", "COUNTER"} else "REPLY"
        answer = "TENTATIVE" if method != "REPLY" else what
        when = () if method != "COUNTER" else ("DTSTART:20270518T090000Z", "DTEND:20270518T100000Z")
        about = event(
            attendee(sender, answer), *when, uid=uid, sequence=held.sequence, stamp=f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
        )
        head = fields(
            From=sender, To=held.reply_to, Message_ID=f"<{self.fresh()}@guest.example>",
            Authentication_Results="article6.example; dmarc=pass header.from=interpol.example",
        )  # fmt: skip
        body = multipart(
            "alternative", plain_words(), part(calendar(about, method=method), f"text/calendar; method={method}")
        )
        self.written.append((sender, head + body))
        if method == "REPLY" and not crashed:
            self.answers[held.reply_to, uid].add((held.sequence, f"{now:%Y%m%dT%H%M%SZ}", answer))

    @precondition(lambda self: self.written)
    @rule(which=pick)
    def what_was_written_is_received(self, which: int) -> None:
        """In any order, late, and again: the client has no say in it."""
        self.receive(self.written[which % len(self.written)][1])

    @precondition(lambda self: self.alive and self.written)
    @rule()
    def a_proposal_is_declined(self) -> None:
        drain(self.clock)
        for one in InboundMessage.objects.filter(state="set_aside", kind="counter", party="UN"):
            with scope(party="UN"):
                decline_proposal(one, by="organiser", now=self.tick())

    @precondition(lambda self: self.alive)
    @rule(which=pick, answer=st.sampled_from(ANSWERS))
    def somebody_answers_by_the_link(self, which: int, answer: Partstat) -> None:
        held = [(box, uid) for box in sorted(self.calendars) for uid in sorted(self.calendars[box].events)]
        if not held:
            return
        box, uid = held[which % len(held)]
        found = Attendee.objects.filter(address=box, removed_at=None).first()
        sitting = CalendarEntry.objects.get(uid=uid).sitting
        if found is None or f"-{found.pk}-" not in self.calendars[box].events[uid].reply_to:
            return
        try:
            reply = take_answer(found, partstat=answer, by=box, channel=Channel.LINK, now=self.tick(), sitting=sitting)
        except UnknownSitting:
            return
        self.answers[self.calendars[box].events[uid].reply_to, uid].add(
            (reply.sequence, f"{reply.stamp:%Y%m%dT%H%M%SZ}", answer.value)
        )

    # What holds

    @invariant()
    def numbers_never_go_back(self) -> None:
        for entry in CalendarEntry.objects.all():
            assert entry.sequence >= self.sequences.get(entry.uid, 0)
            self.sequences[entry.uid] = entry.sequence
        stamps = list(Revision.objects.order_by("number").values_list("stamp", flat=True))
        assert stamps == sorted(set(stamps))

    @invariant()
    def nothing_is_sent_twice_or_out_of_order(self) -> None:
        twice = {message for message, count in self.sink.copies().items() if count > 1}
        assert twice <= self.again
        newest: dict[tuple[str, str], tuple[int, str]] = {}
        for recipient, raw in self.sink.accepted:
            mail = said(raw)
            if mail is not None and not self.again:
                assert mail.age > newest.get((recipient, mail.uid), (-1, ""))
                cancels_nothing = mail.method == "CANCEL" and (recipient, mail.uid) not in newest
                assert not cancels_nothing or recipient in self.doubtful
                newest[recipient, mail.uid] = mail.age

    @invariant()
    def nobody_is_added_but_by_the_secretariat(self) -> None:
        invited = Attendee.objects.filter(removed_at=None).values_list("address", flat=True)
        assert set(invited) == {OFFICE, *self.people}

    @rule()
    def settles(self) -> None:
        """Everything that waits is done, a person sends again what needs one, and the calendars are compared."""
        for _, raw in self.written:
            self.receive(raw)
        self.until_quiet()
        for recipient, raw in self.transit:
            self.arrived.append((recipient, raw))
            self.calendars[recipient].take(raw)
        self.transit = []
        for box in {OFFICE, *PEOPLE}:
            shown = {uid: (held.start, held.end, held.place) for uid, held in self.calendars[box].events.items()}
            assert shown == self.expected(box), box
            assert self.shuffled(box) == self.calendars[box].events, box
            for uid, held in self.calendars[box].events.items():
                assert self.recorded(box, uid) == self.counted(held, uid), (box, uid)
        assert first_broken() is None

    def until_quiet(self) -> None:
        for _ in range(40):
            drain(self.clock)
            send_due()
            self.taken_by_the_server()
            for one in self.needing_somebody():
                self.again.add(one.message_id)
                send_again(one, by="desk")
            moving = Delivery.objects.filter(state__in=("pending", "sending")).exists()
            if not moving and not Message.objects.filter(state="pending").exists():
                return
            self.clock.shift(timedelta(minutes=20))
        raise AssertionError("it does not come to rest")

    def needing_somebody(self) -> Iterator[Delivery]:
        newest = {one.group_key: one for one in Delivery.objects.order_by("revision")}
        yield from (one for one in newest.values() if one.state in {"uncertain", "failed", "bounced"})

    def shuffled(self, box: str) -> dict[str, object]:
        """The same mails in another order, some twice."""
        mails = [raw for recipient, raw in self.arrived if recipient == box]
        other = Calendar()
        order = random.Random(len(mails))
        for raw in order.sample(mails, len(mails)) + order.choices(mails, k=len(mails) // 2):
            other.take(raw)
        for uid, held in self.calendars[box].events.items():
            if uid in other.events:
                other.events[uid] = type(held)(**{**vars(other.events[uid]), "asked": held.asked})
        return dict(other.events)

    def expected(self, box: str) -> dict[str, tuple[str, str, str]]:
        wants, named = self.people.get(box, (None, ())) if box != OFFICE else (Wanted.BANNER, ())
        if wants is None or not self.alive:
            return {}
        uids = {entry.sitting: entry.uid for entry in CalendarEntry.objects.all()}
        place = self.meeting["place"]
        if wants is Wanted.BANNER:
            ends = datetime.fromisoformat(self.meeting["ends"]) + timedelta(days=1)
            return {uids[""]: (";VALUE=DATE:20270517", f";VALUE=DATE:{ends:%Y%m%d}", place)}
        rows = [row for row in self.meeting["sittings"] if not row.get("private")]
        mine = [row for row in rows if not named or row["id"] in named]
        return {uids[row["id"]]: (wall(row["starts"]), wall(row["ends"]), place) for row in mine}

    def recorded(self, box: str, uid: str) -> str:
        entry = CalendarEntry.objects.get(uid=uid)
        invited = Attendee.objects.get(address=box, removed_at=None)
        return partstat_of(invited, entry.sitting).value

    def counted(self, held: Held, uid: str) -> str:
        """RFC 5546 section 2.1.5: the newest answer to what was asked last."""
        counting = [one for one in self.answers[held.reply_to, uid] if one[0] >= held.asked]
        return max(counting)[2] if counting else "NEEDS-ACTION"


def wall(moment: str) -> str:
    return f";TZID=Europe/Vienna:{datetime.fromisoformat(moment):%Y%m%dT%H%M%S}"


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    with smtp_sink.running() as running:
        settings.EMAIL_URL = running.url
        yield running


def test_every_calendar_shows_what_the_record_says_whatever_happens(db: None, sink: Sink) -> None:
    load_register_rows()
    load_topic_rows()
    lives: Callable[[], Life] = type("TheLife", (Life,), {"sink": sink})
    run_state_machine_as_test(lives, settings=PROFILE)


def nominated_and_removed_before_anything_left(life: Life) -> None:
    life.somebody_is_nominated(address=PEOPLE[0], wants=Wanted.SITTINGS, named={"1", "2"})
    life.somebody_is_removed(which=0)


def answered_and_moved(life: Life) -> None:
    life.somebody_answers_by_the_link(which=0, answer=Partstat.ACCEPTED)
    life.the_meeting_changes(change="place")
    life.settles()
    life.the_meeting_changes(change="days")


def closed_and_opened_again(life: Life) -> None:
    life.somebody_is_nominated(address=PEOPLE[0], wants=Wanted.SITTINGS, named={"1", "2"})
    life.settles()
    life.somebody_writes(which=0, old=0, what=Partstat.ACCEPTED, crashed=False)
    life.settles()
    for _ in range(2):
        life.a_sitting_changes(number="2", change="close")
        life.settles()


def moved_between_the_whole_and_its_parts(life: Life) -> None:
    for wants in (Wanted.BANNER, Wanted.SITTINGS, Wanted.BANNER):
        life.somebody_is_nominated(address=PEOPLE[0], wants=wants, named={"2"})
        life.settles()
        life.somebody_writes(which=0, old=0, what=Partstat.TENTATIVE, crashed=False)


HARD = (
    nominated_and_removed_before_anything_left,
    answered_and_moved,
    closed_and_opened_again,
    moved_between_the_whole_and_its_parts,
)


@pytest.mark.parametrize("story", HARD)
def test_lives_that_chance_seldom_leads(db: None, sink: Sink, story: Callable[[Life], None]) -> None:
    load_register_rows()
    load_topic_rows()
    Life.sink = sink
    life = Life()
    try:
        story(life)
        life.settles()
        for holds in (life.numbers_never_go_back, life.nothing_is_sent_twice_or_out_of_order):
            holds()
    finally:
        life.teardown()
