"""Who was invited, as the host sees it: each mailbox can be sent the invitation again, with a new link."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.delegations.models import Attendee
from backend.invitations.models import Invitation
from backend.sharing.reissuing import reissue
from frontend.access import demand, members_only, speaker
from frontend.forms.nomination import AgainForm
from frontend.forms.refusals import kept


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The office, those it copies and the representatives; POST sends one of them the invitation again."""
    invitation = get_object_or_404(Invitation.objects.select_related("meeting"), key=key)
    invited = Attendee.objects.filter(invitation=invitation).select_related("representative")
    form = AgainForm(request.POST or None)
    if request.method == "POST":
        demand(request, "mend deliveries")
        chosen = get_object_or_404(invited, pk=_number(request.POST.get("mailbox", "")))
        void, by, now = request.POST.get("void") == "on", speaker(request).username, timezone.now()
        if kept(form, lambda: reissue(chosen, void=void, by=by, now=now)):
            messages.success(request, _("The invitation is sent again, with a new link to answer."))
            return redirect("mailboxes", key=key)
    context = {"invitation": invitation, "meeting": invitation.meeting, "invited": invited, "form": form}
    return render(request, "mailboxes.html", context, status=422 if form.errors else 200)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 18 else 0
