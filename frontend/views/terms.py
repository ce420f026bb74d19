"""The party's own terms, a bench to try titles on, and what people corrected."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from backend.topics.selectors import topic_names
from backend.topics.terms import keep_term, standing_terms, withdraw_term
from frontend.access import demand, members_only, party, speaker
from frontend.forms.refusals import kept
from frontend.forms.terms import BenchForm, ShippedForm, TermForm
from frontend.wording import topic_words
from scheduler.matches import corrections
from scheduler.terms import changes, party_matcher, shipped_concepts


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Our terms; GET tries a title, POST checks a term against what is published, keeps it or withdraws one."""
    ours, act = party(request), request.POST.get("act", "")
    form = TermForm(request.POST if act in {"check", "keep"} else None)
    would_change = None
    if request.method == "POST":
        demand(request, "keep registers")
        by, now = speaker(request).username, timezone.now()
        if act == "withdraw":
            withdraw_term(int(request.POST.get("term", "0") or 0), party=ours, by=by, now=now)
            return redirect("terms")
        if act == "keep" and kept(form, lambda: keep_term(form.term(), party=ours, by=by, now=now)):
            return redirect("terms")
        if act == "check" and form.is_valid():
            would_change = changes(ours, form.term())
    beside = {**_bench(request), **_shipped(request)}
    context = {"form": form, "terms": standing_terms(ours), "would_change": would_change, **beside}
    return render(request, "terms.html", context, status=422 if form.errors else 200)


def _bench(request: HttpRequest) -> dict[str, object]:
    """What matches the title that was typed, and why."""
    bench = BenchForm(request.GET if request.GET.get("title") else None, initial={"language": "en"})
    if not bench.is_valid():
        return {"bench": bench}
    names, verdict = topic_names(), party_matcher(party(request)).match(bench.subject())
    return {"bench": bench, "verdict": verdict, "found": [(topic_words(t.topic, names), t) for t in verdict.topics]}


def _shipped(request: HttpRequest) -> dict[str, object]:
    """The shipped terms of the topic that was chosen."""
    choice = ShippedForm(request.GET if request.GET.get("shipped") else None, initial={"language": "en"})
    if not choice.is_valid():
        return {"choice": choice}
    said = choice.cleaned_data
    return {
        "choice": choice,
        "concepts": shipped_concepts(said["shipped"], said["language"]),
        "spoken": said["language"],
    }


@members_only
@require_safe
def corrected(request: HttpRequest) -> HttpResponse:
    """What people said of matches on real items, so that terms can follow."""
    names = topic_names()
    rows = [(one, topic_words(one.topic, names)) for one in corrections()]
    return render(request, "corrections.html", {"rows": rows})
