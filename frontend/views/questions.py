"""Every open question as a task: who must answer, by when, and what is overdue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.consultations.selectors import waiting_consultations
from frontend.access import members_only
from scheduler.questions import tasks


@members_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Our own tasks, overdue ones first, and what the other organisation asks us."""
    found = sorted(tasks(today=timezone.now().date()), key=lambda task: not task.overdue)
    return render(request, "questions.html", {"tasks": found, "asked": waiting_consultations()})
