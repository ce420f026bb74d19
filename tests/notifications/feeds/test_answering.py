"""What calendar programs are answered (RFC 9110), before Django and inside it."""

import gzip
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from wsgiref.types import WSGIEnvironment
from wsgiref.util import setup_testing_defaults

import pytest
import time_machine
from django.test import Client
from django_scopes import scopes_disabled

from backend.accounts.models import Membership, Role, User
from backend.delegations.models import Attendee, Delegation, Representative
from backend.delegations.nominations import Corrections, amend
from backend.domain.parties import Party
from backend.invitations.models import Invitation
from notifications.feeds.front import FeedFront
from notifications.feeds.http import accepts_gzip
from notifications.feeds.models import Feed, FeedToken
from notifications.feeds.services import Definition, create_feed, end_feed, rotate_feed
from notifications.views import DESK

from .conftest import CCPCJ, Document, subscribe

pytestmark = pytest.mark.django_db
Response = tuple[int, dict[str, str], bytes]
Ask = Callable[..., Response]
Publish = Callable[[Document], None]


def behind(environ: WSGIEnvironment, start_response: Callable[..., object]) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"Django"]


def by_front(front: FeedFront) -> Ask:
    def ask(path: str, method: str = "GET", **headers: str) -> Response:
        environ: WSGIEnvironment = {"REQUEST_METHOD": method, "PATH_INFO": path}
        setup_testing_defaults(environ)
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        said: list[tuple[str, list[tuple[str, str]]]] = []
        body = b"".join(front(environ, lambda status, given, _=None: said.append((status, given))))  # type: ignore[arg-type,return-value]
        [(status, given)] = said
        return int(status[:3]), dict(given), body

    return ask


def by_django(path: str, method: str = "GET", **headers: str) -> Response:
    response = Client().generic(method, path, headers={n.replace("_", "-"): v for n, v in headers.items()})
    return response.status_code, dict(response.headers), response.content


@pytest.fixture(params=["front", "django"])
def ask(request: pytest.FixtureRequest, db: None) -> Ask:
    if request.param == "django":
        return by_django
    return by_front(FeedFront(behind, DESK))


@pytest.fixture
def path(clock: time_machine.Traveller) -> str:
    """The address of a calendar in which nothing stands yet: it is answered like any other."""
    return subscribe()[1]


def test_plain_and_compressed_are_the_same_calendar_under_two_strong_tags(ask: Ask, path: str) -> None:
    status, plain, body = ask(path)
    zipped_status, zipped, compressed = ask(path, accept_encoding="br, gzip;q=0.5")
    assert (status, zipped_status) == (200, 200)
    assert gzip.decompress(compressed) == body
    assert plain["ETag"] != zipped["ETag"]
    assert not plain["ETag"].startswith("W/")
    assert (zipped["Content-Encoding"], zipped["Content-Length"]) == ("gzip", str(len(compressed)))
    assert "Content-Encoding" not in plain
    for headers in (plain, zipped):
        assert headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert headers["Cache-Control"].startswith("private")
        assert headers["Vary"] == "Accept-Encoding"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", None),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("*", "gzip"),
        ("deflate", None),
        ("gzip;q=0", None),
        ("gzip;q=0, *", None),
        ("*;q=0", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=0.8", "gzip"),
        ("gzip; q=0.001", "gzip"),
        ("gzip;q=banana", None),
    ],
)
def test_gzip_is_given_to_those_who_want_it(accepted: str, coding: str | None) -> None:
    assert accepts_gzip(accepted) is (coding == "gzip")


def test_who_has_the_bytes_is_told_so(ask: Ask, path: str) -> None:
    _, headers, _ = ask(path)
    tag, date = headers["ETag"], headers["Last-Modified"]
    for given in (tag, f"W/{tag}", f'"x", {tag}', f'"a","b","c","d","e",{tag}', "*"):
        status, said, body = ask(path, if_none_match=given)
        assert (status, said["ETag"], said["Vary"], body) == (304, tag, "Accept-Encoding", b"")
    assert ask(path, if_modified_since=date)[0] == 304
    assert ask(path, if_modified_since="Mon, 01 Jan 2001 00:00:00 GMT")[0] == 200
    assert ask(path, if_modified_since="yesterday")[0] == 200
    assert ask(path, if_none_match='"other"', if_modified_since=date)[0] == 200
    assert ask(path, if_none_match="")[0] == 200


def test_the_tag_of_either_coding_is_known_under_either(ask: Ask, path: str) -> None:
    plain, zipped = ask(path)[1]["ETag"], ask(path, accept_encoding="gzip")[1]["ETag"]
    assert ask(path, accept_encoding="gzip", if_none_match=plain)[:1] == (304,)
    assert ask(path, if_none_match=zipped)[1]["ETag"] == zipped


def test_head_says_all_but_the_bytes(ask: Ask, path: str) -> None:
    for encoding in ("", "gzip"):
        status, headers, body = ask(path, accept_encoding=encoding)
        head_status, head, nothing = ask(path, "HEAD", accept_encoding=encoding)
        assert (head_status, head, nothing) == (status, headers, b"")
        assert head["Content-Length"] == str(len(body))
    assert ask(path, "HEAD", if_none_match=headers["ETag"])[0] == 304


def test_a_calendar_can_only_be_read(ask: Ask, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"):
        known, unknown = ask(path, method), ask("/feeds/a6f_nobody.ics", method)
        assert known == unknown
        assert (known[0], known[1]["Allow"]) == (405, "GET, HEAD")


def test_every_address_that_is_not_alive_is_answered_alike(ask: Ask, path: str) -> None:
    revoked_feed, revoked = subscribe()
    end_feed(revoked_feed, by="somebody")
    expired_feed, expired = subscribe()
    FeedToken.objects.filter(feed=expired_feed).update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    dead = [revoked, expired, "/feeds/a6f_unknown.ics", "/feeds/x.ics", f"{path[:-5]}.ics", "/feeds/%00\u00fc.ics"]
    first = ask(dead[0])
    assert first[0] == 404
    assert [ask(one) for one in dead] == [first] * len(dead)
    for one in dead:
        assert one.removesuffix(".ics").encode() not in first[2]
    assert ask(dead[0], "HEAD")[2] == b""


def test_a_new_address_overlaps_the_old_one_for_a_fortnight(ask: Ask, path: str, clock: time_machine.Traveller) -> None:
    feed, old = subscribe()
    new = f"/feeds/{rotate_feed(feed, at_once=False)}.ics"
    assert [ask(one)[0] for one in (old, new)] == [200, 200]
    assert ask(old)[2] == ask(new)[2]
    clock.shift(timedelta(days=14, seconds=2))
    assert [ask(one)[0] for one in (old, new)] == [404, 200]


def test_a_new_address_may_kill_the_old_one_at_once(ask: Ask, path: str) -> None:
    feed, old = subscribe()
    new = f"/feeds/{rotate_feed(feed, at_once=True)}.ics"
    assert [ask(one)[0] for one in (old, new)] == [404, 200]


def secretary() -> User:
    user = User.objects.create_user("secretary", email="secretary@interpol.example")
    Membership.objects.create(user=user, party="INTERPOL", roles=[Role.SECRETARIAT.value])
    return user


@pytest.mark.parametrize("loss", ["deactivated", "other party", "no membership", "other role", "deleted"])
def test_a_feed_dies_with_the_mandate(ask: Ask, path: str, loss: str) -> None:
    user = secretary()
    _, secret = create_feed(Definition("Mine"), party=Party.INTERPOL, by=user)
    mine = f"/feeds/{secret}.ics"
    assert ask(mine)[0] == 200
    if loss == "deactivated":
        User.objects.filter(pk=user.pk).update(is_active=False)
    elif loss == "other party":
        Membership.objects.update(party="UN")
    elif loss == "no membership":
        Membership.objects.all().delete()
    elif loss == "other role":
        Membership.objects.update(roles=[Role.AUDITOR.value])
    else:
        user.delete()
    assert ask(mine) == ask("/feeds/a6f_unknown.ics")


def nominate(address: str, identifier: str, sittings: tuple[str, ...] = ()) -> Attendee:
    with scopes_disabled():
        invitation = Invitation.objects.get(meeting__identifier=identifier)
        delegation, _ = Delegation.objects.get_or_create(
            invitation=invitation, defaults={"owner": invitation.owner, "created_at": datetime.now(UTC)}
        )
        attendee = Attendee.objects.create(
            owner=invitation.owner,
            invitation=invitation,
            kind=Attendee.Kind.REPRESENTATIVE,
            address=address,
            invited_at=datetime.now(UTC),
        )
        Representative.objects.create(
            owner=invitation.owner,
            delegation=delegation,
            attendee=attendee,
            family_name="Doe",
            capacity="adviser",
            language="en",
            time_zone="Europe/Paris",
            sittings=list(sittings),
            nominated_by="secretary",
            nominated_at=datetime.now(UTC),
        )
    return attendee


def test_an_observer_sees_nominations_and_is_gone_with_the_last_one(ask: Ask, publish: Publish) -> None:
    publish(CCPCJ)
    publish(CCPCJ | {"id": "E/CN.15/2028", "title": "Another session", "sittings": []})
    _, path = subscribe(kind="observer", person="Doe@interpol.example")
    assert ask(path)[0] == 404
    first = nominate("doe@interpol.example", "E/CN.15/2027", ("2",))
    body = ask(path)[2]
    assert b"Thirty-sixth session \xe2\x80\x93 2" in body
    assert b"Thirty-sixth session \xe2\x80\x93 1" not in body
    assert b"Another session" not in body
    with scopes_disabled():
        amend(first.representative, Corrections(sittings=("1",)), open_sittings=["1", "2"], by="secretary")
    assert b"Thirty-sixth session \xe2\x80\x93 1" in ask(path)[2]
    second = nominate("doe@interpol.example", "E/CN.15/2028")
    assert b"Another session" in ask(path)[2]
    with scopes_disabled():
        Attendee.objects.filter(pk=first.pk).update(removed_at=datetime.now(UTC))
        assert b"Thirty-sixth session" not in ask(path)[2]
        Attendee.objects.filter(pk=second.pk).update(removed_at=datetime.now(UTC))
    assert ask(path) == ask("/feeds/a6f_unknown.ics")


def test_the_other_party_cannot_make_nominations_of_ours_its_feed(ask: Ask, publish: Publish) -> None:
    publish(CCPCJ)
    nominate("doe@interpol.example", "E/CN.15/2027")
    _, path = subscribe(Party.UN, kind="observer", person="doe@interpol.example")
    assert ask(path)[0] == 404


def test_the_last_use_is_noted_once_a_minute_with_the_program_family(clock: time_machine.Traveller) -> None:
    feed, path = subscribe(Party.UN)
    agent = "Mozilla/5.0 (X11; Linux) Thunderbird/140.0"
    by_django(path, user_agent=agent)
    token = FeedToken.objects.get(feed=feed)
    assert (token.last_used_at, token.last_client) == (datetime.now(UTC), "Thunderbird")
    by_django(path, user_agent="curl/8.1")
    assert FeedToken.objects.get(feed=feed).last_client == "Thunderbird"
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=61), tick=False):
        by_django(path, user_agent="curl/8.1")
    assert FeedToken.objects.get(feed=feed).last_client == "curl"


def test_everything_but_feeds_goes_to_django(db: None) -> None:
    front = FeedFront(behind, DESK)
    assert [by_front(front)(path)[2] for path in ("/", "/feeds/", "/feeds/x", "/feed.ics")] == [b"Django"] * 4


def test_a_database_that_is_away_is_said_without_the_address(path: str, caplog: pytest.LogCaptureFixture) -> None:
    def gone(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError(f"gone while looking for {_}")

    desk = DESK._replace(look=gone)
    status, headers, body = by_front(FeedFront(behind, desk))(path)
    assert (status, headers["Retry-After"], body) == (503, "60", b"")
    assert path.split("/")[2][:12] not in caplog.text


def test_unknown_and_revoked_take_the_same_time(ask: Ask, path: str) -> None:
    """One look-up by hash: there is nothing to compare, so nothing to time."""
    feed, revoked = subscribe()
    end_feed(feed, by="x")
    times: dict[str, list[float]] = {revoked: [], "/feeds/a6f_unknown.ics": []}
    for _ in range(100):
        for address, taken in times.items():
            began = time.perf_counter()
            ask(address)
            taken.append(time.perf_counter() - began)
    first, second = (sorted(taken)[20] for taken in times.values())
    assert max(first, second) / min(first, second) < 3


def test_addresses_are_long_and_only_their_hash_is_kept(clock: time_machine.Traveller) -> None:
    feed, path = subscribe(Party.UN)
    secret = path.removeprefix("/feeds/").removesuffix(".ics")
    assert secret.startswith("a6f_")
    assert len(secret.removeprefix("a6f_")) * 6 >= 160
    with scopes_disabled():
        kept = [*Feed.objects.filter(pk=feed.pk).values(), *FeedToken.objects.filter(feed=feed).values()]
    assert secret not in str(kept)
    assert len(FeedToken.objects.get(feed=feed).digest) == 64
