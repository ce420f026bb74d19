"""Deciding against the engine, and lifting that again."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from backend.consultations.models import Override
from backend.consultations.overrides import lift, override
from backend.consultations.selectors import overrides_of
from backend.domain.parties import Party
from backend.invitations.selectors import current_decisions
from backend.meetings.models import Meeting
from frontend.access import demand, members_only, speaker
from frontend.forms.overrides import OverrideForm
from frontend.forms.refusals import kept


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: UUID, guest: str) -> HttpResponse:
    """The engine's decision, every override so far, and the form for a new one."""
    demand(request, "approve invitations")
    meeting = get_object_or_404(Meeting, key=key)
    if guest not in Party.__members__:
        raise Http404
    lifting = request.POST.get("lift", "")
    form = OverrideForm(request.POST if request.method == "POST" and not lifting else None)
    if lifting.isdecimal():
        lift(get_object_or_404(Override, pk=lifting, meeting=meeting), by=speaker(request).username, now=timezone.now())
        return redirect("override", key=key, guest=guest)
    if request.method == "POST" and kept(form, lambda: _override(request, meeting, guest, form)):
        return redirect("override", key=key, guest=guest)
    context = {
        "meeting": meeting,
        "guest": guest,
        "decision": next((one for one in current_decisions(meeting) if one.guest == guest), None),
        "overrides": overrides_of(meeting).filter(guest=guest),
        "form": form,
    }
    return render(request, "override.html", context, status=422 if form.errors else 200)


def _override(request: HttpRequest, meeting: Meeting, guest: str, form: OverrideForm) -> None:
    said = form.cleaned_data
    override(
        meeting,
        guest=guest,
        clause=said["clause"],
        invite=said["invite"] == "yes",
        reason=said["reason"],
        by=speaker(request).username,
        now=timezone.now(),
    )
