"""Answering by the link in the mail: GET and HEAD show, POST answers."""

from http import HTTPStatus

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from backend.domain.participation import Partstat
from backend.sharing.answer_links import Opened, holder_of, opened_by
from backend.sharing.answers import OwnInvitation, answer_by_link, asked_of, refuse_inviter
from backend.sharing.reissuing import renew_link
from frontend.access import opener
from frontend.forms.acts import AnswerForm
from frontend.forms.refusals import kept

from .invitations import facts_of


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The token is the proof, so nothing can be forged across sites; a session can only forbid: the inviter's."""
    opened = opened_by(token, today=timezone.now().date())
    if opened is None:
        return _dead(request, token)
    form = AnswerForm(request.POST or None)
    answered = request.method == "POST" and kept(form, lambda: _take(request, opened, form))
    if answered:
        opened.copy.refresh_from_db()
        form = AnswerForm()
    refused = 403 if form.has_error("__all__", OwnInvitation.code) else 422
    context = _facts(opened) | {"form": form, "answered": answered, "mailbox": opened.attendee.address}
    return render(request, "answer.html", context, status=refused if form.errors else 200)


def _dead(request: HttpRequest, token: str) -> HttpResponse:
    """A link that was good once: it tells nothing, and a button sends a new one to the mailbox on record."""
    holder = holder_of(token)
    if holder is None:
        raise Http404
    asked = request.method == "POST" and "renew" in request.POST
    if asked and ratelimit.consume(request, action="answer_link", key=str(holder.pk)):
        renew_link(holder, now=timezone.now())
    return render(request, "answer_dead.html", {"asked": asked}, status=HTTPStatus.OK if asked else HTTPStatus.GONE)


def _take(request: HttpRequest, opened: Opened, form: AnswerForm) -> None:
    attendee, said = opened.attendee, form.cleaned_data
    reader, by = opener(request)
    refuse_inviter(attendee.owner, reader=reader, by=by, subject=f"invitation:{attendee.invitation_id}")
    answer_by_link(
        attendee,
        sitting=said["sitting"],
        partstat=Partstat(said["partstat"]),
        comment=said["comment"],
        now=timezone.now(),
    )


def _facts(opened: Opened) -> dict[str, object]:
    """The copy, with what this mailbox itself answered; the sitting whose mail the link stood in comes first."""
    asked = asked_of(opened.attendee)
    whole = next((one for one in asked if not one.sitting), None)
    sittings = sorted((one for one in asked if one.sitting), key=lambda one: one.sitting != opened.sitting)
    own = {
        "sittings": sittings,
        "answered_apart": any(one.partstat != Partstat.NEEDS_ACTION for one in sittings),
        "whole": whole is not None or not sittings,
        "answer": whole.partstat if whole else "",
        "comment": whole.comment if whole else "",
    }
    return facts_of(opened.copy) | own
