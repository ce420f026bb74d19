"""How much is done for how much that changed."""

import gzip
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled

from backend.domain.parties import Party
from notifications.feeds.keeping import copy_changed
from notifications.feeds.models import Feed, FeedEvent, RenderedFeed
from notifications.feeds.numbers import EVENTS_RENDERED, FEEDS_JOINED
from notifications.feeds.services import Definition, change_feed
from notifications.models import FeedMeeting

from .conftest import SYMPOSIUM, Document, body_of, subscribe
from .test_answering import secretary

pytestmark = pytest.mark.django_db
Publish = Callable[[Document], None]


def counted() -> tuple[int, int]:
    """Events rendered and calendars joined so far."""
    return int(EVENTS_RENDERED._value.get()), int(FEEDS_JOINED._value.get())


def since(before: tuple[int, int]) -> tuple[int, int]:
    now = counted()
    return now[0] - before[0], now[1] - before[1]


def test_a_change_to_a_meeting_in_a_thousand_feeds_renders_what_it_renders_for_one(publish: Publish) -> None:
    publish(SYMPOSIUM)
    _, path = subscribe(Party.UN)
    body_of(path)
    for_one = counted()
    publish(SYMPOSIUM | {"place": "Nice"})
    rendered, joined = since(for_one)
    assert joined == 0
    first = body_of(path)
    with scope(party=Party.UN):
        [model] = Feed.objects.all()
        Feed.objects.bulk_create(
            Feed(party="UN", name=f"Feed {n}", created_at=model.created_at, wanted=1, built=1) for n in range(999)
        )
    for_many = counted()
    publish(SYMPOSIUM | {"place": "Paris"})
    assert since(for_many) == (rendered, 0)
    with scopes_disabled():
        waiting = sum(1 for feed in Feed.objects.filter(party="UN") if feed.wanted > feed.built)
    assert waiting == 1000
    assert body_of(path) != first
    body_of(path)
    assert since(for_many) == (rendered, 1)


def test_marking_costs_the_same_however_many_feeds_there_are(publish: Publish) -> None:
    publish(SYMPOSIUM)
    body_of(subscribe(Party.UN)[1])
    costs = []
    for more, place in ((0, "Paris"), (200, "Nice")):
        with scope(party=Party.UN):
            model = Feed.objects.all()[0]
            Feed.objects.bulk_create(Feed(party="UN", name="x", created_at=model.created_at) for _ in range(more))
        publish(SYMPOSIUM | {"place": place, "title": place})
        with scopes_disabled():
            source = FeedMeeting.objects.filter(audience="in").get().source
            FeedMeeting.objects.update(revision=0)
            FeedEvent.objects.update(digest="")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            copy_changed(source)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_changed_meeting_leaves_the_bytes_of_the_others_alone(publish: Publish) -> None:
    publish(SYMPOSIUM)
    publish(SYMPOSIUM | {"id": "SYMP-2", "title": "Second symposium"})
    _, path = subscribe(Party.UN)
    body_of(path)
    with scopes_disabled():
        before = {e.pk: bytes(e.content) for e in FeedEvent.objects.all()}
    publish(SYMPOSIUM | {"id": "SYMP-2", "title": "Second symposium, renamed"})
    body_of(path)
    with scopes_disabled():
        after = {e.pk: bytes(e.content) for e in FeedEvent.objects.all()}
    changed = [bytes(after[pk]) for pk in before if before[pk] != after[pk]]
    assert changed
    assert all(b"renamed" in content for content in changed)


def test_a_feed_that_does_not_show_the_meeting_is_left_in_peace(publish: Publish) -> None:
    publish(SYMPOSIUM)
    publish(SYMPOSIUM | {"id": "SYMP-2", "body": "Another body"})
    feed, path = subscribe(Party.UN, kind="body", body="Another body")
    body_of(path)
    publish(SYMPOSIUM | {"place": "Paris"})
    with scopes_disabled():
        after = Feed.objects.get(pk=feed.pk)
    assert after.wanted == after.built


def test_a_handler_that_runs_twice_and_one_that_never_ran_end_alike(publish: Publish) -> None:
    publish(SYMPOSIUM)
    _, path = subscribe(Party.UN)
    first = body_of(path)
    with scopes_disabled():
        source = FeedMeeting.objects.filter(audience="in").get().source
    copy_changed(source)
    copy_changed(source)
    assert body_of(path) == first
    with scopes_disabled():
        FeedMeeting.objects.all().delete()
        Feed.objects.update(built=0)
    assert body_of(path) == first


def test_what_is_stored_is_the_gzip_of_what_is_stored(publish: Publish) -> None:
    publish(SYMPOSIUM)
    feed, path = subscribe(Party.UN)
    body = body_of(path)
    stored = RenderedFeed.objects.get(feed=feed)
    assert (bytes(stored.body), gzip.decompress(bytes(stored.compressed))) == (body, body)
    assert (stored.size, stored.compressed_size) == (len(body), len(bytes(stored.compressed)))


def test_a_poll_costs_one_query(publish: Publish) -> None:
    publish(SYMPOSIUM)
    _, path = subscribe(Party.UN)
    tag = Client().get(path)["ETag"]
    for headers in ({}, {"If-None-Match": tag}):
        with CaptureQueriesContext(connection) as queries:
            Client().get(path, headers=headers)
        assert len(queries) == 1


def test_a_feed_that_is_changed_shows_something_else_at_the_same_address(publish: Publish) -> None:
    publish(SYMPOSIUM)
    feed, path = subscribe(Party.UN)
    assert b"BEGIN:VEVENT" in body_of(path)
    with scope(party=Party.UN):
        change_feed(feed, Definition(name="Now", direction="out"), by=secretary())
    body = body_of(path)
    assert b"BEGIN:VEVENT" not in body
    assert b"X-WR-CALNAME:Now" in body
