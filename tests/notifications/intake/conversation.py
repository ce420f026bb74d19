"""An invitation that went out, and the mails that come back to it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import time_machine
from django_scopes import scope, scopes_disabled

from backend.delegations.models import Attendee, Reply
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from notifications.intake.models import InboundMessage
from notifications.intake.storing import store
from notifications.models import Delivery
from tests.factories.work import drain
from tests.notifications.mail.reading.mails import attendee, calendar, event, fields, multipart, part, words
from tests.scheduler.test_services import CCPCJ, publish

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
OURS = "article6.example"


@dataclass
class Conversation:
    """The invitation to the guest's office: where it answers to, and the event's UID."""

    clock: time_machine.Traveller
    office: str
    reply_to: str
    uid: str
    attendee_id: int

    def answer(
        self,
        partstat: str = "ACCEPTED",
        *,
        to: str | None = None,
        sender: str | None = None,
        who: str | None = None,
        dmarc: str | None = "pass",
        sequence: int = 0,
        stamp: datetime = NOW + timedelta(minutes=10),
        uid: str | None = None,
        method: str = "REPLY",
        params: str = "",
        lines: tuple[str, ...] = (),
        **headers: str,
    ) -> bytes:
        """A reply as the guest's calendar program would write it; each part of it can be wrong."""
        sender = sender or self.office
        proved = f"{OURS}; dmarc={dmarc} header.from={sender.rpartition('@')[2]}" if dmarc else ""
        said = event(
            attendee(who or sender, partstat, params),
            *lines,
            uid=uid or self.uid,
            sequence=sequence,
            stamp=f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        )
        named = {"Authentication_Results": proved, "From": sender, "To": to or self.reply_to} | headers
        body = multipart("alternative", words(), part(calendar(said, method=method), f"text/calendar; method={method}"))
        return fields(**named) + body

    def receive(self, *mails: bytes) -> list[InboundMessage]:
        """Store the mails and let a worker read them."""
        rows = [store(mail, source="lmtp", now=datetime.now(UTC)) for mail in mails]
        drain(self.clock)
        with scopes_disabled():
            return [InboundMessage.objects.get(pk=row.pk) for row in rows]

    def outcome(self, mail: bytes) -> tuple[str, str]:
        """State and reason of one mail."""
        [message] = self.receive(mail)
        return message.state, message.reason

    def counted(self) -> list[tuple[str, str]]:
        """What the organiser's record holds: attendee and answer, oldest first."""
        with scope(party="UN"):
            return list(Reply.objects.order_by("pk").values_list("attendee__address", "partstat"))


def begin(clock: time_machine.Traveller, meeting: dict[str, object] = CCPCJ) -> Conversation:
    """Invite INTERPOL to a session of a commission."""
    load_register_rows()
    load_topic_rows()
    publish(meeting, clock)
    clock.move_to(NOW + timedelta(hours=1))
    with scopes_disabled():
        delivery = Delivery.objects.get(method="REQUEST")
        invited = Attendee.objects.get()
    mail = message_from_bytes(delivery.mime, policy=default)
    text = next(one for one in mail.walk() if one.get_content_type() == "text/calendar").get_content()
    uid = next(line for line in text.splitlines() if line.startswith("UID:"))[4:]
    return Conversation(clock, delivery.recipient, delivery.envelope_from, uid, invited.pk)
