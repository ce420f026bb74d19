"""Answering by the link in the mail: GET and HEAD show, POST answers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from backend.domain.participation import Channel, Partstat
from backend.sharing import services
from backend.sharing.answer_links import Opened, opened_by
from frontend.forms.acts import AnswerForm
from frontend.forms.refusals import kept

from .invitations import facts_of


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The token itself is the proof: no session is looked at, so there is nothing to forge across sites."""
    opened = opened_by(token, today=timezone.now().date())
    if opened is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    answered = request.method == "POST" and kept(form, lambda: _take(opened, form))
    if answered:
        opened.copy.refresh_from_db()
    context = facts_of(opened.copy) | {"form": form, "answered": answered, "mailbox": opened.attendee.address}
    return render(request, "answer.html", context, status=422 if form.errors else 200)


def _take(opened: Opened, form: AnswerForm) -> None:
    services.take_answer(
        opened.attendee,
        partstat=Partstat(form.cleaned_data["partstat"]),
        comment=form.cleaned_data["comment"],
        by=opened.attendee.address,
        channel=Channel.LINK,
        now=timezone.now(),
    )
