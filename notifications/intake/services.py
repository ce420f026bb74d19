"""Reading what was stored, and what people do with what was set aside."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django_scopes import scopes_disabled

from backend.audit.services import record
from backend.delegations.models import Attendee
from backend.domain.errors import DomainError
from backend.domain.participation import Channel, Partstat
from backend.domain.plaintext import clean
from backend.outbox.models import Message
from backend.sharing.nominations import decline_counter, held
from backend.sharing.services import take_answer
from notifications.mail.reading.headers import Mail, addresses
from notifications.mail.reading.reader import parsed, read
from notifications.mail.reading.values import Kind, Reading, Reason

from . import reports
from .authentication import alignment
from .confirming import ask_to_confirm
from .judging import NEED_NOBODY, Finding, Sent, judge
from .models import InboundMessage
from .storing import RECEIVED
from .subjects import About, about, delivery_named, meant_for

State = InboundMessage.State
MOST_CLAIMS = 3
"""A mail that ended the worker this often is set aside unread."""

STRANGERS_KEPT_FOR = timedelta(days=30)
_ANSWERS = frozenset({Kind.REPLY, Kind.COUNTER, Kind.REFRESH})


class AlreadySettled(DomainError):
    """This mail is settled already. Load the page to see by whom."""

    code = "already_settled"


class NothingSaid(DomainError):
    """Choose the invited mailbox and its answer before you apply the mail."""

    code = "nothing_said"


@transaction.atomic
def take_up(message_id: int) -> None:
    """Read and judge a stored mail, once. The same mail taken up again changes nothing."""
    message = InboundMessage.objects.select_for_update().get(pk=message_id)
    if message.state != State.RECEIVED:
        return
    message.read_at = timezone.now()
    if _claims(message_id) > MOST_CLAIMS:
        message.kind, message.reason, message.party = Kind.HUMAN.value, "stopped_the_reader", meant_for(message.sender)
        _set_aside(message)
    else:
        _judge(message)
    message.save()


def _claims(message_id: int) -> int:
    """How often a worker began; the count outlives the worker (it is committed with the claim)."""
    claimed = Message.objects.filter(topic=RECEIVED, subject_id=message_id)
    return claimed.aggregate(most=Max("attempts"))["most"] or 0


def _judge(message: InboundMessage) -> None:
    raw = bytes(message.raw)
    mail, said = parsed(raw), read(raw)
    found = about(mail, message.recipients)
    message.kind, message.reason, message.detail = said.kind.value, said.reason.value, said.detail
    _belongs(message, found)
    if said.kind is Kind.BOUNCE:
        _take_report(message, raw, mail, found)
    elif said.kind in _ANSWERS:
        _take_answers(message, mail, said, found)
    elif said.kind is Kind.IGNORE:
        _take_no_answer(message, said, found)
    else:
        _set_aside(message)


def _belongs(message: InboundMessage, found: About) -> None:
    """The organiser, by the signed address, by the mail of ours that is answered, or by the sender's domain."""
    whose = found.signed or found.retired
    if whose is not None:
        message.party, message.attendee_id, message.invitation_id = whose.owner, whose.pk, whose.invitation_id
    elif found.answered is not None:
        message.party, message.invitation_id = found.answered.party, found.answered.invitation_id
    else:
        message.party = meant_for(message.sender)


def _take_no_answer(message: InboundMessage, said: Reading, found: About) -> None:
    """Our own copy in the journal is forgotten; another calendar that somebody answers with is for a person."""
    own = delivery_named([message.message_id]) is not None
    message.state = State.KEPT
    if own:
        message.raw = b""
    elif said.reason in {Reason.NOT_AN_ANSWER, Reason.NO_METHOD} and (found.signed or found.answered):
        _set_aside(message)


def _take_report(message: InboundMessage, raw: bytes, mail: Mail, found: About) -> None:
    """A report that names no mail of ours is for a person; one that does is written to that mail."""
    bounce = reports.report(raw, mail)
    delivery = reports.concerned(bounce, found) if bounce else None
    if bounce is None or delivery is None:
        _set_aside(message)
        return
    reports.note(delivery, bounce)
    message.party, message.invitation_id, message.delivery_id = delivery.party, delivery.invitation_id, delivery.pk
    message.state = State.APPLIED


def _set_aside(message: InboundMessage) -> None:
    """For a person of the organiser. What concerns neither organisation is a stranger's, kept for a while."""
    message.state = State.SET_ASIDE if message.party else State.KEPT
    if not message.party:
        message.discard_after = message.received_at + STRANGERS_KEPT_FOR


def _take_answers(message: InboundMessage, mail: Mail, said: Reading, found: About) -> None:
    senders = addresses(mail, "From")
    sent = Sent(
        sender=message.sender,
        single=len(senders) == 1,
        aligned=alignment(mail, settings.MAIL_AUTHSERV_ID),
        signed=found.signed,
        retired=found.retired is not None,
        digest=message.digest,
        now=message.received_at,
    )
    findings = [judge(item, said.kind, sent) for item in said.items]
    message.findings = [asdict(one) for one in findings]
    _conclude(message, findings)


def _conclude(message: InboundMessage, findings: list[Finding]) -> None:
    """The gravest outcome names the mail; it needs somebody as soon as one of its events does."""
    needing = [one for one in findings if one.outcome not in NEED_NOBODY]
    gravest = (needing or findings)[0]
    message.reason, message.detail = gravest.outcome, gravest.words
    for finding in findings:
        _claim(message, finding)
    if needing:
        _set_aside(message)
    elif any(one.outcome.startswith(("applied", "invitation")) for one in findings):
        message.state = State.APPLIED
    else:
        message.state = State.KEPT
    if gravest.outcome == "unproved_stranger":
        message.discard_after = message.received_at + STRANGERS_KEPT_FOR


def _claim(message: InboundMessage, finding: Finding) -> None:
    """The mail belongs to the organiser of the invitation that it speaks of."""
    if message.invitation_id or not finding.invitation_id:
        return
    invited = Attendee.objects.filter(invitation_id=finding.invitation_id)[:1]
    message.invitation_id, message.attendee_id = finding.invitation_id, finding.attendee_id
    message.party = next((one.owner for one in invited), message.party)


@transaction.atomic
def apply(message: InboundMessage, attendee: Attendee, partstat: Partstat, *, by: str, now: datetime) -> None:
    """Record by hand what a mail says, for the mailbox that a person chose. Raises AlreadySettled, NotAnswerable."""
    _settle(message, "apply", by=by, now=now, attendee=attendee.pk, partstat=partstat.value)
    take_answer(attendee, partstat=partstat, by=by, channel=Channel.MAIL, now=now)


@transaction.atomic
def decline_proposal(message: InboundMessage, *, by: str, now: datetime) -> None:
    """Answer proposals of another time with DECLINECOUNTER (RFC 5546 section 3.2.8). Raises AlreadySettled.

    What stands in the proposer's calendar no more needs no answer.
    """
    _settle(message, "decline_proposal", by=by, now=now)
    for finding in message.findings:
        if finding["outcome"] == "time_proposed" and finding["attendee_id"]:
            attendee = Attendee.objects.select_related("invitation__meeting").get(pk=finding["attendee_id"])
            if attendee.removed_at or finding["sitting"] not in held(attendee):
                continue
            decline_counter(attendee, sitting=finding["sitting"], by=by, now=now)


@transaction.atomic
def send_link(message: InboundMessage, attendee: Attendee, *, by: str, now: datetime) -> None:
    """Send the invited mailbox a new answer link; the mail stays where it is until the mailbox has answered."""
    ask_to_confirm(attendee, "", now=now)
    record(party=attendee.owner, actor=by, action="mail.send_link", subject=f"inbound:{message.pk}",
           detail={"attendee": attendee.pk})  # fmt: skip


@transaction.atomic
def dismiss(message: InboundMessage, *, note: str, by: str, now: datetime) -> None:
    """A person has looked and nothing follows. Raises AlreadySettled."""
    _settle(message, "dismiss", by=by, now=now, note=clean(note, multiline=True)[:1000])


def _settle(message: InboundMessage, act: str, *, by: str, now: datetime, **detail: object) -> None:
    waiting = InboundMessage.objects.filter(pk=message.pk, state=State.SET_ASIDE)
    if not waiting.update(state=State.SETTLED, settled_at=now, settled_by=by):
        raise AlreadySettled
    record(party=message.party, actor=by, action=f"mail.{act}", subject=f"inbound:{message.pk}", detail=detail)


def discard_old(now: datetime) -> int:
    """Forget the bytes whose time is over; what became of the mail stays. Returns how many were forgotten."""
    with scopes_disabled():
        done = InboundMessage.objects.filter(discard_after__lt=now).exclude(state__in=(State.RECEIVED, State.SET_ASIDE))
        return done.exclude(raw=b"").update(raw=b"")
