"""The letter that asks the guest's office whether a meeting concerns it: a mail without a calendar. Art. 2 and 7."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from backend.consultations.links import consultation_url
from backend.consultations.selectors import Consulted, consulted
from backend.domain.languages import AUTHENTIC, LANGUAGES, direction, worded
from backend.domain.written import date_words
from backend.organisations.models import Office
from backend.organisations.selectors import office_of
from backend.reasons import reason
from backend.sharing.projection import SharedMeeting, from_document
from notifications.deliveries import queue
from notifications.letters.letter import when
from notifications.letters.mailing import correspondent
from notifications.letters.places import place_words
from notifications.letters.words import subject_line
from notifications.mail import imip
from notifications.mail.addresses import address_of

from .models import Delivery

METHOD = "CONSULT"
SUBJECTS = {
    "ar": "تشاور",
    "en": "Consultation",
    "es": "Consulta",
    "fr": "Consultation",
    "ru": "Консультация",
    "zh": "磋商",
}


@transaction.atomic
def compose(copy_id: int) -> Delivery | None:
    """The letter of this round, stored as finished bytes; None where nothing is asked any more. Run twice: one row."""
    asked = consulted(copy_id)
    if not asked.questions:
        return None
    meeting, office = from_document(asked.shared), office_of(asked.guest)
    host = office_of(asked.host)
    text, html = _words(asked, meeting, host, office)
    language = _languages(office)[0]
    title = worded(meeting.titles, language).text
    subject = subject_line(SUBJECTS[language], title, meeting.identifier, language=language)
    envelope = imip.Envelope(
        message_id=_message_id(asked.key, asked.round, office.mailbox),
        date=asked.asked_at,
        sender=address_of(worded(host.names, language).text, f"invitations@{settings.MAIL_DOMAIN}"),
        recipient=address_of(worded(office.names, language).text, office.mailbox),
        subject=subject,
        language=", ".join(_languages(office)),
        reply_to=host.mailbox,
    )
    return queue(
        key=f"consult:{asked.key}:r{asked.round}",
        group_key=f"consult:{asked.key}",
        revision=asked.round,
        method=METHOD,
        party=asked.host,
        invitation_id=None,
        recipient=office.mailbox,
        envelope_from=f"invitations@{settings.MAIL_DOMAIN}",
        message_id=envelope.message_id,
        subject=subject,
        mime=imip.compose(envelope, text=text, html=html),
    )


def _message_id(key: UUID, number: int, mailbox: str) -> str:
    return imip.message_id(str(key), number, mailbox, METHOD, domain=settings.MAIL_DOMAIN)


def _languages(office: Office) -> tuple[str, ...]:
    """The office's correspondence language first, then the other authentic one."""
    return tuple(code for code in office.languages if code in LANGUAGES) or AUTHENTIC[:1]


def _words(asked: Consulted, meeting: SharedMeeting, host: Office, office: Office) -> tuple[str, str]:
    texts = [_letter(asked, meeting, host, office, language) for language in _languages(office)]
    parts = [
        {"language": code, "direction": direction(code), "text": text}
        for code, text in zip(_languages(office), texts, strict=True)
    ]
    first = {"title": meeting.identifier, "language": parts[0]["language"]}
    html = render_to_string("letters/letter.html", {"letter": first, "parts": parts})
    return "\n\n\n".join(texts) + "\n", html


def _letter(asked: Consulted, meeting: SharedMeeting, host: Office, office: Office, language: str) -> str:
    matters = {str(match["item"]) for match in meeting.matches}
    context = {
        "dated": date_words(asked.asked_at.astimezone(ZoneInfo(host.time_zone)).date(), language),
        "sender": correspondent(host, language),
        "recipient": correspondent(office, language),
        "title": worded(meeting.titles, language).text,
        "identifier": meeting.identifier,
        "body": worded(meeting.body_names, language).text or meeting.body,
        "when": when(meeting, language),
        "place": place_words(meeting.place, language),
        "due": date_words(date.fromisoformat(meeting.reply_by), language) if meeting.reply_by else "",
        "items": [(i.number, worded(i.titles, language).text) for i in meeting.items if i.open and i.number in matters],
        "questions": [reason(q, "text", language).text for q in asked.questions],
        "answer_url": consultation_url(asked.key),
    }
    return render_to_string(f"letters/consultation.{language}.txt", context).strip()
