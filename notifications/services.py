"""From a frozen revision to the finished bytes of each mail, one for each recipient."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from backend.domain.languages import worded
from backend.organisations.models import Office
from backend.organisations.selectors import office_of
from backend.sharing.answer_links import answer_url
from backend.sharing.projection import SharedMeeting, from_document
from backend.sharing.selectors import Recipient, Told, told
from backend.topics.selectors import topic_names
from notifications.calendar import itip
from notifications.calendar.people import Attendee, Organizer
from notifications.deliveries import queue
from notifications.letters.letter import LANGUAGES, Correspondent, Letter, letter
from notifications.mail import imip
from notifications.mail.addresses import ReplyKey, address_of, sign

from .entries import banner
from .models import Delivery

METHODS = {"invite": "REQUEST", "update": "REQUEST", "cancel": "CANCEL", "notice": ""}
"""RFC 5546: which method a purpose travels under; a notice has none."""

SUBJECTS = {
    "en": {"invite": "Invitation", "update": "Changed", "cancel": "Cancelled", "notice": "Notice"},
    "fr": {"invite": "Invitation", "update": "Modification", "cancel": "Annulation", "notice": "Avis"},
}


@transaction.atomic
def compose(revision_id: int) -> list[Delivery]:
    """The mails of this revision, stored as finished bytes. Composing twice stores nothing more."""
    revision = told(revision_id)
    meeting = from_document(revision.shared)
    office = office_of(meeting.guest)
    return [_deliver(revision, meeting, office, recipient) for recipient in revision.recipients]


def _deliver(revision: Told, meeting: SharedMeeting, office: Office, recipient: Recipient) -> Delivery:
    method, mailbox = METHODS[revision.purpose], recipient.address
    subject, text, html = _words(revision, meeting, office, recipient)
    identity = _message_id(revision, revision.number, revision.purpose, mailbox)
    reply_to = sign(str(recipient.id), domain=settings.MAIL_DOMAIN, key=reply_key())
    envelope = imip.Envelope(
        message_id=identity,
        date=revision.stamp,
        sender=address_of(_office(office_of(meeting.host), "en").office, f"invitations@{settings.MAIL_DOMAIN}"),
        recipient=address_of(_office(office, "en").office, mailbox),
        subject=subject,
        language=_language(office),
        reply_to=address_of("", reply_to),
        **_thread(revision, mailbox),
    )
    calendar = _calendar(revision, meeting, office, recipient, reply_to, text) if method else None
    return queue(
        key=f"inv:{revision.invitation_key}:r{revision.number}:{mailbox}:{method or 'NOTICE'}",
        group_key=f"inv:{revision.invitation_key}:{mailbox}",
        revision=revision.number,
        method=method or "NOTICE",
        party=meeting.host,
        invitation_id=revision.invitation_id,
        recipient=mailbox,
        envelope_from=reply_to,
        message_id=identity,
        subject=subject,
        mime=imip.compose(envelope, text=text, html=html, calendar=calendar, method=method),
    )


def reply_key() -> ReplyKey:
    """The key under which reply addresses are signed."""
    return ReplyKey(version=1, secret=settings.SECRET_KEY.encode())


def _message_id(revision: Told, number: int, purpose: str, mailbox: str) -> str:
    method = METHODS[purpose] or "NOTICE"
    return imip.message_id(revision.invitation_key, number, mailbox, method, domain=settings.MAIL_DOMAIN)


def _thread(revision: Told, mailbox: str) -> dict[str, Any]:
    """What ties a later mail to the first one: RFC 5322 section 3.6.4."""
    if revision.number == 0:
        return {}
    first = _message_id(revision, 0, revision.first_purpose, mailbox)
    return {"in_reply_to": first, "references": (first,)}


def _calendar(
    revision: Told, meeting: SharedMeeting, office: Office, recipient: Recipient, reply_to: str, text: str
) -> bytes:
    event = replace(
        banner(meeting, _language(office)),
        sequence=revision.sequence,
        stamp=revision.stamp,
        last_modified=None,
        description=text,
    )
    organizer = Organizer(reply_to, _office(office_of(meeting.host), "en").office)
    asked = revision.number == 0 or revision.answer_again
    attendee = Attendee(
        recipient.address,
        _office(office, "en").office,
        cutype="GROUP",
        partstat="NEEDS-ACTION" if asked else recipient.partstat,
    )
    if revision.purpose == "cancel":
        return itip.cancel(event, organizer=organizer, attendee=attendee, whole=True)
    return itip.request(event, organizer=organizer, attendee=attendee)


def _language(office: Office) -> str:
    return next((code for code in office.languages if code in LANGUAGES), LANGUAGES[0])


def _words(revision: Told, meeting: SharedMeeting, office: Office, recipient: Recipient) -> tuple[str, str, str]:
    """Subject, plain text and HTML: the correspondence language first, the second authentic one below it."""
    first = _language(office)
    languages = [first, *(code for code in office.languages if code in LANGUAGES and code != first)]
    letters = [_letter(revision, meeting, office, recipient, code) for code in languages]
    texts = [render_to_string(f"letters/{one.language}.txt", {"letter": one}).strip() for one in letters]
    parts = [{"language": one.language, "text": text} for one, text in zip(letters, texts, strict=True)]
    html = render_to_string("letters/letter.html", {"letter": letters[0], "parts": parts})
    subject = f"{SUBJECTS[first][revision.purpose]}: {letters[0].title} ({letters[0].reference})"
    return subject, "\n\n\n".join(texts) + "\n", html


def _letter(revision: Told, meeting: SharedMeeting, office: Office, recipient: Recipient, language: str) -> Letter:
    return letter(
        meeting,
        purpose=revision.purpose,
        language=language,
        sender=_office(office_of(meeting.host), language),
        recipient=_office(office, language),
        topic_names=topic_names(),
        dated=revision.stamp.date(),
        answer_url=answer_url(recipient.id),
    )


def _office(office: Office, language: str) -> Correspondent:
    return Correspondent(
        office=worded(office.names, language).text,
        addressee=worded(office.addressees, language).text,
        place=office.place,
        mailbox=office.mailbox,
    )
