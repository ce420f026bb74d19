"""A mail as people read it: headers and parts decoded, the calendar unfolded, the HTML by its words and its tags."""

import re
from email.header import decode_header, make_header
from email.message import EmailMessage
from hashlib import sha256
from html import unescape


def readable(raw: bytes, mail: EmailMessage) -> str:
    """Everything that the mail, read from these bytes, says once, and a sum of the bytes that say it.

    The words of the HTML are those of the text, or this fails: of it the tags are shown. The file holds what the
    calendar holds (`conformance.check_mail`): it is left out.
    """
    said = [f"{name}: {decoded_words(str(value))}" for name, value in fields_of(raw) if name != "Content-Type"]
    plain = ""
    for part in mail.walk():
        kind = part.get_content_type()
        if part.is_multipart() or kind == "application/ics":
            continue
        body = decoded(part)
        plain = body if kind == "text/plain" else plain
        said += ["", f"[{part['Content-Type']}, {part['Content-Transfer-Encoding']}]", _shown(kind, body, plain)]
    said += ["", f"[{len(raw)} bytes, SHA-256 {sha256(raw).hexdigest()}]", ""]
    return "\n".join(said)


def fields_of(raw: bytes) -> list[tuple[str, str]]:
    """The fields as they stand, unfolded: the library's own reading puts blanks into long names."""
    head = raw.partition(b"\r\n\r\n")[0].decode()
    return [(name, value) for name, _, value in (line.partition(": ") for line in re.split(r"\r\n(?![ \t])", head))]


def decoded_words(value: str) -> str:
    """RFC 2047 section 6.2: blanks between encoded words are none."""
    return str(make_header(decode_header(re.sub(r"\r\n(?=[ \t])", "", value))))


def decoded(part: EmailMessage) -> str:
    """The words of this part, with line ends of one character."""
    body = part.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode().replace("\r\n", "\n").rstrip("\n")


def _shown(kind: str, body: str, plain: str) -> str:
    if kind == "text/calendar":
        return body.replace("\n ", "").replace("\\n", "\n    ")
    if kind == "text/html":
        head, _, words = body.partition("</head>")
        assert _unspaced(unescape(re.sub(r"<[^>]*>", "", words))) == _unspaced(plain), "other words than the text"
        return head.strip() + "\n" + "\n".join(re.findall(r"<(?!/|br|p>)[^>]*>", words))
    return body


def _unspaced(text: str) -> str:
    return "".join(text.split())
