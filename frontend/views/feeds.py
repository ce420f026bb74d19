"""Calendar feeds: made, shown once, revoked."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from backend.accounts.models import FeedToken
from backend.accounts.services import create_feed_token, revoke_feed_token
from frontend.access import demand, members_only, party, speaker


@members_only
@never_cache
def manage(request: HttpRequest) -> HttpResponse:
    """The party's feeds; a new one shows its secret address this once."""
    url = ""
    if request.method == "POST":
        demand(request, "create feeds")
        if revoked := request.POST.get("revoke"):
            token = get_object_or_404(FeedToken, pk=revoked, party=party(request))
            revoke_feed_token(token, by=speaker(request).username)
            return redirect("feeds")
        name = request.POST.get("name", "").strip() or "Article Six"
        _, secret = create_feed_token(party=party(request), name=name[:100], by=speaker(request))
        url = f"{settings.PUBLIC_URL}/feeds/{secret}.ics"
    tokens = FeedToken.objects.filter(party=party(request), revoked_at=None)
    response = render(request, "feeds.html", {"tokens": tokens, "url": url, "webcal": url.replace("http", "webcal", 1)})
    response["Referrer-Policy"] = "no-referrer"
    return response
