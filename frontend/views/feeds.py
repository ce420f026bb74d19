"""Calendar feeds: made, shown once, changed, given a new address, ended."""

from functools import wraps
from typing import ParamSpec, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.models import Role
from backend.accounts.permissions import ALLOWED
from backend.accounts.selectors import roles_of
from backend.topics.selectors import topic_names
from frontend.access import Screen, demand, members_only, party, speaker
from frontend.forms.feeds import FeedForm
from frontend.forms.refusals import kept
from frontend.subscription import Subscription, feed_url
from frontend.wording import topic_words
from notifications.feeds.models import Feed
from notifications.feeds.previewing import preview
from notifications.feeds.selectors import feeds_of, living_tokens
from notifications.feeds.services import change_feed, create_feed, end_feed, rotate_feed

P = ParamSpec("P")


def secretive(screen: Screen[P]) -> Screen[P]:
    """For members who may have feeds. What the page shows is in no cache."""

    @wraps(screen)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        demand(request, "create feeds")
        return screen(request, *args, **kwargs)

    return members_only(never_cache(cast("Screen[P]", guarded)))


@secretive
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest) -> HttpResponse:
    """The feeds that the reader may look after, and a form for a new one; its address is shown this once."""
    form = FeedForm(request.POST or None, own=_own(request))
    made: list[tuple[Feed, str]] = []
    if request.method == "POST" and kept(form, lambda: made.append(_create(request, form))):
        return _subscribe(request, *made[0])
    names = topic_names()
    feeds = [(feed, topic_words(feed.topic, names)) for feed in feeds_of(speaker(request))]
    context = {"feeds": feeds, "form": form}
    return render(request, "feeds.html", context, status=422 if form.errors else 200)


@secretive
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """One feed: its choices, what its subscriber sees, when its addresses were used last."""
    feed = _feed(request, key)
    form = FeedForm(request.POST or None, feed=feed, own=_own(request))
    if request.method == "POST" and kept(form, lambda: change_feed(feed, form.definition(), by=speaker(request))):
        return redirect("feed-page", key=key)
    context = {
        "feed": feed,
        "form": form,
        "seen": preview(feed),
        "addresses": living_tokens(feed, now=timezone.now()),
    }
    return render(request, "feed.html", context, status=422 if form.errors else 200)


@secretive
@require_POST
def rotate(request: HttpRequest, key: UUID) -> HttpResponse:
    """A new address, shown this once. The old one dies now, or when every device had time to move."""
    feed = _feed(request, key)
    secret = rotate_feed(feed, at_once="at_once" in request.POST, by=speaker(request))
    return _subscribe(request, feed, secret)


@secretive
@require_POST
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    """Every address of the feed is dead from now on."""
    end_feed(_feed(request, key), by=speaker(request).username)
    return redirect("feeds")


def _create(request: HttpRequest, form: FeedForm) -> tuple[Feed, str]:
    return create_feed(form.definition(), party=party(request), by=speaker(request))


def _feed(request: HttpRequest, key: UUID) -> Feed:
    return get_object_or_404(feeds_of(speaker(request)), key=key)


def _own(request: HttpRequest) -> str | None:
    """The address of somebody who is an observer and nothing more; None for those who may have any feed."""
    user = speaker(request)
    return user.email if roles_of(user) & ALLOWED["create feeds"] == {Role.OBSERVER} else None


def _subscribe(request: HttpRequest, feed: Feed, secret: str) -> HttpResponse:
    context = {"feed": feed, "subscription": Subscription(feed_url(secret), feed.name)}
    return render(request, "feed_subscribe.html", context)
