"""Mails whose headers and parts stay what they are, whatever people write, through DKIM and from year to year."""

import os
import random
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr

import dkim
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from backend.domain.plaintext import clean
from notifications.calendar import itip
from notifications.mail import imip
from notifications.mail.addresses import address_of, display_name
from tests.notifications.calendar.test_events import ATTENDEE, LINK, NASTY, ORGANIZER, TIMED
from tests.notifications.conformance import check_mail

ENVELOPE = imip.Envelope(
    message_id="<abc@article6.example>",
    date=datetime(2027, 1, 11, 9, tzinfo=UTC),
    sender=address_of("Executive Office", "invitations@article6.example"),
    recipient=address_of("General Secretariat", "secretariat@interpol.example"),
    subject="Invitation",
    reply_to=ORGANIZER.address,
)
CALENDAR = itip.request(TIMED, organizer=ORGANIZER, attendee=ATTENDEE, link=LINK)


def written(envelope: imip.Envelope = ENVELOPE, text: str = "Bonjour\n.\nFrom here\n", html: str = "<p>é</p>") -> bytes:
    return imip.compose(envelope, text=text, html=html, calendar=CALENDAR, method="REQUEST")


def name_in(raw: bytes) -> str:
    """The recipient's name by RFC 2047 section 6.2: the newer parser of Python 3.11 keeps the space between words."""
    name, _ = parseaddr(message_from_bytes(raw)["To"])
    return str(make_header(decode_header(name)))


@settings(max_examples=60, deadline=None)
@example(subject="", name="Канцелярия Генерального секретаря Организации Объединенных Наций", text="")
@given(subject=NASTY, name=NASTY, text=NASTY)
def test_any_words_leave_the_headers_and_parts_as_they_are(subject: str, name: str, text: str) -> None:
    envelope = replace(
        ENVELOPE,
        subject=subject,
        sender=address_of(name, "invitations@article6.example"),
        recipient=address_of(name, "secretariat@interpol.example"),
    )
    raw = written(envelope, text)
    message = check_mail(raw, method="REQUEST", recipient="secretariat@interpol.example")
    assert len(message.keys()) == 10
    assert (message["Subject"], name_in(raw)) == (clean(subject), display_name(name))


def test_a_notice_has_words_and_no_calendar() -> None:
    raw = imip.compose(ENVELOPE, text="Bonjour\n", html="<p>Bonjour</p>")
    message = check_mail(raw, method="", recipient="secretariat@interpol.example")
    assert message.get_content_type() == "multipart/alternative"


def test_the_same_words_are_the_same_bytes() -> None:
    assert written() == written()


@pytest.fixture(scope="module")
def key() -> tuple[bytes, bytes]:
    """A new Ed25519 key: the private half, and the record that the domain would publish."""
    secret = SigningKey(os.urandom(32))
    public = b64encode(bytes(secret.verify_key)).decode()
    return b64encode(bytes(secret)), f"v=DKIM1; k=ed25519; p={public}".encode()


@pytest.mark.parametrize("canonical", ["relaxed", "simple"])
def test_what_we_emit_survives_dkim(key: tuple[bytes, bytes], canonical: str) -> None:
    private, record = key
    form = canonical.encode()
    raw = written(replace(ENVELOPE, subject="Приглашение: " + "очень длинное название " * 6), text="é" * 500 + "\n\n\n")
    signature = dkim.sign(
        raw, b"s", b"article6.example", private, canonicalize=(form, form), signature_algorithm=b"ed25519-sha256"
    )
    carried = signature + raw
    assert dkim.verify(carried, dnsfunc=lambda *_args, **_more: record)
    assert not dkim.verify(carried.replace(b"To: General", b"To: Generic"), dnsfunc=lambda *_args, **_more: record)


def test_what_a_transport_relays_line_by_line_is_not_changed() -> None:
    """Dot-stuffing and “From ” lines (RFC 5321 section 4.5.2, mbox) find nothing to touch."""
    lines = written().split(b"\r\n")
    random.Random(6).shuffle(lines)
    assert not [line for line in lines if line.startswith((b".", b"From "))]


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_a_message_id_is_one_word_whatever_it_is_made_of(text: str) -> None:
    identity = imip.message_id(text, 0, text, "REQUEST", domain="article6.example")
    assert (len(identity), identity.isascii(), identity.count(" ")) == (51, True, 0)
