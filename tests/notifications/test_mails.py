"""Whole mails: a golden file for each type in each of the six languages, decoded for the eye, with a sum of the bytes.

`GOLDEN=write pytest tests/notifications/test_mails.py` writes the files again. Read the difference, with RFC 5545, 5546
and 6047 at hand and as somebody who has nothing but this mail and this language, before you keep it.
"""

import os
import re
from collections import defaultdict
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from django.conf import LazySettings

from backend.domain.languages import LANGUAGES, direction
from tests.notifications.conformance import check_mail, unfolded
from tests.notifications.correspondence import correspondence
from tests.notifications.readable import readable
from tests.notifications.standards import check_standards

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parents[1] / "golden" / "mails"
WHOLE = "invite"
"""Of this type the bytes are kept too, to be opened in a mail program."""


NAMES = frozenset({"Ana", "Silva", "Bob", "ller", "Wei", "Eva", "Weiss", "eva"})
"""Of people: all that is Latin in a letter of another script but for symbols and addresses."""

TOLD = ("SUMMARY", "DESCRIPTION", "LOCATION")
"""What people read of a calendar."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mails_are_those_that_were_read_by_eye(
    language: str, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    settings.SECRET_KEY, settings.MAIL_FOLDER = "the same for every golden mail, and for nothing else", tmp_path
    made = correspondence(language, monkeypatch)
    read = {name: checked(raw, language) for name, raw in made.items()}
    check_order(list(read.values()))
    folder = GOLDEN / language
    if os.environ.get("GOLDEN") == "write":
        keep(made, read, folder)
    assert {path.stem for path in folder.glob("*.txt")} == set(made)
    for name, raw in made.items():
        assert readable(raw, read[name]) == (folder / f"{name}.txt").read_text(encoding="utf-8")
    assert made[WHOLE] == (folder / f"{WHOLE}.eml").read_bytes()


def keep(made: dict[str, bytes], read: dict[str, EmailMessage], folder: Path) -> None:
    """Write the files again, and none that is no mail any more."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, raw in made.items():
        (folder / f"{name}.txt").write_text(readable(raw, read[name]), encoding="utf-8")
    (folder / f"{WHOLE}.eml").write_bytes(made[WHOLE])


def test_every_type_of_mail_is_kept_in_every_language() -> None:
    kept = {language: {path.name for path in (GOLDEN / language).iterdir()} for language in LANGUAGES}
    assert {path.name for path in GOLDEN.iterdir()} == set(LANGUAGES)
    assert all(names == kept["en"] for names in kept.values())


def checked(raw: bytes, language: str) -> EmailMessage:
    """The mail as it is read, after everything holds that is asked of one in this language."""
    check_standards(raw)
    mail = message_from_bytes(raw, policy=default)
    assert isinstance(mail, EmailMessage)
    check_mail(raw, method=method_of(mail), recipient=mail["To"].addresses[0].addr_spec)
    html = mail.get_body(("html",))
    assert html is not None
    assert f'<html lang="{language}" dir="{direction(language)}">' in html.get_content()
    check_language(mail, language)
    return mail


def check_language(mail: EmailMessage, language: str) -> None:
    """No word of ours is left in another language; names of people and symbols are what they are in all."""
    parts = (part for part in mail.walk() if part.get_content_type() in {"text/plain", "text/html"})
    told = [line for line in unfolded(calendar_of(mail) or b"\r\n") if line.startswith(TOLD)]
    said = "\n".join(
        [mail["Subject"], *(part.get_content() for part in parts), *(line.partition(":")[2] for line in told)]
    )
    words = set(re.findall(r"[A-Za-z]*[a-z]{2}[A-Za-z]*", re.sub(r"<[^>]*>|https?://\S+|\S+@\S+|\\n", " ", said)))
    if language in {"ar", "ru", "zh"}:
        assert words <= NAMES, words - NAMES
    elif language == "es":
        assert words.isdisjoint({"the", "and", "closed", "meeting", "des"})


def calendar_of(mail: EmailMessage) -> bytes:
    """The calendar in the mail, empty where it is a notice."""
    parts = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
    return next((part.get_payload(decode=True) for part in parts), b"")


def method_of(mail: EmailMessage) -> str:
    found = re.search(rb"^METHOD:(.+)\r$", calendar_of(mail), re.MULTILINE)
    return found[1].decode() if found else ""


def check_order(mails: list[EmailMessage]) -> None:
    """In each mailbox an event's SEQUENCE and DTSTAMP never go back (RFC 5546 section 2.1.5), and no mail is twice."""
    known: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for mail in mails:
        if calendar := calendar_of(mail):
            lines = dict(line.split(":", 1) for line in unfolded(calendar))
            known[mail["To"], lines["UID"]].append((int(lines["SEQUENCE"]), lines["DTSTAMP"]))
    assert all(stamps == sorted(set(stamps)) for stamps in known.values())
    identities = [mail["Message-ID"] for mail in mails]
    assert len(set(identities)) == len(identities)
