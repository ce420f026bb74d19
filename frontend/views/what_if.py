"""What Article 6 would say of other facts, beside what it says today. Nothing is saved, nobody is told."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from backend.domain.errors import DomainError
from backend.interchange.rows import document_of
from backend.meetings.models import Meeting
from frontend.access import members_only, party
from frontend.decisions import shown_decision
from frontend.forms.refusals import sentences
from frontend.forms.what_if import WhatIfForm, written
from scheduler.what_if import Compared, suppose

METHODS = ["GET", "HEAD", "POST"]


@members_only
@require_http_methods(METHODS)
def free(request: HttpRequest) -> HttpResponse:
    """A meeting that nobody has recorded."""
    sketch = {
        "id": "sketch",
        "host": party(request).value,
        "body": None,
        "title": {"en": "A meeting"},
        "starts": "2027-05-17",
        "ends": "2027-05-21",
        "agenda": {"items": [{"number": "1", "title": {"en": "An item"}}]},
    }
    return _page(request, None, sketch)


@members_only
@require_http_methods(METHODS)
def of_meeting(request: HttpRequest, key: UUID) -> HttpResponse:
    """A recorded meeting of the reader's party, as it might be."""
    meeting = get_object_or_404(Meeting, key=key)
    return _page(request, meeting, document_of(meeting))


def _page(request: HttpRequest, meeting: Meeting | None, document: Mapping[str, object]) -> HttpResponse:
    form = WhatIfForm(request.POST or None, initial={"document": written(document)})
    compared: list[dict[str, Any]] = []
    if form.is_bound and form.is_valid():
        try:
            supposition = form.supposition()
            compared = [_shown(one, document, supposition.document) for one in suppose(supposition, meeting)]
        except DomainError as error:
            for words in sentences(error):
                form.add_error(None, words)
    context = {"form": form, "meeting": meeting, "compared": compared}
    return render(request, "what_if.html", context, status=422 if form.errors else 200)


def _shown(one: Compared, today: Mapping[str, object], supposed: Mapping[str, object]) -> dict[str, Any]:
    return {
        "guest": one.guest,
        "differs": one.differs,
        "now": shown_decision(one.now, today) if one.now else None,
        "then": shown_decision(one.then, supposed),
    }
