"""What the other organisation asks us: seen from our own copy, answered by page or by the link in the letter."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.permissions import may
from backend.consultations.links import consulted_by
from backend.consultations.models import ConsultedCopy
from backend.consultations.selectors import consultations
from backend.consultations.services import answer_consultation
from backend.domain.errors import DomainError
from backend.reasons import reason
from backend.sharing.answers import OwnInvitation, refuse_inviter
from backend.sharing.projection import from_document
from frontend.access import demand, members_only, opener, speaker
from frontend.forms.refusals import sentences


@members_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every consultation that came in, the open ones first."""
    found = sorted(consultations(), key=lambda copy: copy.state != "open")
    return render(request, "consultations.html", {"copies": found})


@members_only
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The meeting with the questions; POST answers one of them."""
    copy = get_object_or_404(ConsultedCopy, key=key)
    if request.method == "POST":
        demand(request, "answer invitations")
    refusal = _answered(request, copy, by=speaker(request).username)
    if request.method == "POST" and not refusal:
        return redirect("consultation", key=key)
    return _page(request, copy, refusal)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The token is the proof, so nothing can be forged across sites; a session can only forbid: the asking side's."""
    copy = consulted_by(token, today=timezone.now().date())
    if copy is None:
        raise Http404
    if request.method == "POST" and (refusal := _refused(request, copy)):
        return _page(request, copy, refusal, by_link=True, status=403)
    refusal = _answered(request, copy, by=f"office of {copy.viewer} (link)")
    if request.method == "POST" and not refusal:
        copy = consulted_by(token, today=timezone.now().date()) or copy
    return _page(request, copy, refusal, by_link=True)


def _refused(request: HttpRequest, copy: ConsultedCopy) -> str:
    """Why this reader may not answer by the link, or an empty text."""
    reader, by = opener(request)
    try:
        refuse_inviter(copy.host, reader=reader, by=by, subject=f"consultation:{copy.consultation_id}")
    except OwnInvitation as error:
        return " ".join(sentences(error))
    return ""


def _answered(request: HttpRequest, copy: ConsultedCopy, *, by: str) -> str:
    """Take the answer of a POST; returns why it was refused, or an empty text."""
    if request.method != "POST":
        return ""
    said = {name: request.POST.get(name, "") for name in ("question", "answer", "source", "text")}
    try:
        answer_consultation(copy, **said, by=by, now=timezone.now())
    except DomainError as error:
        return " ".join(sentences(error))
    return ""


def _page(
    request: HttpRequest, copy: ConsultedCopy, refusal: str, *, by_link: bool = False, status: int = 422
) -> HttpResponse:
    questions = [{"code": asked["code"], "words": reason(asked, "text")} for asked in copy.questions]
    context = {
        "copy": copy,
        "questions": questions,
        "shared": from_document(copy.document),
        "refusal": refusal,
        "may_answer": by_link or may(speaker(request), "answer invitations"),
    }
    return render(request, "consultation.html", context, status=status if refusal else 200)
