"""From the organiser's paste to the guest's answer, the feed and the moved date, as people see it."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.request import urlopen

import pytest
from icalendar import Calendar
from playwright.sync_api import Page

from .conftest import Visitor, Visitors, reload_until

pytestmark = pytest.mark.timeout(240)

AGENDA = """\
Provisional agenda

1. Election of officers
2. Adoption of the agenda and other organizational
   matters
3. General debate
4. Integration and coordination of efforts:
   (a) Countering transnational organized crime and
       corruption
   (b) Illicit trafficking in firearms
5. Other business
"""
ORDRE_DU_JOUR = """\
1. Élection du Bureau
2. Adoption de l'ordre du jour et autres questions d'organisation
3. Débat général
4. Intégration et coordination des efforts :
   a) Lutte contre la criminalité transnationale organisée et la corruption
   b) Trafic illicite d'armes à feu
5. Questions diverses
"""
IDENTIFIER = "E/CN.15/2028"
TITLE = "Commission on Crime Prevention and Criminal Justice, thirty-seventh session"


def write_down(page: Page) -> None:
    """The form as an organiser fills it in."""
    page.get_by_label("Reference or symbol").fill(IDENTIFIER)
    page.locator("#id_body").fill("CCPCJ")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_starts_on").fill("2028-05-15")
    page.locator("#id_ends_on").fill("2028-05-19")
    page.locator("#id_place").fill("Vienna")
    page.locator("#id_time_zone").fill("Europe/Vienna")
    page.locator("#id_agenda").fill(AGENDA)
    page.get_by_text("The same in a second language").click()
    page.locator("#id_other_language").select_option("fr")
    page.locator("#id_other_agenda").fill(ORDRE_DU_JOUR)


def mail_of(organiser: Visitor, number: int) -> EmailMessage:
    """The bytes that the page offers, of the first or a later mail about the meeting."""
    links = organiser.page.get_by_role("link", name="Bytes (.eml)")
    with organiser.page.expect_download() as download:
        links.nth(links.count() - number).click()
    message = message_from_bytes(download.value.path().read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def as_it_arrived(visitors: Visitors, mail: EmailMessage) -> EmailMessage:
    """The same mail in the guest's mailbox: the host is never shown the key with which the guest answers."""
    files = (visitors.product.folder / "mail").glob("*.eml")
    arrived = (message_from_bytes(file.read_bytes(), policy=default) for file in files)
    return next(one for one in arrived if one["Message-ID"] == mail["Message-ID"])


def calendar_of(mail: EmailMessage) -> Calendar:
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    return Calendar.from_ical(part.get_payload(decode=True))


def events_of(url: str) -> dict[str, tuple[str, int]]:
    """What a calendar program reads from the feed: day and SEQUENCE by title."""
    with urlopen(url) as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        feed = Calendar.from_ical(answer.read())
    return {
        str(event["SUMMARY"]): (event.decoded("DTSTART").isoformat(), int(event["SEQUENCE"]))
        for event in feed.walk("VEVENT")
    }


def test_the_main_job_as_people_see_it(visitors: Visitors) -> None:
    organiser = visitors.enter()
    page = organiser.sign_in("un-organiser")
    organiser.picture("01-overview")
    sees_the_panel_and_publishes(organiser)
    meeting = page.url
    reload_until(page, "Sent")
    organiser.picture("03-meeting-issued")
    first = mail_of(organiser, 1)
    sees_the_mail(organiser, meeting)
    guest = visitors.enter()
    accepts_with_a_reason(guest)
    organiser.open(meeting)
    assert "Accepted" in page.locator("main").inner_text()
    assert "Two officers will come." in page.locator("main").inner_text()
    feed = makes_a_feed(guest)
    assert events_of(feed)[TITLE] == ("2028-05-15", 0)
    moves_the_date(organiser, meeting)
    second = mail_of(organiser, 2)
    events = [calendar_of(mail).walk("VEVENT")[0] for mail in (first, second)]
    assert [(str(e["UID"]), int(e["SEQUENCE"])) for e in events] == [(str(events[0]["UID"]), n) for n in (0, 1)]
    assert events_of(feed)[TITLE] == ("2028-05-16", 1)
    declines_by_the_link(visitors, as_it_arrived(visitors, second))
    organiser.open(meeting)
    assert "by the link in the mail" in page.locator("main").inner_text()
    organiser.picture("09-organiser-sees-the-answers")
    assert visitors.complaints == []


def sees_the_panel_and_publishes(organiser: Visitor) -> None:
    page = organiser.open("/meetings/new/")
    write_down(page)
    panel = page.locator("#panel")
    panel.locator("mark", has_text="firearms").wait_for()
    said = panel.inner_text()
    assert ("Invite" in said, "Article 6(2)" in said, "firearms trafficking" in said) == (True, True, True)
    assert panel.locator("mark", has_text="organized crime").count() == 1
    organiser.picture("02-panel-while-typing")
    hears_the_matches_while_typing(page)
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(re.compile(r"/meetings/[0-9a-f-]{36}/$"))


def hears_the_matches_while_typing(page: Page) -> None:
    """One question for many keys; its answer is told in short and politely, and the focus stays where one types."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/check/") else None)
    page.locator("#id_agenda").press("Control+End")
    page.keyboard.type("\n9. Wildlife crime", delay=15)
    told = "9: crime prevention and criminal justice, environmental crime"
    said = page.locator("#panel-said[role=status][aria-live=polite]", has_text=told)
    said.wait_for(state="attached")
    assert "firearms trafficking" in said.inner_text()
    assert (len(asked), page.evaluate("document.activeElement.id")) == (1, "id_agenda")
    page.get_by_role("button", name="Check", exact=True).last.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "panel-title"
    page.locator("#id_agenda").fill(AGENDA)


def sees_the_mail(organiser: Visitor, meeting: str) -> None:
    organiser.page.get_by_role("link", name=f"Invitation: {TITLE}").click()
    said = organiser.page.locator("main").inner_text()
    assert ("METHOD:REQUEST" in said, "text/calendar" in said, "secretariat@interpol.example" in said) == (True,) * 3
    organiser.picture("04-mail-as-sent")
    organiser.open(meeting)


def accepts_with_a_reason(guest: Visitor) -> None:
    page = guest.sign_in("interpol-secretariat")
    page.get_by_role("link", name=TITLE).first.click()
    said = page.locator("main").inner_text()
    assert ("Why you are invited" in said, "Article 6(2)" in said, "firearms trafficking" in said) == (True,) * 3
    assert page.locator("mark", has_text="firearms").count() == 1
    page.get_by_label("We accept").check()
    page.get_by_label("Reason or message").fill("Two officers will come.")
    guest.picture("05-guest-answers")
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_text("Your answer is recorded").wait_for()
    assert "Accepted" in page.locator("main").inner_text()


def makes_a_feed(guest: Visitor) -> str:
    page = guest.open("/feeds/")
    page.locator("#id_name").fill("Lyon desk")
    page.get_by_role("button", name=re.compile("feed", re.IGNORECASE)).first.click()
    page.wait_for_load_state()
    guest.picture("06-feed")
    found = re.search(r"http://[^\s\"<>]+\.ics", page.content())
    assert found, page.content()
    return found[0]


def moves_the_date(organiser: Visitor, meeting: str) -> None:
    page = organiser.open(f"{meeting}edit/")
    page.locator("#id_starts_on").fill("2028-05-16")
    page.get_by_role("button", name="Save the changes").click()
    page.wait_for_url(meeting)
    reload_until(page, "Version 2, of ")
    told = page.locator("section", has=page.locator("#told"))
    assert (told.locator("del").inner_text(), told.locator("ins").inner_text()) == ("15 May 2028", "16 May 2028")
    reload_until(page, "Changed:")
    organiser.picture("07-moved")


def declines_by_the_link(visitors: Visitors, mail: EmailMessage) -> None:
    """Opening the link answers nothing; sending the form does, without any sign-in."""
    body = mail.get_body(("plain",))
    assert body
    link = re.search(r"http://\S+/answer/\S+", body.get_content())
    assert link
    stranger = visitors.enter()
    page = stranger.open(link[0].rstrip(".,)>"))
    assert "No answer yet" in page.locator("main").inner_text()
    page.reload()
    assert "No answer yet" in page.locator("main").inner_text()
    page.get_by_label("We decline").check()
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_text("Thank you. Your answer is recorded").wait_for()
    assert "Declined" in page.locator("main").inner_text()
    stranger.picture("08-answered-by-link")
