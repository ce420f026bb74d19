"""The letter that reminds whoever has not answered an open question: without a calendar."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from backend.consultations.reminding import Reminded, reminded
from backend.domain.languages import AUTHENTIC, LANGUAGES, direction, worded
from backend.domain.written import date_words
from backend.organisations.models import Office
from backend.organisations.selectors import office_of
from backend.reasons import reason
from notifications.deliveries import queue
from notifications.letters.mailing import correspondent
from notifications.letters.words import subject_line
from notifications.mail import imip
from notifications.mail.addresses import address_of

from .models import Delivery

METHOD = "REMINDER"
SUBJECTS = {
    "ar": "تذكير",
    "en": "Reminder",
    "es": "Recordatorio",
    "fr": "Rappel",
    "ru": "Напоминание",
    "zh": "提醒",
}


@transaction.atomic
def compose(reminder_id: int) -> Delivery | None:
    """The reminder, stored as finished bytes; None where the question was answered meanwhile. Run twice: one row."""
    told = reminded(reminder_id)
    if not told.open:
        return None
    office = office_of(told.to)
    language = next((code for code in office.languages if code in LANGUAGES), AUTHENTIC[0])
    text, title = _letter(told, office, language), worded(told.titles, language).text
    envelope = imip.Envelope(
        message_id=imip.message_id(f"reminder:{told.id}", 0, office.mailbox, METHOD, domain=settings.MAIL_DOMAIN),
        date=told.at,
        sender=address_of(_sender(told, language), f"invitations@{settings.MAIL_DOMAIN}"),
        recipient=address_of(worded(office.names, language).text, office.mailbox),
        subject=subject_line(SUBJECTS[language], title, told.identifier, language=language),
        language=language,
        reply_to=office_of(told.owner).mailbox,
    )
    parts = [{"language": language, "direction": direction(language), "text": text}]
    head = {"title": told.identifier, "language": language}
    html = render_to_string("letters/letter.html", {"letter": head, "parts": parts})
    return queue(
        key=f"reminder:{told.id}",
        group_key=f"reminder:{told.id}",
        revision=0,
        method=METHOD,
        party=told.owner,
        invitation_id=None,
        recipient=office.mailbox,
        envelope_from=f"invitations@{settings.MAIL_DOMAIN}",
        message_id=envelope.message_id,
        subject=envelope.subject,
        mime=imip.compose(envelope, text=text + "\n", html=html),
    )


def _sender(told: Reminded, language: str) -> str:
    """The office that asks; who is reminded of a task of its own is so by the product."""
    return "Article Six" if told.to == told.owner else worded(office_of(told.owner).names, language).text


def _letter(told: Reminded, office: Office, language: str) -> str:
    context = {
        "ours": told.to == told.owner,
        "sender": correspondent(office_of(told.owner), language),
        "recipient": correspondent(office, language),
        "title": worded(told.titles, language).text,
        "identifier": told.identifier,
        "question": reason(told.asked, "text", language).text,
        "due": date_words(told.due, language) if told.due else "",
        "overdue": told.step == "overdue",
        "link": told.link or settings.PUBLIC_URL,
    }
    return render_to_string(f"letters/reminder.{language}.txt", context).strip()
