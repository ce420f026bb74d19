"""The decisions of competent bodies about one meeting: recorded, ended, never erased."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from backend.meetings.body_decisions import end_body_decision, record_body_decision
from backend.meetings.models import BodyDecision, Meeting
from frontend.access import demand, members_only, speaker
from frontend.forms.body_decisions import BodyDecisionForm
from frontend.forms.refusals import kept


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was decided so far, and the form for one more; POST with `end` ends one today."""
    meeting = get_object_or_404(Meeting, key=key)
    ending = request.POST.get("end", "")
    form = BodyDecisionForm(request.POST if request.method == "POST" and not ending else None, meeting=meeting)
    if request.method == "POST":
        demand(request, "record meetings")
        by, now = speaker(request).username, timezone.now()
        if ending.isdecimal():
            end_body_decision(get_object_or_404(BodyDecision, pk=ending, meeting=meeting), on=now.date(), by=by)
            return redirect("body-decisions", key=key)
        if kept(form, lambda: record_body_decision(meeting, form.entry(), by=by, now=now)):
            return redirect("body-decisions", key=key)
    context = {"meeting": meeting, "form": form, "decisions": meeting.decisions.all(), "today": timezone.now().date()}
    return render(request, "body_decisions.html", context, status=422 if form.errors else 200)
