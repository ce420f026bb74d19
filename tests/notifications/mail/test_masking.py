"""The keys in a mail answer for the invited: whoever invited reads it without them."""

from base64 import b64encode
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.mail import imip
from notifications.mail.masking import hidden, masked

TOKEN = "MQ:1xnBG2:1fmWVDgFY3oipLi3pPwscmq9lQd4NXKcHuy-cYEQ7O8"
SECRET = TOKEN[-43:]
LINK = f"https://article6.example/answer/{TOKEN}/"
ENVELOPE = imip.Envelope(
    message_id="<x@article6.example>",
    date=datetime(2027, 1, 11, tzinfo=UTC),
    sender=Address("Desk", addr_spec="a@un.example"),
    recipient=Address("Büro", addr_spec="b@interpol.example"),
    subject="Invitation",
)


def words(raw: bytes) -> list[str]:
    parts = [one for one in message_from_bytes(raw).walk() if not one.is_multipart()]
    return [(one.get_payload(decode=True) or b"").decode("utf-8", "replace") for one in parts]


def folded(text: str) -> bytes:
    return f"BEGIN:VCALENDAR\r\nURL:{text[:50]}\r\n {text[50:70]}\r\n {text[70:]}\r\nEND:VCALENDAR\r\n".encode()


@pytest.mark.parametrize("text", ["Hello.", "Здравствуйте, уважаемые коллеги."])
def test_no_part_of_our_own_mail_keeps_the_key_and_all_else_stays(text: str) -> None:
    html = f'<a href="{LINK}">{text}</a>'
    raw = imip.compose(ENVELOPE, text=f"{text} {LINK}\nYours\n", html=html, calendar=folded(LINK), method="REQUEST")
    shown = masked(raw)
    link = LINK.replace(SECRET, "***")
    calendar = f"BEGIN:VCALENDAR\r\nURL:{link}\r\nEND:VCALENDAR\r\n"
    assert words(shown) == [f"{text} {link}\r\nYours\r\n", html.replace(SECRET, "***") + "\r\n", calendar, calendar]
    assert shown.partition(b"\r\n\r\n")[0] == raw.partition(b"\r\n\r\n")[0]
    assert masked(shown) == shown


@pytest.mark.parametrize("escaped", [LINK, quote(LINK, safe=""), quote(quote(LINK, safe=""), safe=""),
                                     LINK.replace(":", "&#58;")])  # fmt: skip
def test_a_key_is_hidden_however_a_mail_program_wrapped_it(escaped: str) -> None:
    assert SECRET not in hidden(f"> see <https://safe.example/?url={escaped}&d=1>")


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_key_in_a_mail_within_a_mail_is_hidden(charset: str, end: str) -> None:
    body = b64encode(f"é {LINK}".encode(charset)).decode()
    inner = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n{body}\n"
    head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    mail = f"{head}--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
    shown = masked(mail.replace("\n", end).encode())
    [part] = [one for one in message_from_bytes(shown).walk() if one.get_content_type() == "text/plain"]
    assert (part.get_payload(decode=True) or b"").decode(charset).strip() == f"é {LINK}".replace(SECRET, "***")


@given(st.binary(max_size=400) | st.text(alphabet="=:ab \r\n-", max_size=200).map(str.encode))
def test_a_mail_without_keys_stays_byte_for_byte_whatever_it_is(raw: bytes) -> None:
    assert masked(raw) == raw
