"""What a person decides about a meeting and its invitation: cancel, postpone, approve, waive."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.domain.errors import DomainError
from backend.domain.meetings import Status
from backend.interchange.rows import document_of
from backend.interchange.services import keep_meeting
from backend.invitations.models import Invitation
from backend.invitations.services import waive
from backend.meetings.models import Meeting
from backend.meetings.services import cancel, postpone
from frontend.access import demand, members_only, party, speaker
from frontend.forms.acts import ReasonForm, WaiveForm
from frontend.forms.refusals import kept, sentences
from scheduler.services import tell

NEVER, LONGEST = 0, 10
"""The version that no meeting has, and the digits from which on nothing is one."""

STOPS: dict[str, Callable[..., None]] = {"cancel": cancel, "postpone": postpone}


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, key: UUID, act: str) -> HttpResponse:
    """Cancel or postpone, with a reason; those who were invited are told."""
    demand(request, "record meetings")
    meeting = get_object_or_404(Meeting, key=key)
    form = ReasonForm(request.POST or None)

    def save() -> None:
        STOPS[act](meeting, by=speaker(request).username, now=timezone.now(), reason=form.cleaned_data["reason"])

    if request.method == "POST" and kept(form, save):
        messages.success(request, _("It is done. Those who were invited are told."))
        return redirect("meeting", key=key)
    context = {"meeting": meeting, "form": form, "act": act}
    return render(request, "meeting_stop.html", context, status=422 if form.errors else 200)


@members_only
@require_POST
def publish(request: HttpRequest, key: UUID) -> HttpResponse:
    """Publish a draft as the reader saw it; one that was changed meanwhile stays a draft."""
    demand(request, "record meetings")
    meeting = get_object_or_404(Meeting, key=key, status=Status.DRAFT)
    seen, published = request.POST.get("version", ""), {"status": Status.PUBLISHED.value}
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < LONGEST else NEVER
    by, now = speaker(request).username, timezone.now()
    try:
        keep_meeting(document_of(meeting) | published, by=by, now=now, owner=party(request), expected_version=version)
    except DomainError as error:
        messages.error(request, " ".join(sentences(error)))
    else:
        messages.success(request, _("The meeting is published. What it calls for is being done now."))
    return redirect("meeting", key=key)


@members_only
@require_POST
def approve(request: HttpRequest, key: UUID) -> HttpResponse:
    """Issue an invitation that waits for a person."""
    demand(request, "approve invitations")
    invitation = get_object_or_404(Invitation, key=key)
    try:
        told = tell(invitation.pk, now=timezone.now(), by=speaker(request).username, approved=True)
    except DomainError as error:
        messages.error(request, " ".join(sentences(error)))
    else:
        if told:
            messages.success(request, _("The invitation is issued; the mail is on its way."))
        else:
            messages.warning(request, _("There is nothing to issue: the meeting is not published, or has opened."))
    return redirect("meeting", key=invitation.meeting.key)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def forgo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Not to send an invitation that waits, for a reason with its citation."""
    demand(request, "approve invitations")
    invitation = get_object_or_404(Invitation.objects.select_related("meeting"), key=key)
    form = WaiveForm(request.POST or None)
    if request.method == "POST" and kept(form, lambda: _waive(request, invitation, form)):
        messages.success(request, _("The invitation is waived and will not be sent."))
        return redirect("meeting", key=invitation.meeting.key)
    context = {"invitation": invitation, "meeting": invitation.meeting, "form": form}
    return render(request, "invitation_waive.html", context, status=422 if form.errors else 200)


def _waive(request: HttpRequest, invitation: Invitation, form: WaiveForm) -> None:
    said = form.cleaned_data
    waive(invitation, reason=said["reason"], citation=said["citation"], by=speaker(request).username)
