"""The request to a third host under 6 (4): it leaves the two organisations, so it names no agenda item."""

from collections.abc import Mapping
from datetime import date

from django.template.loader import render_to_string

from backend.domain.languages import worded
from backend.domain.parties import Party
from backend.domain.written import date_words
from backend.organisations.selectors import office_of

from .places import place_words


def request_letter(*, host: str, guest: str, titles: Mapping[str, str], starts_on: date, language: str) -> str:
    """The drafted request of the party that is involved, to invite the other: a person sends it and may edit it.

    It is written in one of the six official languages; English and French are those in which the Article is authentic.
    """
    sender = office_of(Party(guest).counterpart)
    context = {
        "host": host,
        "guest": guest,
        "sender": worded(sender.addressees, language).text,
        "office": f"{worded(sender.names, language)}, {place_words(sender.place, language)}",
        "addressee": worded(office_of(guest).addressees, language).text,
        "mailbox": office_of(guest).mailbox,
        "title": worded(titles, language).text,
        "opens": date_words(starts_on, language),
    }
    return render_to_string(f"letters/request.{language}.txt", context).strip()
