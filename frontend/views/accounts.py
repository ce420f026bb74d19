"""The accounts of one's own party, for its administrators: who may sign in, and what each does."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backend.accounts import administration
from backend.accounts.models import Membership
from backend.domain.errors import DomainError
from frontend.access import demand, members_only, party, speaker
from frontend.forms.accounts import AccountForm, InvitationToAccountForm, kept_so_far
from frontend.forms.meeting import zones
from frontend.forms.refusals import kept, sentences

ACTS: Mapping[str, tuple[Callable[..., None], Promise]] = {
    "link": (administration.send_link, gettext_lazy("A mail with a link to choose a password is on its way.")),
    "sign_out": (administration.sign_out_everywhere, gettext_lazy("The person is signed out everywhere.")),
    "close": (
        administration.close,
        gettext_lazy("The account is closed. Nobody signs in with it, and its keys open nothing."),
    ),
    "reopen": (administration.reopen, gettext_lazy("The account is open again. Its keys stay revoked.")),
}
"""What the buttons of an account do, and what is said afterwards."""


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Everybody of the party; POST invites one person more by mail."""
    demand(request, "keep accounts")
    form = InvitationToAccountForm(request.POST or None)
    if request.method == "POST" and kept(form, lambda: _invite(request, form)):
        messages.success(
            request, _("A mail with a link to choose a password is on its way to %(email)s.") % form.cleaned_data
        )
        return redirect("accounts")
    context = {"accounts": administration.accounts_of(party(request)), "form": form, "zones": zones()}
    return render(request, "accounts.html", context, status=422 if form.errors else 200)


def _invite(request: HttpRequest, form: InvitationToAccountForm) -> None:
    name, by = form.cleaned_data["username"], speaker(request).username
    administration.invite(name, form.particulars(), party=party(request), by=by)


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One person; POST changes what they do, sends a link, signs them out everywhere, closes or opens the account."""
    demand(request, "keep accounts")
    account = get_object_or_404(Membership.objects.select_related("user"), party=party(request), user_id=pk)
    act, by = request.POST.get("act", ""), speaker(request).username
    form = AccountForm(request.POST if act == "change" else None, initial=kept_so_far(account))
    if act in ACTS:
        _perform(request, account, act)
        return redirect("account", pk=pk)
    if act == "change" and kept(form, lambda: administration.change(account, form.particulars(), by=by)):
        messages.success(request, _("The account is changed."))
        return redirect("account", pk=pk)
    context = {"account": account, "form": form, "zones": zones()}
    return render(request, "account.html", context, status=422 if form.errors else 200)


def _perform(request: HttpRequest, account: Membership, act: str) -> None:
    """Do what the button says, and tell it, or why not."""
    perform, told = ACTS[act]
    try:
        perform(account, by=speaker(request).username)
    except DomainError as error:
        messages.error(request, " ".join(sentences(error)))
    else:
        messages.success(request, str(told))
