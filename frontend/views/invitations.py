"""Invitations as their guest sees them: from the guest's own copies and nothing else."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.domain.invitations import State
from backend.domain.participation import Channel, Partstat
from backend.sharing.models import SharedCopy
from backend.sharing.people import delegation_of
from backend.sharing.projection import SharedItem, SharedMeeting, SharedSitting
from backend.sharing.selectors import received, received_with_key, shared_meeting
from backend.sharing.services import answer
from backend.topics.selectors import topic_names
from frontend.access import demand, members_only, speaker
from frontend.agendas import shown_items
from frontend.forms.acts import AnswerForm
from frontend.forms.nomination import AgainForm
from frontend.forms.refusals import kept

PAGE = 50


@members_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything that was received, the latest opening first."""
    page = Paginator(received().order_by("-starts_on", "pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "invitations.html", {"page": page})


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The meeting with the reason of the invitation; POST answers."""
    copy = received_with_key(key)
    if copy is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        demand(request, "answer invitations")
        if kept(form, lambda: _answer(request, copy, form)):
            messages.success(request, _("Your answer is recorded, and the organiser sees it."))
            return redirect("invitation", key=key)
    context = facts_of(copy) | {"form": form, "again": AgainForm()}
    return render(request, "invitation.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, copy: SharedCopy, form: AnswerForm) -> None:
    answer(
        copy,
        partstat=Partstat(form.cleaned_data["partstat"]),
        comment=form.cleaned_data["comment"],
        sitting=form.cleaned_data["sitting"],
        by=speaker(request).username,
        channel=Channel.PAGE,
        now=timezone.now(),
    )


def facts_of(copy: SharedCopy) -> dict[str, object]:
    """What the invitation's pages show of the copy."""
    shared = shared_meeting(copy)
    items = shown_items([_item(one) for one in shared.items], shared.matches, topic_names())
    several = [one for one in shared.sittings if one.open] if len(shared.sittings) > 1 else []
    return {
        "copy": copy,
        "shared": shared,
        "items": items,
        "touching": [item for item in items if item.matches],
        "answerable": answerable(shared),
        "people": delegation_of(copy),
        "whole": True,
        "answer": shared.answer,
        "comment": shared.answer_comment,
        "sittings": [_asked(one, shared.time_zone) for one in several],
        "answered_apart": any(one.answer for one in several),
    }


def _asked(sitting: SharedSitting, zone: str) -> Mapping[str, str]:
    """A sitting as the form to answer it takes it."""
    times = {"starts": sitting.starts, "ends": sitting.ends, "zone": zone}
    return {"sitting": sitting.number, "partstat": sitting.answer or Partstat.NEEDS_ACTION.value, **times}


def _item(item: SharedItem) -> Mapping[str, object]:
    return {"number": item.number, "parent": item.parent, "title": item.titles, "documents": item.documents}


def answerable(shared: SharedMeeting) -> bool:
    """Whether an answer is still taken: an invitation (no notice) that is issued."""
    return shared.state == State.ISSUED and shared.form == "invitation"
