"""6 (4): the dossier of a meeting that another organisation hosts: request, evidence, honest closing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from backend.consultations.efforts import close_effort, record_request
from backend.consultations.models import EffortRecord
from backend.consultations.selectors import efforts_for
from backend.domain.languages import AUTHENTIC, LANGUAGES, content_language
from backend.domain.parties import Party
from backend.invitations.selectors import current_decisions
from backend.meetings.models import Meeting
from frontend.access import demand, members_only, speaker
from frontend.forms.efforts import ClosingForm, RequestForm
from frontend.forms.refusals import kept
from notifications.letters.request import request_letter


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The requests made so far, and a drafted letter for the next one."""
    meeting = get_object_or_404(Meeting.objects.select_related("body"), key=key)
    decisions = [one for one in current_decisions(meeting) if one.outcome == "best_effort"]
    guest = decisions[0].guest if decisions else ""
    if request.POST.get("act") == "draft":
        return _page(request, meeting, RequestForm(initial=_drafted_again(meeting, request.POST)), ClosingForm())
    form = RequestForm(request.POST or None, initial=_drafted(meeting, guest, _authentic()))
    if request.method == "POST":
        demand(request, "record meetings")
        if kept(form, lambda: _record(request, meeting, form)):
            return redirect("efforts", key=key)
    return _page(request, meeting, form, ClosingForm())


@members_only
@require_POST
def close(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """What came of one request."""
    demand(request, "record meetings")
    meeting = get_object_or_404(Meeting.objects.select_related("body"), key=key)
    effort = get_object_or_404(EffortRecord, pk=pk, meeting=meeting)
    form = ClosingForm(request.POST)
    if kept(form, lambda: _close(request, effort, form)):
        return redirect("efforts", key=key)
    return _page(request, meeting, RequestForm(initial=_drafted(meeting, effort.guest, _authentic())), form)


def _authentic() -> str:
    """The authentic language that the reader knows best."""
    own = content_language(get_language() or "en")
    return own if own in AUTHENTIC else "en"


def _drafted(meeting: Meeting, guest: str, language: str) -> dict[str, object]:
    """The request as it could be sent, in an authentic language unless another was chosen."""
    if guest not in Party.__members__:
        return {}
    written = language if language in LANGUAGES else "en"
    letter = request_letter(
        host=meeting.host, guest=guest, titles=meeting.titles, starts_on=meeting.starts_on, language=written
    )
    today = timezone.now().date()
    return {"guest": guest, "asked_of": meeting.host, "asked_on": today, "language": written, "letter": letter}


def _drafted_again(meeting: Meeting, typed: QueryDict) -> dict[str, object]:
    """What was typed, with the letter written anew for the guest and in the language that were chosen."""
    drafted = _drafted(meeting, typed.get("guest", ""), typed.get("language", ""))
    return typed.dict() | {"letter": drafted.get("letter", "")}


def _record(request: HttpRequest, meeting: Meeting, form: RequestForm) -> None:
    asked = {name: said for name, said in form.cleaned_data.items() if name != "language"}
    record_request(meeting, **asked, by=speaker(request).username, now=timezone.now())


def _close(request: HttpRequest, effort: EffortRecord, form: ClosingForm) -> None:
    said = form.cleaned_data
    outcome = EffortRecord.Outcome(said["outcome"])
    close_effort(
        effort,
        outcome=outcome,
        answered_on=said["answered_on"],
        evidence=said["evidence"],
        by=speaker(request).username,
    )


def _page(request: HttpRequest, meeting: Meeting, form: RequestForm, closing: ClosingForm) -> HttpResponse:
    context = {"meeting": meeting, "efforts": efforts_for(meeting), "form": form, "closing": closing}
    return render(request, "efforts.html", context, status=422 if form.errors or closing.errors else 200)
