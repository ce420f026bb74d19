"""Two versions of an agenda, side by side."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from backend.domain.agenda_changes import RULES, Item, compare
from backend.meetings.models import AgendaVersion, Meeting
from frontend.access import members_only


@members_only
@require_safe
def compared(request: HttpRequest, key: UUID, before: int, after: int) -> HttpResponse:
    """What was added, removed, moved, reworded, opened or closed between the two, and by which rule that is said."""
    meeting = get_object_or_404(Meeting, key=key)
    versions = [get_object_or_404(AgendaVersion, meeting=meeting, number=number) for number in (before, after)]
    context = {
        "meeting": meeting,
        "before": versions[0],
        "after": versions[1],
        "lines": compare(_items(versions[0]), _items(versions[1])),
        "versions": meeting.agendas.all(),
        "rules": RULES,
    }
    return render(request, "agenda_changes.html", context)


def _items(version: AgendaVersion) -> list[Item]:
    return [
        Item(item.number, item.titles, item.observers or "", item.parent, item.classification)
        for item in version.items.all()
    ]
