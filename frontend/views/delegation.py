"""Whom the guest sends: nominated by its secretariat from its own copy of the invitation."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.sharing import nominations
from backend.sharing.models import SharedCopy
from backend.sharing.people import SharedPerson, delegation_of
from backend.sharing.selectors import received_with_key, shared_meeting
from frontend.access import demand, members_only, speaker
from frontend.forms.meeting import zones
from frontend.forms.nomination import NominationForm, RemovalForm
from frontend.forms.refusals import kept

from .invitations import answerable


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The delegation with its answers; POST nominates one person more."""
    copy = _copy(key)
    shared = shared_meeting(copy)
    form = NominationForm(request.POST or None, shared=shared)
    if request.method == "POST":
        demand(request, "answer invitations")
        by = speaker(request).username
        if kept(form, lambda: nominations.nominate(copy, form.nominee(), by=by, now=timezone.now())):
            messages.success(request, _("The person is nominated and gets an invitation of their own."))
            return redirect("delegation", key=key)
    context = {
        "copy": copy,
        "shared": shared,
        "people": delegation_of(copy),
        "form": form,
        "zones": zones(),
        "answerable": answerable(shared),
    }
    return render(request, "delegation.html", context, status=422 if form.errors else 200)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """One person: POST takes them out of the delegation, or names a substitute."""
    copy = _copy(key)
    found = _person(copy, pk)
    shared = shared_meeting(copy)
    substitute = request.POST.get("act") == "substitute"
    removal = RemovalForm(request.POST or None)
    form = NominationForm(request.POST if substitute else None, shared=shared)
    if request.method == "POST":
        demand(request, "answer invitations")
        if kept(form if substitute else removal, lambda: _replace(request, copy, pk, form if substitute else None)):
            messages.success(request, _("It is recorded, and those whom it concerns are told."))
            return redirect("delegation", key=key)
    wrong = (form if substitute else removal).errors
    context = {"copy": copy, "shared": shared, "person": found, "form": form, "removal": removal, "zones": zones()}
    return render(request, "representative.html", context, status=422 if wrong else 200)


def _replace(request: HttpRequest, copy: SharedCopy, pk: int, form: NominationForm | None) -> None:
    reason, by, now = request.POST.get("reason", "")[:1000], speaker(request).username, timezone.now()
    if form is None:
        nominations.remove(copy, pk, reason=reason, by=by, now=now)
    else:
        nominations.substitute(copy, pk, form.nominee(), reason=reason, by=by, now=now)


def _copy(key: UUID) -> SharedCopy:
    copy = received_with_key(key)
    if copy is None:
        raise Http404
    return copy


def _person(copy: SharedCopy, pk: int) -> SharedPerson:
    found = next((one for one in delegation_of(copy) if one.id == pk), None)
    if found is None:
        raise Http404
    return found
