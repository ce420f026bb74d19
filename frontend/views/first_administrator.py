"""The page behind the link that a fresh installation prints: the first account is made here, once."""

from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backend.accounts.models import User
from backend.accounts.services import is_first_administrator_link, redeem_first_administrator
from backend.domain.parties import Party
from frontend.forms.acts import FirstAdministratorForm
from frontend.forms.refusals import kept
from frontend.views.passwords import BACKEND, check_password


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, token: str) -> HttpResponse:
    """Make the account and sign it in. A used or old link looks like no link at all."""
    if not is_first_administrator_link(token):
        raise Http404
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _check_password(form)
        made: list[User] = []
        if form.is_valid() and kept(form, lambda: made.append(_redeem(token, form))):
            login(request, made[0], backend=BACKEND)
            return redirect("dashboard")
    return render(request, "first_administrator.html", {"form": form}, status=422 if form.errors else 200)


def _check_password(form: FirstAdministratorForm) -> None:
    said = form.cleaned_data
    try:
        User.username_validator(said["username"])
    except ValidationError as error:
        form.add_error("username", error)
    check_password(form, User(username=said.get("username", ""), email=said["email"]))


def _redeem(token: str, form: FirstAdministratorForm) -> User:
    said = form.cleaned_data
    return redeem_first_administrator(
        token, username=said["username"], password=said["password"], party=Party(said["party"]), email=said["email"]
    )
