"""An answer whose sender is not proved: the invited mailbox itself is asked, never the sender."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from backend.delegations.models import Attendee
from backend.domain.languages import direction, interface_code, worded
from backend.domain.written import date_words
from backend.organisations.selectors import office_of
from backend.sharing.answer_links import answer_url
from backend.sharing.projection import SharedMeeting
from backend.sharing.selectors import invited_to
from notifications.deliveries import queue
from notifications.letters.letter import when
from notifications.letters.mailing import tidy
from notifications.letters.places import place_words
from notifications.letters.words import referred, subject_line
from notifications.mail import imip
from notifications.mail.addresses import address_of, sign
from notifications.reply_keys import reply_key

SAID = {"ACCEPTED": _("accepted"), "TENTATIVE": _("tentative"), "DECLINED": _("declined"), "DELEGATED": _("delegated")}
"""RFC 5545 section 3.2.12, in the reader's words."""


@transaction.atomic
def ask_to_confirm(attendee: Attendee, partstat: str, *, now: datetime) -> None:
    """Write to the invited mailbox with a new answer link: once a day, however many mails pretend to come from it.

    Without a `partstat` it is simply asked for its answer, each time that a person asks.
    """
    key = f"confirm:{attendee.pk}:{now:%Y%m%d}" if partstat else f"link:{attendee.pk}:{now.isoformat()}"
    identity = imip.message_id(key, 0, attendee.address, "NOTICE", domain=settings.MAIL_DOMAIN)
    reply_to = sign(str(attendee.pk), domain=settings.MAIL_DOMAIN, key=reply_key())
    words = _words(attendee, partstat, today=now.date())
    envelope = imip.Envelope(
        message_id=identity,
        date=now,
        sender=address_of(words.sender, f"invitations@{settings.MAIL_DOMAIN}"),
        recipient=address_of("", attendee.address),
        subject=words.subject,
        language=words.language,
        reply_to=reply_to,
    )
    queue(
        key=key,
        group_key=key,
        revision=0,
        method="NOTICE",
        party=attendee.owner,
        invitation_id=attendee.invitation_id,
        recipient=attendee.address,
        envelope_from=reply_to,
        message_id=identity,
        subject=words.subject,
        mime=imip.compose(envelope, text=words.text, html=words.html),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """What the mail says, in the language of its reader."""

    language: str
    sender: str
    subject: str
    text: str
    html: str


def _words(attendee: Attendee, partstat: str, *, today: date) -> _Words:
    person = getattr(attendee, "representative", None)
    language = person.language if person else next(iter(office_of(attendee.invitation.guest).languages), "en")
    meeting = invited_to(attendee)
    sender, title = worded(office_of(meeting.host).names, language).text, worded(meeting.titles, language).text
    with override(interface_code(language)):
        asked = gettext("Please confirm your answer") if partstat else gettext("Please answer the invitation")
        context = {
            "partstat": partstat,
            "said": str(SAID.get(partstat, partstat)),
            "link": answer_url(attendee),
            "sender": sender,
            "language": language,
            "direction": direction(language),
            **_told(meeting, language, today=today),
        }
        text = tidy(render_to_string("intake/confirm.txt", context)) + "\n"
        html = render_to_string("intake/confirm.html", context)
    return _Words(language, sender, subject_line(asked, title, meeting.identifier, language=language), text, html)


def _told(meeting: SharedMeeting, language: str, *, today: date) -> dict[str, str]:
    """Which meeting it is, in the reader's words; the day by which an answer is asked for while it lies ahead."""
    due = date.fromisoformat(meeting.reply_by) if meeting.reply_by else None
    return {
        "meeting": referred(worded(meeting.titles, language).text, meeting.identifier, language=language),
        "body": worded(meeting.body_names, language).text or meeting.body,
        "when": when(meeting, language),
        "place": place_words(meeting.place, language),
        "reply_by": date_words(due, language) if due and due >= today else "",
    }
