"""A forgotten password: asking for a link by mail, and choosing a new one behind the link."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backend.accounts.models import User
from backend.accounts.passwords import ask_for_reset, choose_password, owner_of_link
from frontend.forms.acts import PasswordForm, ResetForm
from frontend.forms.refusals import kept

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Who asks is told the same whether or not there is such an account, and however often they asked."""
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        named = form.cleaned_data["named"].strip()
        if ratelimit.consume(request, action="reset_password", key=named.casefold()):
            ask_for_reset(named)
        messages.info(
            request, _("If there is such an account and we know its mail address, a mail with a link is on its way.")
        )
        return redirect("account_login")
    return render(request, "password_forgotten.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Choose the password and be signed in. A used or old link looks like no link at all."""
    user = owner_of_link(pk, token)
    if user is None:
        raise Http404
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_password(form, user)
        if kept(form, lambda: choose_password(pk, token, form.cleaned_data["password"])):
            user.refresh_from_db()
            login(request, user, backend=BACKEND)
            return redirect("dashboard")
    return render(request, "password_choose.html", {"form": form, "owner": user}, status=422 if form.errors else 200)


def check_password(form: PasswordForm, user: User) -> None:
    """Say beside the field what is wrong with the two passwords."""
    said = form.cleaned_data
    try:
        validate_password(said["password"], user=user)
    except ValidationError as error:
        form.add_error("password", error)
    if said.get("password", said["again"]) != said["again"]:
        form.add_error("again", _("The two passwords differ. Type the same one twice."))
