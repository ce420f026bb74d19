"""From a frozen revision to the finished bytes of each mail, one for each recipient."""

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from backend.domain.languages import worded
from backend.organisations.models import Office
from backend.organisations.selectors import office_of
from backend.sharing.answer_links import answer_url
from backend.sharing.projection import SharedMeeting, from_document
from backend.sharing.selectors import Told, told
from backend.topics.selectors import topic_names
from notifications.calendar import itip
from notifications.calendar.events import Attendee, Organizer
from notifications.deliveries import queue
from notifications.letters.letter import LANGUAGES, Correspondent, Letter, letter
from notifications.mail import imip
from notifications.mail.addresses import sign

from .feeds import events
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
    return [_deliver(revision, meeting, office, mailbox) for mailbox in _mailboxes(office, meeting)]


def _mailboxes(office: Office, meeting: SharedMeeting) -> Iterator[str]:
    yield office.mailbox
    for copy in office.copies:
        if copy["place"] == meeting.place:
            yield copy["mailbox"]


def _deliver(revision: Told, meeting: SharedMeeting, office: Office, mailbox: str) -> Delivery:
    method = METHODS[revision.purpose]
    message_id = imip.message_id(
        revision.invitation_key, revision.number, mailbox, method or "NOTICE", settings.MAIL_DOMAIN
    )
    first = imip.message_id(revision.invitation_key, 0, mailbox, METHODS[revision.first_purpose] or "NOTICE", settings.MAIL_DOMAIN)
    reply_to = sign(settings.SECRET_KEY, revision.invitation_id, mailbox, settings.MAIL_DOMAIN)
    subject, text, html = _words(revision, meeting, office)
    return queue(
        key=f"inv:{revision.invitation_key}:r{revision.number}:{mailbox}:{method or 'NOTICE'}",
        group_key=f"inv:{revision.invitation_key}:{mailbox}",
        revision=revision.number,
        method=method or "NOTICE",
        party=meeting.host,
        invitation_id=revision.invitation_id,
        recipient=mailbox,
        envelope_from=reply_to,
        message_id=message_id,
        subject=subject,
        mime=imip.compose(
            imip.Mail(
                message_id=message_id,
                references=(first,) if revision.number else (),
                date=revision.stamp,
                sender=(_office(office_of(meeting.host), "en").office, f"invitations@{settings.MAIL_DOMAIN}"),
                recipient=(_office(office, "en").office, mailbox),
                reply_to=reply_to,
                subject=subject,
                text=text,
                html=html,
                language=_language(office),
                method=method,
                calendar=_calendar(revision, meeting, office, mailbox, reply_to, text) if method else b"",
            )
        ),
    )


def _calendar(  # noqa: PLR0913
    revision: Told, meeting: SharedMeeting, office: Office, mailbox: str, reply_to: str, text: str
) -> bytes:
    event = replace(next(events(meeting, _language(office))), sequence=revision.sequence, stamp=revision.stamp)
    event = replace(event, description=text)
    organizer = Organizer(reply_to, _office(office_of(meeting.host), "en").office)
    asked = revision.number == 0 or revision.answer_again
    attendee = Attendee(mailbox, _office(office, "en").office, "NEEDS-ACTION" if asked else meeting.answer)
    if revision.purpose == "cancel":
        return itip.cancel(event, organizer=organizer, attendee=attendee, whole=True)
    return itip.request(event, organizer=organizer, attendee=attendee)


def _language(office: Office) -> str:
    return next((code for code in office.languages if code in LANGUAGES), LANGUAGES[0])


def _words(revision: Told, meeting: SharedMeeting, office: Office) -> tuple[str, str, str]:
    """Subject, plain text and HTML: the correspondence language first, the second authentic one below it."""
    first = _language(office)
    languages = [first, *(code for code in office.languages if code in LANGUAGES and code != first)]
    letters = [_letter(revision, meeting, office, code) for code in languages]
    texts = [render_to_string(f"letters/{one.language}.txt", {"letter": one}).strip() for one in letters]
    parts = [{"language": one.language, "text": text} for one, text in zip(letters, texts, strict=True)]
    html = render_to_string("letters/letter.html", {"letter": letters[0], "parts": parts})
    subject = f"{SUBJECTS[first][revision.purpose]}: {letters[0].title} ({letters[0].reference})"
    return subject, "\n\n\n".join(texts) + "\n", html


def _letter(revision: Told, meeting: SharedMeeting, office: Office, language: str) -> Letter:
    return letter(
        meeting,
        purpose=revision.purpose,
        language=language,
        sender=_office(office_of(meeting.host), language),
        recipient=_office(office, language),
        topic_names=topic_names(),
        dated=revision.stamp.date(),
        answer_url=answer_url(revision.invitation_id),
    )


def _office(office: Office, language: str) -> Correspondent:
    return Correspondent(
        office=worded(office.names, language).text,
        addressee=worded(office.addressees, language).text,
        place=office.place,
        mailbox=office.mailbox,
    )
