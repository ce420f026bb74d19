"""Whole mails, byte by byte: one golden file for each type, and for each language where the words are its own.

`GOLDEN=write pytest tests/notifications/test_mails.py` writes the files again. The failure without it shows the
decoded parts side by side: read them, with RFC 5545, 5546 and 6047 at hand, before you do.
"""

import os
from collections import defaultdict
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from django.conf import LazySettings

from backend.domain.languages import LANGUAGES
from tests.notifications.conformance import check_mail, properties, unfolded
from tests.notifications.correspondence import correspondence

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parents[1] / "golden" / "mails"
WORDED = frozenset({"invite", "invite-to-a-sitting", "update", "cancel", "confirm", "consult", "remind"})
"""Kept in every language; the others in English and French, as an office reads them that has both."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mails_are_those_that_were_read_by_eye(
    language: str, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.SECRET_KEY = "the same for every golden mail, and for nothing else"
    made = correspondence(language, monkeypatch)
    for raw in made.values():
        check_mail(raw, method=method_of(raw), recipient=message(raw)["To"].addresses[0].addr_spec)
        assert b'<html lang=3D"' + language.encode() in raw or b"<html lang" not in raw
    check_order(list(made.values()))
    for name in made if language == "en" else WORDED:
        golden = GOLDEN / f"{language}-{name}.eml"
        if os.environ.get("GOLDEN") == "write":
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_bytes(made[name])
        kept = golden.read_bytes()
        assert readable(made[name]) == readable(kept)
        assert made[name] == kept


def test_every_golden_file_is_a_mail_that_is_still_sent() -> None:
    languages = {path.name.partition("-")[0] for path in GOLDEN.glob("*.eml")}
    worded = {path.stem.partition("-")[2] for path in GOLDEN.glob("zh-*.eml")}
    assert (languages, worded) == (set(LANGUAGES), set(WORDED))


def message(raw: bytes) -> EmailMessage:
    read = message_from_bytes(raw, policy=default)
    assert isinstance(read, EmailMessage)
    return read


def calendar_of(raw: bytes) -> bytes:
    """The calendar in the mail, empty where it is a notice."""
    parts = (part for part in message(raw).walk() if part.get_content_type() == "text/calendar")
    return next((part.get_payload(decode=True) for part in parts), b"")


def method_of(raw: bytes) -> str:
    lines = unfolded(calendar_of(raw)) if calendar_of(raw) else []
    return next((line.removeprefix("METHOD:") for line in lines if line.startswith("METHOD:")), "")


def check_order(mails: list[bytes]) -> None:
    """In each mailbox an event's SEQUENCE and DTSTAMP never go back (RFC 5546 section 2.1.5), and no mail is twice."""
    known: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for raw in mails:
        if calendar := calendar_of(raw):
            lines = dict(line.split(":", 1) for line in unfolded(calendar))
            assert "UID" in properties(calendar)
            known[message(raw)["To"], lines["UID"]].append((int(lines["SEQUENCE"]), lines["DTSTAMP"]))
    assert all(stamps == sorted(set(stamps)) for stamps in known.values())
    identities = [message(raw)["Message-ID"] for raw in mails]
    assert len(set(identities)) == len(identities)


def readable(raw: bytes) -> str:
    """Headers and decoded parts, for the eye."""
    mail = message(raw)
    said = [f"{name}: {value}" for name, value in mail.items()]
    for part in mail.walk():
        if not part.is_multipart() and part.get_content_type() != "application/ics":
            said += ["", f"[{part['Content-Type']}]", part.get_payload(decode=True).decode()]
    return "\n".join(said)
