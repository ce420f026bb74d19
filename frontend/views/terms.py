"""The party's own terms, a bench to try titles on, and what people corrected."""

from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.domain.languages import content_language
from backend.topics.editions import use_now
from backend.topics.selectors import topic_names
from backend.topics.terms import keep_term, said_of, standing_terms, withdraw_term
from frontend.access import demand, members_only, party, speaker
from frontend.forms.refusals import kept
from frontend.forms.terms import BenchForm, ShippedForm, TermForm
from frontend.wording import topic_words
from scheduler.editions import changed_in_use, waiting_edition
from scheduler.matches import Correction, corrections
from scheduler.matching import language_guessed
from scheduler.terms import changes, party_matcher, shipped_concepts, standings


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Our terms; GET tries a title, POST looks what would change, keeps a term or withdraws one."""
    ours, act = party(request), request.POST.get("act", "")
    form = TermForm(request.POST if act in {"check", "keep"} else None, initial=_begun(request))
    looked: dict[str, object] = {}
    if request.method == "POST":
        demand(request, "keep registers")
        if _done(request, act, form):
            messages.success(request, _("It is recorded. Meetings that lie ahead are decided again."))
            return redirect("terms")
        looked = _looked(request, act, form)
    beside = {**_bench(request), **_shipped(request), **_edition(), **looked}
    terms = standing_terms(ours)
    standing = zip(terms, standings([said_of(term) for term in terms]), strict=True)
    context = {"form": form, "terms": list(standing), **beside}
    return render(request, "terms.html", context, status=422 if form.errors else 200)


def _begun(request: HttpRequest) -> dict[str, str]:
    """The reader's language, and what a link from a correction has filled in already."""
    given = {name: request.GET[name] for name in ("language", "topic") if name in request.GET}
    return {"language": content_language(get_language() or "en"), **given}


def _done(request: HttpRequest, act: str, form: TermForm) -> bool:
    """Whether the term was kept or withdrawn."""
    ours, by, now = party(request), speaker(request).username, timezone.now()
    if act == "withdraw":
        withdraw_term(_number(request), party=ours, by=by, now=now)
        return True
    return act == "keep" and kept(form, lambda: keep_term(form.term(), party=ours, by=by, now=now))


def _looked(request: HttpRequest, act: str, form: TermForm) -> dict[str, object]:
    """What would change with the term of the form, or without one of ours. Nothing is saved."""
    ours = party(request)
    if act == "check" and form.is_valid():
        return {"would_change": changes(ours, form.term())}
    found = next((term for term in standing_terms(ours) if act == "without" and term.pk == _number(request)), None)
    if found is None:
        return {}
    return {"withdrawing": found, "would_change": changes(ours, said_of(found), withdrawn=True)}


def _number(request: HttpRequest) -> int:
    given = request.POST.get("term", "")
    return int(given) if given.isdecimal() and len(given) < 18 else 0


def _bench(request: HttpRequest) -> dict[str, object]:
    """What matches the title that was typed, and why."""
    bench = BenchForm(request.GET if request.GET.get("title") else None, initial=_begun(request))
    if not bench.is_valid():
        return {"bench": bench}
    names, verdict = topic_names(), party_matcher(party(request)).match(bench.subject())
    return {"bench": bench, "verdict": verdict, "found": [(topic_words(t.topic, names), t) for t in verdict.topics]}


def _shipped(request: HttpRequest) -> dict[str, object]:
    """The shipped terms of the topic that was chosen."""
    choice = ShippedForm(request.GET if request.GET.get("shipped") else None, initial=_begun(request))
    if not choice.is_valid():
        return {"choice": choice}
    said = choice.cleaned_data
    return {
        "choice": choice,
        "concepts": shipped_concepts(said["shipped"], said["language"]),
        "spoken": said["language"],
    }


def _edition() -> dict[str, object]:
    """The edition in use, and what changed in it against the one before."""
    names, changed = topic_names(), changed_in_use()
    differences = [(_section_words(one.section, names), one) for one in changed[1]] if changed else []
    return {
        "use": use_now(),
        "before": changed[0] if changed else None,
        "differences": differences,
        "waiting": waiting_edition(),
    }


def _section_words(section: str, names: Mapping[str, Mapping[str, str]]) -> str:
    guards = _("Guards and formal words")
    return topic_words(section, names) if section in names else f"{guards} [{section}]"


@members_only
@require_safe
def corrected(request: HttpRequest) -> HttpResponse:
    """What people said of matches on real items, how often of which topic, so that terms can follow."""
    names, found, ours = topic_names(), corrections(), party(request)
    rows = [(one, topic_words(one.topic, names), _bench_address(one) if one.guest == ours else "") for one in found]
    tally = Counter((one.topic, one.accepted) for one in found)
    often = [(topic_words(topic, names), accepted, times) for (topic, accepted), times in tally.most_common()]
    return render(request, "corrections.html", {"rows": rows, "often": often})


def _bench_address(one: Correction) -> str:
    """The page of terms with the title on the bench and the topic chosen for a term of ours."""
    language = language_guessed(one.title, likely="en")
    return "?" + urlencode({"title": one.title, "language": language, "topic": one.topic})
