"""Openness, classification and committee of each agenda item: saved as a new version of the agenda. Art. 3."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from backend.domain.errors import DomainError
from backend.interchange.rows import document_of
from backend.interchange.services import keep_meeting
from backend.meetings.models import Meeting
from frontend.access import demand, members_only, party, speaker
from frontend.forms.agenda_items import Items, changed_items, document_lines
from frontend.forms.refusals import sentences


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The items of the newest agenda in a table; POST saves what is said of them."""
    demand(request, "record meetings")
    meeting = get_object_or_404(Meeting, key=key)
    document = document_of(meeting)
    agenda: dict[str, list[dict[str, object]]] = document.get("agenda") or {}  # type: ignore[assignment]
    stored = agenda.get("items", [])
    forms = Items(request.POST or None, initial=[_initial(item) for item in stored])
    refusal = ""
    if request.method == "POST" and forms.is_valid():
        try:
            agenda = {**agenda, "items": changed_items(list(stored), forms)}
            keep_meeting(
                {**document, "agenda": agenda},
                by=speaker(request).username,
                now=timezone.now(),
                owner=party(request),
                expected_version=_version(request),
            )
            return redirect("meeting", key=key)
        except DomainError as error:
            refusal = " ".join(sentences(error))
    context = {"meeting": meeting, "forms": forms, "rows": list(zip(stored, forms, strict=False)), "refusal": refusal}
    return render(request, "agenda_items.html", context, status=422 if refusal or forms.is_bound else 200)


def _initial(item: dict[str, object]) -> dict[str, object]:
    return {**item, "observers": item.get("observers") or "", "documents": document_lines(item)}


def _version(request: HttpRequest) -> int | None:
    """The version of the meeting that the page showed."""
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() else None
