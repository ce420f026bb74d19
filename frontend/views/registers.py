"""The register of bodies, their rules on observers, and the dates of the Agreement: read by both, kept by its owner."""

from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.domain.agreement import SIGNED
from backend.organisations.models import AgreementDate, Body
from backend.organisations.registers import confirm_policy, correct_policy, record_agreement_date
from backend.organisations.selectors import policy_on
from backend.topics.registers import Kind, history, keep_entry, standing
from frontend.access import demand, members_only, party, speaker
from frontend.forms.refusals import kept
from frontend.forms.registers import AgreementForm, ConfirmForm, PolicyForm, TopicEntryForm
from scheduler.terms import interest_changes

F = TypeVar("F", bound=forms.Form)


@members_only
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Every body with its rule of today, what is assumed first to be seen."""
    today = timezone.now().date()
    rows = [{"body": body, "policy": policy_on(body, today)} for body in Body.objects.all()]
    return render(request, "bodies.html", {"rows": rows})


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def body(request: HttpRequest, code: str) -> HttpResponse:
    """One body with the history of its rule; its own party confirms or corrects it."""
    found = get_object_or_404(Body, code=code)
    confirm, correct = _bound(request, ConfirmForm, "confirm"), _bound(request, PolicyForm, "correct")
    if request.method == "POST":
        demand(request, "keep registers")
        if kept(confirm if confirm.is_bound else correct, lambda: _keep(request, found, confirm, correct)):
            return redirect("body", code=code)
    context = {
        "body": found,
        "policy": policy_on(found, timezone.now().date()),
        "history": found.policies.all(),
        "ours": found.organisation == party(request),
        "confirm": confirm,
        "correct": correct,
    }
    return render(request, "body.html", context, status=422 if confirm.errors or correct.errors else 200)


def _keep(request: HttpRequest, found: Body, confirm: ConfirmForm, correct: PolicyForm) -> None:
    by, now = speaker(request).username, timezone.now()
    if confirm.is_bound:
        confirm_policy(found, party=party(request), source=confirm.cleaned_data["source"], by=by, now=now)
    else:
        correct_policy(found, correct.entry(), party=party(request), by=by, now=now)


def _bound(request: HttpRequest, form: type[F], act: str) -> F:
    return form(request.POST if request.POST.get("act") == act else None)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest) -> HttpResponse:
    """The dates of the Agreement with their sources; until one is recorded, force since signature is assumed."""
    form = AgreementForm(request.POST or None)
    if request.method == "POST":
        demand(request, "keep registers")
        if kept(form, lambda: _record(request, form)):
            return redirect("agreement")
    context = {"form": form, "dates": AgreementDate.objects.all()}
    return render(request, "agreement.html", context, status=422 if form.errors else 200)


def _record(request: HttpRequest, form: AgreementForm) -> None:
    said = form.cleaned_data
    record_agreement_date(
        AgreementDate.Event(said["event"]),
        on=said["on"],
        source=said["source"],
        party=party(request),
        by=speaker(request).username,
        now=timezone.now(),
    )


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def topics(request: HttpRequest, kind: str) -> HttpResponse:
    """One of the two registers of topics, of both parties; each keeps its own, and may look before it saves.

    Raises 404 for a third register.
    """
    if kind not in set(Kind):
        raise Http404
    register, ours = Kind(kind), party(request)
    form = TopicEntryForm(request.POST or None, initial={"topic": request.GET.get("topic", ""), "valid_from": SIGNED})
    would_change = None
    if request.method == "POST":
        demand(request, "keep registers")
        by, now = speaker(request).username, timezone.now()
        only_looked = request.POST.get("act") == "check" and register is Kind.INTEREST
        if not only_looked and kept(form, lambda: keep_entry(register, form.entry(), party=ours, by=by, now=now)):
            messages.success(request, _("It is recorded. Meetings that lie ahead are decided again."))
            return redirect("topic-register", kind=kind)
        would_change = interest_changes(ours, form.entry()) if only_looked and form.is_valid() else None
    asked = request.GET.get("topic", "")
    context = {
        "would_change": would_change,
        "kind": kind,
        "registers": [(one.value, standing(register, one)) for one in (ours, ours.counterpart)],
        "history": history(register, ours, asked) if asked else (),
        "form": form,
    }
    return render(request, "topic_register.html", context, status=422 if form.errors else 200)
