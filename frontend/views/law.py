"""Review of the law: what the four paragraphs say in our words, and what a lawyer must still confirm."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scheduler.article6.law import paragraphs
from scheduler.article6.readings import TO_CONFIRM
from scheduler.article6.rules import RULES


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The Article, for everybody: it holds nothing of either party."""
    context = {"paragraphs": paragraphs(), "readings": TO_CONFIRM, "versions": RULES}
    return render(request, "law.html", context)
