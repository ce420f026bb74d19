"""The two formal addressees: where invitations go, and whether a person has confirmed the mailbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from backend.organisations.models import Office
from backend.organisations.selectors import office_of
from backend.organisations.services import confirm_mailbox
from frontend.access import demand, members_only, party, speaker
from frontend.forms.offices import MailboxForm
from frontend.forms.refusals import kept


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Both offices; POST enters the real mailbox of one's own."""
    ours = office_of(party(request))
    form = MailboxForm(request.POST or None, initial={"mailbox": "" if ours.placeholder else ours.mailbox})
    if request.method == "POST":
        demand(request, "keep registers")
        by = speaker(request).username
        if kept(form, lambda: confirm_mailbox(ours, mailbox=form.cleaned_data["mailbox"], by=by)):
            return redirect("offices")
    context = {"offices": Office.objects.all(), "form": form}
    return render(request, "offices.html", context, status=422 if form.errors else 200)
