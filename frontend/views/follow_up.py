"""An invitation that somebody must look at again: no longer required, or declined before a new matter came."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from backend.invitations.follow_up import keep_issued, leave_declined
from backend.invitations.models import Invitation
from frontend.access import demand, members_only, speaker
from frontend.forms.follow_up import FollowUpForm
from frontend.forms.refusals import kept
from scheduler.follow_up import invite_again, take_back


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """Why it needs somebody, what may be decided, and the default: the invitation is kept."""
    demand(request, "approve invitations")
    invitation = get_object_or_404(Invitation.objects.select_related("meeting", "decision"), key=key)
    form = FollowUpForm(request.POST or None)
    if request.method == "POST" and kept(form, lambda: _decide(request, invitation, form)):
        return redirect("meeting", key=invitation.meeting.key)
    context = {"invitation": invitation, "meeting": invitation.meeting, "form": form}
    return render(request, "follow_up.html", context, status=422 if form.errors else 200)


def _decide(request: HttpRequest, invitation: Invitation, form: FollowUpForm) -> None:
    act, reason, by = form.cleaned_data["act"], form.cleaned_data["reason"], speaker(request).username
    if act == "keep":
        keep_issued(invitation, reason=reason, by=by)
    elif act == "leave":
        leave_declined(invitation, reason=reason, by=by)
    elif act == "again":
        invite_again(invitation, by=by, now=timezone.now())
    else:
        take_back(invitation, reason=reason, by=by, now=timezone.now())
