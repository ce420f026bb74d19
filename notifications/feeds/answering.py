"""What a calendar program is answered: 200 with bytes, 304, or the same 404 for every address that is not alive."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from .clients import client_family
from .http import ANY, accepts_gzip, entity_tags, http_date, seconds
from .lookup import Asked, Found

OK, NOT_MODIFIED = "200 OK", "304 Not Modified"
NOT_FOUND, NOT_ALLOWED = "404 Not Found", "405 Method Not Allowed"
BEFORE, AFTER = "/feeds/", ".ics"
ZIPPED = "-gzip"
"""Ends the tag of the compressed bytes: two representations never share a strong tag (RFC 9110 §8.8.3.3)."""

Header = tuple[str, str]
KEPT: tuple[Header, ...] = (("Cache-Control", "private, no-cache"), ("Vary", "Accept-Encoding"))
"""What a 304 says too (RFC 9110 §15.4.5)."""

EVERYWHERE: tuple[Header, ...] = (
    *KEPT,
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex"),
)
CALENDAR: tuple[Header, ...] = (
    ("Content-Type", "text/calendar; charset=utf-8"),
    ("Content-Disposition", 'inline; filename="article6.ics"'),
)
PLAIN: Header = ("Content-Type", "text/plain; charset=utf-8")
MISSING = b"There is no calendar at this address.\n"
WRONG_METHOD = b"A calendar can only be read: GET or HEAD.\n"


class Answer(NamedTuple):
    """Status line, headers and bytes, as WSGI wants them (PEP 3333)."""

    status: str
    headers: list[Header]
    body: bytes


class Desk(NamedTuple):
    """What answering needs from around it: a look-up on some connection, and two things that may be done besides."""

    look: Callable[[str, Asked], Found | None]
    refresh: Callable[[int], None]
    remember: Callable[[int, str], None]


def secret_in(path: str) -> str | None:
    """The secret in the path of a feed's address; None where the path is another one."""
    if path.startswith(BEFORE) and path.endswith(AFTER):
        return path[len(BEFORE) : -len(AFTER)]
    return None


def answer(environ: Mapping[str, object], secret: str, desk: Desk) -> Answer:
    """The answer to this request (RFC 9110). `environ` is PEP 3333's, or Django's META."""
    method = environ.get("REQUEST_METHOD")
    if method not in {"GET", "HEAD"}:
        return _words(NOT_ALLOWED, WRONG_METHOD, ("Allow", "GET, HEAD"))
    zipped = accepts_gzip(str(environ.get("HTTP_ACCEPT_ENCODING", "")))
    tags = entity_tags(str(environ.get("HTTP_IF_NONE_MATCH", "")))
    without = method == "HEAD" or tags == (ANY,)
    asked = Asked(zipped, tuple(tag.removesuffix(ZIPPED) for tag in tags), without)
    found = desk.look(secret, asked)
    if found and not found.fresh:
        desk.refresh(found.feed)
        found = desk.look(secret, asked)
    if found is None:
        return _words(NOT_FOUND, MISSING if method == "GET" else b"", length=len(MISSING))
    if found.unnoted:
        desk.remember(found.token, client_family(str(environ.get("HTTP_USER_AGENT", ""))))
    return _calendar(found, environ, tags, zipped=zipped, bodiless=method == "HEAD")


def _calendar(
    found: Found, environ: Mapping[str, object], tags: tuple[str, ...], *, zipped: bool, bodiless: bool
) -> Answer:
    plain = found.etag
    own = plain + ZIPPED if zipped else plain
    told = next((tag for tag in tags if tag in {plain, plain + ZIPPED}), None)
    since = str(environ.get("HTTP_IF_MODIFIED_SINCE", "")) if "HTTP_IF_NONE_MATCH" not in environ else ""
    moment = seconds(since) if since else None
    if told or tags == (ANY,) or (moment is not None and found.modified <= moment):
        return Answer(NOT_MODIFIED, [*_validators(told or own, found.modified), *KEPT], b"")
    coding = [("Content-Encoding", "gzip")] if zipped else []
    headers = [*CALENDAR, *coding, ("Content-Length", str(found.size)), *_validators(own, found.modified), *EVERYWHERE]
    return Answer(OK, headers, b"" if bodiless else found.content or b"")


@lru_cache(maxsize=1024)
def _validators(tag: str, modified: int) -> tuple[Header, ...]:
    return (("ETag", f'"{tag}"'), ("Last-Modified", http_date(modified)))


def _words(status: str, body: bytes, *more: Header, length: int | None = None) -> Answer:
    size = ("Content-Length", str(len(body) if length is None else length))
    return Answer(status, [PLAIN, size, *more, *EVERYWHERE], body)
