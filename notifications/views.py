"""Answering calendar programs: 200 with bytes, 304, or the same 404 for every wrong address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.http import condition, require_safe

from backend.accounts.models import FeedToken

from . import feeds


def _etag(request: HttpRequest, secret: str) -> str | None:
    token = feeds.token_with(secret)
    return feeds.rendered(token).etag if token else None


@require_safe
@condition(etag_func=_etag)
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed with this secret. RFC 9110 section 13: conditional requests answer 304."""
    token = feeds.token_with(secret)
    if token is None:
        raise Http404
    stored = feeds.rendered(token)
    client = request.headers.get("User-Agent", "")[:100]
    FeedToken.objects.filter(pk=token.pk).update(last_used_at=timezone.now(), last_client=client)
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        bytes(stored.compressed if zipped else stored.body), content_type="text/calendar; charset=utf-8"
    )
    if zipped:
        response["Content-Encoding"] = "gzip"
    response["Last-Modified"] = http_date(stored.modified_at.timestamp())
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="article6.ics"'
    response["Referrer-Policy"] = "no-referrer"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
