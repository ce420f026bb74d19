"""Answering by the link in the mail: GET and HEAD show, POST answers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from backend.domain.errors import DomainError
from backend.domain.participation import Channel, Partstat
from backend.sharing import services
from backend.sharing.answer_links import opened_by
from backend.sharing.selectors import shared_meeting


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The token itself is the proof: no session is looked at, so there is nothing to forge across sites."""
    opened = opened_by(token, today=timezone.now().date())
    if opened is None:
        raise Http404
    copy = opened.copy
    refusal, answered = "", False
    if request.method == "POST":
        try:
            partstat = Partstat(request.POST.get("partstat", ""))
            comment = request.POST.get("comment", "")
            now = timezone.now()
            by = opened.attendee.address
            services.take_answer(
                opened.attendee, partstat=partstat, comment=comment, by=by, channel=Channel.LINK, now=now
            )
            copy.refresh_from_db()
            answered = True
        except (DomainError, ValueError) as error:
            refusal = str(error)
    context = {"copy": copy, "shared": shared_meeting(copy), "refusal": refusal, "answered": answered}
    response = render(request, "answer.html", context, status=422 if refusal else 200)
    response["Referrer-Policy"] = "no-referrer"
    return response
