"""How many invitations a core composes: our spliced bytes beside icalendar and Django's EmailMultiAlternatives.

    python -m benchmarks.bench_composing [MAILS]

Prints one JSON object: mails a second of each way and how many times as many ours makes.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.headerregistry import Address
from time import perf_counter
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as TheirEvent

from notifications.calendar import itip
from notifications.calendar.events import Event
from notifications.calendar.people import Attendee, Organizer
from notifications.mail import imip

ZONE = ZoneInfo("Europe/Vienna")
STAMP = datetime(2027, 1, 11, 9, tzinfo=UTC)
STARTS, ENDS = datetime(2027, 5, 17, 10, tzinfo=ZONE), datetime(2027, 5, 17, 13, tzinfo=ZONE)
AGENDA = "\n".join(f"{number}. Prevention of transnational organized crime, part {number}" for number in range(1, 25))
TEXT = "Excellency,\n\nI have the honour to invite your organization.\n\n" + AGENDA + "\n"
HTML = "<p>" + TEXT.replace("\n", "<br>") + "</p>"
EVENT = Event(
    uid="bench@article6.example",
    sequence=0,
    stamp=STAMP,
    summary="Thirty-sixth session",
    start=STARTS,
    end=ENDS,
    time_zone="Europe/Vienna",
    description=AGENDA,
    location="Vienna",
)
ENVELOPE = imip.Envelope(
    message_id="<x@article6.example>",
    date=STAMP,
    sender=Address("Executive Office", "invitations", "article6.example"),
    recipient=Address("General Secretariat", "secretariat", "interpol.example"),
    subject="Invitation: Thirty-sixth session (A6/UN/E/CN.15/2027/0)",
)


def ours(number: int) -> bytes:
    """One mail: the event rendered once, the recipient's lines put in."""
    mailbox, token = f"person{number}@interpol.example", f"rsvp-{number}-abcdefghijklmnop@article6.example"
    link = f"https://article6.example/answer/{number}/"
    organizer, attendee = Organizer(token, "Executive Office"), Attendee(mailbox, f"Person {number}")
    calendar = itip.request(EVENT, organizer=organizer, attendee=attendee, link=link)
    envelope = replace(
        ENVELOPE,
        message_id=f"<{number}@article6.example>",
        recipient=Address(f"Person {number}", addr_spec=mailbox),
        reply_to=Address(addr_spec=token),
    )
    return imip.compose(envelope, text=TEXT + link, html=HTML + link, calendar=calendar, method="REQUEST")


def theirs(number: int) -> bytes:
    """The same mail as the libraries' own documentation would build it."""
    mailbox, token = f"person{number}@interpol.example", f"rsvp-{number}-abcdefghijklmnop@article6.example"
    calendar, event = Calendar(), TheirEvent()
    for name, value in (("VERSION", "2.0"), ("PRODID", "-//x//EN"), ("METHOD", "REQUEST")):
        calendar.add(name, value)
    for name, said in (("UID", EVENT.uid), ("SUMMARY", EVENT.summary), ("DESCRIPTION", AGENDA), ("LOCATION", "Vienna")):
        event.add(name, said)
    for name, moment in (("DTSTAMP", STAMP), ("DTSTART", STARTS), ("DTEND", ENDS)):
        event.add(name, moment)
    organizer, attendee = vCalAddress(f"mailto:{token}"), vCalAddress(f"mailto:{mailbox}")
    attendee.params["CN"], attendee.params["RSVP"] = vText(f"Person {number}"), vText("TRUE")
    event.add("ORGANIZER", organizer)
    event.add("ATTENDEE", attendee)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    mail = EmailMultiAlternatives(ENVELOPE.subject, TEXT, "invitations@article6.example", [mailbox], reply_to=[token])
    mail.attach_alternative(HTML, "text/html")
    mail.attach_alternative(calendar.to_ical().decode(), "text/calendar; method=REQUEST")
    mail.attach("invite.ics", calendar.to_ical(), "application/ics")
    return bytes(mail.message().as_bytes())


def per_second(compose: Callable[[int], bytes], mails: int) -> float:
    """Mails a second on this core, after a first one that fills what is kept."""
    compose(0)
    begun = perf_counter()
    for number in range(mails):
        compose(number)
    return mails / (perf_counter() - begun)


def main(argv: list[str]) -> int:
    settings.configure()
    mails = int(argv[0]) if argv else 1000
    fast, slow = per_second(ours, mails), per_second(theirs, max(mails // 10, 20))
    result = {"ours_per_second": round(fast), "libraries_per_second": round(slow), "times": round(fast / slow, 1)}
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
