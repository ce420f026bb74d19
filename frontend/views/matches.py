"""The matches of one's own meeting, item by item: accept or reject them, or name what was missed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.domain.parties import Party
from backend.meetings.models import Meeting
from backend.topics.selectors import topic_names
from frontend.access import demand, members_only, speaker
from frontend.forms.refusals import kept
from frontend.forms.terms import WordForm
from frontend.wording import topic_words
from scheduler.matches import ItemMatches, judge_match, matches_of


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """Each item with its topics for each guest; POST signs a person's word on one of them."""
    demand(request, "determine questions")
    meeting = get_object_or_404(Meeting, key=key)
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and kept(form, lambda: _sign(request, meeting, form)):
        messages.success(request, _("Your answer is signed. Article 6 is being applied again."))
        return redirect("meeting-matches", key=key)
    names = topic_names()
    rows = [
        (one, [(topic_words(m.topic, names), m) for m in one.matters], WordForm(initial=_asked(one)))
        for one in matches_of(meeting)
    ]
    context = {"meeting": meeting, "rows": rows, "form": form}
    return render(request, "matches.html", context, status=422 if form.errors else 200)


def _asked(one: ItemMatches) -> dict[str, object]:
    """The form of an item begins with the topic that was found."""
    return {"number": one.number, "guest": one.guest.value, "topic": one.matters[0].topic if one.matters else ""}


def _sign(request: HttpRequest, meeting: Meeting, form: WordForm) -> None:
    guest = form.cleaned_data["guest"]
    if guest not in Party.__members__:
        raise Http404
    by, today = speaker(request).username, timezone.now().date()
    judge_match(meeting, form.word(), guest=Party(guest), by=by, on=today)
