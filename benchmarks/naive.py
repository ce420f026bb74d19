"""The usual way, with the same stack: one Celery task for each mail, as the libraries' own documentation has it.

It reads its row, writes the letter with the same templates, builds calendar and mail with icalendar and Django, opens a
connection, sends, and marks its row. The worker of the comparison is the product's, with this task added.
"""

from collections.abc import Sequence
from dataclasses import replace
from email.headerregistry import Address
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone
from django_scopes import scopes_disabled
from icalendar import Calendar, Event, vCalAddress, vText

from backend.delegations.models import Attendee
from backend.invitations.models import Revision
from backend.sharing import selectors
from backend.sharing.answer_links import answer_url
from backend.sharing.people import shared_person
from backend.sharing.projection import SharedMeeting, from_document
from backend.sharing.selectors import Recipient, ToldEntry
from benchmarks.invitations import Told
from notifications.errands import errands
from notifications.letters.mailing import Correspondence, Registers, Wording
from notifications.mail.addresses import sign
from notifications.models import Delivery
from notifications.reply_keys import reply_key


def rows(told: Sequence[Told]) -> list[tuple[int, int]]:
    """A row for each mail, in a state that our own sender leaves alone; with each the mailbox that it is for."""
    invited = [(one.revision, attendee) for one in told for attendee in one.attendees]
    with scopes_disabled():
        made = Delivery.objects.bulk_create(_row(revision, attendee) for revision, attendee in invited)
    return [(row.pk, attendee.pk) for row, (_, attendee) in zip(made, invited, strict=True)]


def _row(revision: Revision, attendee: Attendee) -> Delivery:
    return Delivery(
        key=f"usual:{attendee.pk}",
        group_key=f"usual:{attendee.pk}",
        message_id=f"usual:{attendee.pk}",
        revision=revision.number,
        method="REQUEST",
        party=revision.invitation.owner,
        invitation_id=revision.invitation_id,
        recipient=attendee.address,
        envelope_from=f"invitations@{settings.MAIL_DOMAIN}",
        state=Delivery.State.ABORTED,
        created_at=revision.created_at,
        next_at=revision.created_at,
    )


@shared_task
def invite(delivery_id: int, attendee_id: int) -> None:
    """Send one mail."""
    with scopes_disabled():
        row = Delivery.objects.get(pk=delivery_id)
        attendee = Attendee.objects.select_related("representative__replaces").get(pk=attendee_id)
        revision = Revision.objects.select_related("invitation").get(invitation=row.invitation_id, number=row.revision)
        recipient, meeting = _recipient(attendee), from_document(revision.shared)
        told = _told(revision, recipient)
        [errand] = errands(told, recipient)
        errand = replace(errand, words="nominate" if recipient.person else "invite")
        link = answer_url(recipient)
        wording = Correspondence(told, meeting, Registers()).wording(errand, recipient, link=link)
        reply_to = sign(str(attendee.pk), domain=settings.MAIL_DOMAIN, key=reply_key())
        calendar = _calendar(told, meeting, wording, recipient, reply_to)
        _send(wording, calendar, recipient, reply_to)
        row.state, row.sent_at = Delivery.State.SENT, timezone.now()
        row.save(update_fields=["state", "sent_at"])


def _recipient(attendee: Attendee) -> Recipient:
    named = getattr(attendee, "representative", None)
    person = shared_person(named, {}) if named else None
    return Recipient(
        attendee.pk, attendee.kind, attendee.address, {}, link_version=attendee.link_version, person=person
    )


def _told(revision: Revision, recipient: Recipient) -> selectors.Told:
    return selectors.Told(
        invitation_id=revision.invitation_id,
        invitation_key=str(revision.invitation.key),
        number=revision.number,
        purpose=revision.purpose,
        stamp=revision.stamp,
        sent_by=revision.sent_by,
        shared=revision.shared,
        entries=tuple(ToldEntry(**entry) for entry in revision.entries),
        recipients=(recipient,),
    )


def _calendar(
    told: selectors.Told, meeting: SharedMeeting, wording: Wording, recipient: Recipient, reply_to: str
) -> bytes:
    [entry] = told.entries
    calendar, event = Calendar(), Event()
    for name, value in (("VERSION", "2.0"), ("PRODID", "-//usual//EN"), ("METHOD", "REQUEST")):
        calendar.add(name, value)
    event.add("UID", entry.uid)
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTAMP", told.stamp)
    zone = ZoneInfo(meeting.time_zone)
    event.add("DTSTART", meeting.starts.replace(tzinfo=zone))
    event.add("DTEND", meeting.ends.replace(tzinfo=zone))
    event.add("SUMMARY", meeting.titles["en"])
    event.add("DESCRIPTION", wording.calendar_text)
    event.add("LOCATION", meeting.place)
    event.add("URL", answer_url(recipient))
    organizer, attendee = vCalAddress(f"mailto:{reply_to}"), vCalAddress(f"mailto:{recipient.address}")
    organizer.params["CN"] = vText(wording.sender)
    attendee.params["CN"], attendee.params["RSVP"] = vText(wording.recipient), vText("TRUE")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    event.add("ORGANIZER", organizer)
    event.add("ATTENDEE", attendee)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _send(wording: Wording, calendar: bytes, recipient: Recipient, reply_to: str) -> None:
    server = urlsplit(settings.EMAIL_URL)
    sender = str(Address(wording.sender, "invitations", settings.MAIL_DOMAIN))
    to = str(Address(wording.recipient, addr_spec=recipient.address))
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend", host=server.hostname, port=server.port)
    mail = EmailMultiAlternatives(
        wording.subject, wording.text, sender, [to], reply_to=[reply_to], connection=connection
    )
    mail.attach_alternative(wording.html, "text/html")
    mail.attach_alternative(calendar.decode(), "text/calendar; method=REQUEST")
    mail.attach("invite.ics", calendar, "application/ics")
    mail.send()
