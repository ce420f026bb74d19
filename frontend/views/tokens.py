"""Keys of programs that speak for the reader: made, shown once, revoked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backend.accounts.models import ApiToken
from backend.accounts.services import create_api_token, revoke_api_token
from frontend.access import members_only, speaker
from frontend.forms.acts import NameForm


@members_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest) -> HttpResponse:
    """The reader's own keys; a new one shows its secret this once."""
    reader, secret = speaker(request), ""
    revoked = request.POST.get("revoke", "")
    if revoked.isdecimal():
        revoke_api_token(get_object_or_404(ApiToken, pk=revoked, user=reader), by=reader.username)
        return redirect("tokens")
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _, secret = create_api_token(reader, name=form.cleaned_data["name"])
        form = NameForm()
    tokens = ApiToken.objects.filter(user=reader, revoked_at=None).order_by("-created_at")
    context = {"tokens": tokens, "secret": secret, "form": form}
    return render(request, "tokens.html", context, status=422 if form.errors else 200)
