"""An invitation as its guest sees it: from the guest's own copy and nothing else."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from backend.domain.errors import DomainError
from backend.domain.participation import Channel, Partstat
from backend.sharing.selectors import received_with_key, shared_meeting
from backend.sharing.services import answer
from frontend.access import demand, members_only, speaker


@members_only
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The meeting with the reason of the invitation; POST answers."""
    copy = received_with_key(key)
    if copy is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        demand(request, "answer invitations")
        try:
            answer(
                copy,
                partstat=Partstat(request.POST.get("partstat", "")),
                comment=request.POST.get("comment", ""),
                by=speaker(request).username,
                channel=Channel.PAGE,
                now=timezone.now(),
            )
            return redirect("invitation", key=key)
        except (DomainError, ValueError) as error:
            refusal = str(error)
    context = {"copy": copy, "shared": shared_meeting(copy), "refusal": refusal}
    return render(request, "invitation.html", context, status=422 if refusal else 200)
