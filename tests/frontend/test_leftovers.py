"""No page leaves a reader of another language with English words, but for names, codes and what people wrote."""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from backend.domain.languages import LANGUAGES, interface_code
from backend.domain.parties import Party
from backend.organisations.register import load_register
from tests.contracts.routes import ROUTES
from tests.factories.world import World, meetings
from tests.frontend.leftovers import leftovers, pieces

READ = [language for language in LANGUAGES if language != "en"]
NO_PAGES = ("api/", "feeds/<path", "healthz", "readyz", "metrics")

METHODS = ("POST", "GET")
"""What is wrong with an empty form is asked for in two languages: the catalogues have the rest."""

PRODUCTS = ("Article Six", "Apple Calendar", "Apple", "Google Calendar", "Google", "Outlook.com", "Outlook",
            "Thunderbird", "iCloud", "iCalendar", "Internet", "Web")  # fmt: skip
CODES = ("UTC", "SEQUENCE", "SHA-256", "Message-ID", "In-Reply-To", "API", "ICS", "QR", "URL", "YAML", "JSON", "KB",
         "WHO", "restricted")  # fmt: skip
LANGUAGE_NAMES = ("English", "Español", "Français")
WRITTEN = (
    "Ada", "Okoye", "Two will come.", "Yes, we accept.", "The Bureau asked to wait.", "The Bureau agreed.",
    "Re: Invitation", "WHO secretariat", "note of the secretary", "program", "Feed of",
)  # fmt: skip
"""What the people of the world wrote in English."""
MARKED = (
    "Conference of UN on", "Conference of INTERPOL on", "organized crime", "Firearms", ", behind closed doors",
    "Money-laundering", "cases", "Traite des personnes",
)  # fmt: skip
"""Pieces of titles around the words that matched."""
SENT = (r"(Invitation|Consultation): .* \(.*\)", r".*<[^>]+@[^>]+>", r"(To: )?Secretary.General of .*",
        r"\w{3}, \d+ \w{3} \d{4} [\d:]+ \+0000", r"250 \S+\.eml", r"UN/OPEN/2027 1\..*", r"INTERPOL/OPEN/2027 1\..*",
        r"(CCPCJ|ICPO-SYMP) · .*", "Vienna", r"Secrétaire général .*")  # fmt: skip
"""Mails, letters and feed entries in the language of those who get them."""
SHAPES = (
    r"\b[0-9a-f]{12}\b",
    r"[\w.+-]+@[\w.-]+",
    r"(un|interpol)-(staff|observer|clerk|desk)",
    r"\.(eml|ics)\b",
    r"(Europe|America)/\w+",
    r"E/CN\.15/\d+",
    r"S/2027/1",
)


def written_titles() -> Iterator[str]:
    """The titles and references that the world's people gave."""
    for meeting in (one for party in Party for one in meetings(party)):
        yield str(meeting["id"])
        yield from _texts(meeting["title"])
        agenda = meeting.get("agenda")
        for item in agenda["items"] if isinstance(agenda, dict) else ():
            yield from _texts(item["title"])


def _texts(title: object) -> list[str]:
    return list(map(str, title.values())) if isinstance(title, dict) else [str(title)]


def may_stay() -> re.Pattern[str]:
    """Whatever else stands in a piece must be in the reader's language."""
    words = (
        *written_titles(),
        *PRODUCTS,
        *CODES,
        *LANGUAGE_NAMES,
        *WRITTEN,
        *load_register().bodies,
        *Party,
        "un",
        "interpol",
    )
    whole = "|".join((*SENT, *map(re.escape, MARKED)))
    longest = sorted(map(re.escape, words), key=len, reverse=True)
    inside = (*SHAPES, *(rf"(?<![A-Za-z]){word}(?![A-Za-z])" for word in longest))
    return re.compile("|".join((rf"^(?:{whole})(?: · Article Six)?$", *inside)), re.DOTALL)


def page(client: Client, method: str, path: str) -> str:
    """The page at the path, what it did undone, in the visitor's cookies too; empty where none is shown."""
    cookies = SimpleCookie({name: one.value for name, one in client.cookies.items()})
    kind = {"content_type": "application/x-www-form-urlencoded"} if method == "POST" else {}
    with transaction.atomic():
        response: HttpResponse = client.generic(method, path, **kind)
        transaction.set_rollback(True)
    client.cookies = cookies
    shown = response.status_code not in {301, 302, 405} and "html" in response.headers.get("Content-Type", "")
    return response.content.decode() if shown else ""


@pytest.mark.django_db
def test_no_page_and_no_refusal_of_a_form_has_english_left(world: World) -> None:
    stays, found = may_stay(), set()
    for number, language in enumerate(READ):
        owner = world[list(Party)[number % 2]]
        client, stranger = (Client(raise_request_exception=False) for _ in range(2))
        client.force_login(owner.staff)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = interface_code(language)
        stranger.cookies[settings.LANGUAGE_COOKIE_NAME] = interface_code(language)
        for route, row in ROUTES.items():
            path, visitor = row.filled(route, owner), stranger if route == "accounts/login/" else client
            for method in () if route.startswith(NO_PAGES) else METHODS[number > 1 :]:
                left = leftovers(page(visitor, method, path), language, stays)
                found |= {(language, method, route, piece) for piece in left}
    assert "\n".join(map(str, sorted(found))) == ""


def test_a_word_that_stayed_english_is_found_in_texts_and_attributes() -> None:
    page_with = '<p>Текст <b>Save</b></p><input placeholder="Password"><pre>BEGIN:VCALENDAR</pre><p>Article Six</p>'
    assert pieces(page_with) == ["Текст", "Save", "Password", "Article Six"]
    assert list(leftovers(page_with, "ru", may_stay())) == ["Save", "Password"]
    assert list(leftovers("<p>La reunión</p><p>This is not open.</p>", "es", may_stay())) == ["This is not open."]
