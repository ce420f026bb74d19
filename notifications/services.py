"""From a frozen revision to the finished bytes of each mail, one for each recipient and event."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from backend.sharing.answer_links import answer_url, pages_url
from backend.sharing.projection import SharedMeeting, from_document
from backend.sharing.selectors import Recipient, Told, told, told_as
from notifications.calendar import itip
from notifications.calendar.events import Event
from notifications.calendar.people import Attendee, Organizer
from notifications.errands import Errand
from notifications.letters.letter import Letter
from notifications.letters.mailing import Correspondence, Registers, Wording
from notifications.letters.paper import pdf
from notifications.mail import imip
from notifications.mail.addresses import address_of, sign

from .catching_up import CatchingUp
from .events import event_of
from .models import Delivery
from .reply_keys import reply_key


def mails(revision_ids: Sequence[int]) -> list[Delivery]:
    """The mails of these revisions as finished bytes, not yet stored: for `deliveries.queue_all`."""
    revisions, registers = told(revision_ids), Registers()
    known = _known(revisions)
    return [mail for one in revisions for mail in _mails_of(one, registers, known.get(one.invitation_id, []))]


def _mails_of(revision: Told, registers: Registers, known: Sequence[Delivery]) -> Iterator[Delivery]:
    meeting = from_document(revision.shared)
    earlier = [one for one in known if one.revision < revision.number]
    firsts = {key: one.message_id for one in earlier for key in (one.group_key, _mailbox(one.group_key))}
    run = _Run(revision, meeting, Correspondence(revision, meeting, registers), firsts)
    missed = CatchingUp(revision, known)
    for recipient in revision.recipients:
        for errand in missed.errands(recipient):
            yield _mail(run, recipient, errand)


def _known(revisions: Sequence[Told]) -> dict[int, list[Delivery]]:
    """The mails that each invitation has had, the latest first: what later ones hang on and catch up with."""
    later = [revision.invitation_id for revision in revisions if revision.number]
    known = Delivery.objects.filter(invitation_id__in=later).order_by("-revision")
    found: dict[int, list[Delivery]] = {}
    for one in known.only("invitation_id", "revision", "group_key", "message_id", "state") if later else ():
        found.setdefault(one.invitation_id or 0, []).append(one)
    return found


@dataclass(frozen=True)
class _Run:
    """What all mails of one revision share; words and events are made once for each language and sitting."""

    revision: Told
    meeting: SharedMeeting
    correspondence: Correspondence
    firsts: Mapping[str, str]
    events: dict[tuple[str, ...], Event] = field(default_factory=dict)

    def event(self, errand: Errand, wording: Wording) -> Event:
        """The event of this errand, made once for all who read the same words."""
        key = (errand.sitting, errand.method, wording.language, wording.calendar_text)
        if key not in self.events:
            self.events[key] = event_of(self.revision, self.meeting, errand, wording)
        return self.events[key]


@dataclass(frozen=True, slots=True)
class _Reader:
    """A recipient with the two addresses that are signed for this mailbox."""

    recipient: Recipient
    link: str
    reply_to: str


def on_paper(delivery: Delivery) -> bytes | None:
    """The letter of this mail as a PDF, with the same words; None for mails that are not told from a revision."""
    written = words_on_paper(delivery)
    return pdf(written) if written else None


def words_on_paper(delivery: Delivery) -> list[tuple[Letter, str]]:
    """The letters of this mail with their texts, none where it is not told from a revision.

    Paper passes through the hands of those who invite: where the mail has the answer link, it names the pages.
    """
    group = delivery.group_key.split(":")
    if group[0] != "inv" or delivery.invitation_id is None:
        return []
    revision = told_as(delivery.invitation_id, delivery.revision)
    meeting = from_document(revision.shared)
    correspondence = Correspondence(revision, meeting, Registers())
    missed = CatchingUp(revision, _known([revision]).get(revision.invitation_id, []))
    for recipient in revision.recipients:
        for errand in missed.errands(recipient):
            if (f"a{recipient.id}", errand.sitting) == (group[2], group[3]):
                written = correspondence.letters(errand, recipient)
                return [(one, text.replace(one.answer_url, pages_url())) for one, text in written]
    return []


def _mail(run: _Run, recipient: Recipient, errand: Errand) -> Delivery:
    revision, method = run.revision, errand.method or "NOTICE"
    link, reply_to = answer_url(recipient, errand.sitting), _reply_address(recipient)
    wording = run.correspondence.wording(errand, recipient, link=link)
    slot = f"a{recipient.id}:{errand.sitting}"
    group = f"inv:{revision.invitation_key}:{slot}"
    envelope = imip.Envelope(
        message_id=imip.message_id(revision.invitation_key, revision.number, slot, method, domain=settings.MAIL_DOMAIN),
        date=revision.stamp,
        sender=address_of(wording.sender, f"invitations@{settings.MAIL_DOMAIN}"),
        recipient=address_of(wording.recipient, recipient.address),
        subject=wording.subject,
        language=wording.languages,
        reply_to=reply_to,
        **_thread(run, group),
    )
    calendar = _calendar(run, errand, wording, _Reader(recipient, link, reply_to)) if errand.entry else None
    mail = Delivery(
        key=f"inv:{revision.invitation_key}:r{revision.number}:{slot}:{method}",
        group_key=group + _lane(errand),
        revision=revision.number,
        method=method,
        party=run.meeting.host,
        invitation_id=revision.invitation_id,
        recipient=recipient.address,
        envelope_from=reply_to,
        message_id=envelope.message_id,
        subject=wording.subject,
    )
    mail.mime = imip.compose(
        envelope,
        text=wording.text,
        html=wording.html,
        calendar=calendar,
        method=errand.method,
        files=wording.files,
    )
    return mail


def _lane(errand: Errand) -> str:
    """What does not say everything anew supersedes nothing that does."""
    return {"": ":notice", "DECLINECOUNTER": ":counter"}.get(errand.method, "")


def _reply_address(recipient: Recipient) -> str:
    return sign(str(recipient.id), domain=settings.MAIL_DOMAIN, key=reply_key())


def _thread(run: _Run, group: str) -> dict[str, Any]:
    """What ties a later mail to the first one that this mailbox had of the event: RFC 5322 section 3.6.4.

    The first mail about another event hangs on the very first one.
    """
    slots = (group, f"{group}:notice", _mailbox(group))
    first = next((run.firsts[one] for one in slots if one in run.firsts), None)
    return {"in_reply_to": first, "references": (first,)} if first else {}


def _mailbox(group: str) -> str:
    """The part of a group key that names the invitation and the mailbox."""
    return ":".join(group.split(":")[:3])


def _calendar(run: _Run, errand: Errand, wording: Wording, reader: _Reader) -> bytes:
    event, recipient = run.event(errand, wording), reader.recipient
    organizer = Organizer(reader.reply_to, wording.sender, sent_by=run.revision.sent_by)
    attendee = Attendee(
        recipient.address,
        wording.recipient,
        cutype="INDIVIDUAL" if recipient.person else "GROUP",
        partstat="NEEDS-ACTION" if errand.again else recipient.partstats.get(errand.sitting, "NEEDS-ACTION"),
    )
    if errand.method == "CANCEL":
        return itip.cancel(event, organizer=organizer, attendee=attendee, whole=errand.whole)
    if errand.method == "DECLINECOUNTER":
        return itip.decline_counter(event, organizer=organizer, attendee=attendee)
    return itip.request(event, organizer=organizer, attendee=attendee, link=reader.link)
