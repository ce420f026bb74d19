"""Whom the guest sends: nominated by its secretariat from its own copy of the invitation."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.sharing import nominations
from backend.sharing.models import SharedCopy
from backend.sharing.people import SharedPerson, delegation_of
from backend.sharing.reissuing import reissue_to
from backend.sharing.selectors import received_with_key, shared_meeting
from frontend.access import demand, members_only, speaker
from frontend.forms.meeting import zones
from frontend.forms.nomination import AgainForm, CorrectionForm, NominationForm, RemovalForm
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
    """One person: POST corrects the record, takes them out, names a substitute, or sends the invitation again."""
    copy = _copy(key)
    found, shared, act = _person(copy, pk), shared_meeting(copy), request.POST.get("act", "")
    said = {act: request.POST}
    forms: dict[str, Form] = {
        "amend": CorrectionForm(said.get("amend"), shared=shared, person=found),
        "substitute": NominationForm(said.get("substitute"), shared=shared),
        "remove": RemovalForm(said.get("remove"), auto_id="remove_%s"),
        "again": AgainForm(said.get("again")),
    }
    wrong = False
    if request.method == "POST":
        demand(request, "answer invitations")
        form = forms.get(act, forms["remove"])
        if kept(form, lambda: _change(request, copy, pk, form)):
            messages.success(request, _("It is recorded, and those whom it concerns are told."))
            return redirect("delegation", key=key)
        wrong = True
    context = {"copy": copy, "shared": shared, "person": found, "forms": forms, "zones": zones()}
    return render(request, "representative.html", context, status=422 if wrong else 200)


def _change(request: HttpRequest, copy: SharedCopy, pk: int, form: Form) -> None:
    reason, by, now = request.POST.get("reason", "")[:1000], speaker(request).username, timezone.now()
    if isinstance(form, CorrectionForm):
        nominations.amend(copy, pk, form.corrections(), by=by, now=now)
    elif isinstance(form, NominationForm):
        nominations.substitute(copy, pk, form.nominee(), reason=reason, by=by, now=now)
    elif isinstance(form, AgainForm):
        reissue_to(copy, pk, void=form.cleaned_data["void"], by=by, now=now)
    else:
        nominations.remove(copy, pk, reason=reason, by=by, now=now)


@members_only
@require_POST
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """The invitation to the office itself once more."""
    copy = _copy(key)
    demand(request, "answer invitations")
    form = AgainForm(request.POST)
    by, now = speaker(request).username, timezone.now()
    if kept(form, lambda: reissue_to(copy, None, void=form.cleaned_data["void"], by=by, now=now)):
        messages.success(request, _("The invitation is sent again, with a new link to answer."))
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect("invitation", key=key)


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
