"""Answering an open question on one's own side, signed and with its source."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.invitations.models import Question
from backend.invitations.selectors import asked, current_decisions
from backend.invitations.services import determine
from frontend.access import demand, members_only, speaker
from frontend.forms.acts import DeterminationForm
from frontend.forms.refusals import kept


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """The question with its reason; the answer feeds the facts and Article 6 is applied again."""
    demand(request, "determine questions")
    question = get_object_or_404(Question.objects.select_related("meeting"), pk=pk, meeting__key=key, closed_at=None)
    form = DeterminationForm(request.POST or None)
    if request.method == "POST" and kept(form, lambda: _sign(request, question, form)):
        messages.success(request, _("Your answer is signed. Article 6 is being applied again."))
        return redirect("meeting", key=key)
    words = asked(question, current_decisions(question.meeting))
    context = {"question": question, "words": words, "meeting": question.meeting, "form": form}
    return render(request, "determination.html", context, status=422 if form.errors else 200)


def _sign(request: HttpRequest, question: Question, form: DeterminationForm) -> None:
    said = form.cleaned_data
    determine(
        question.meeting,
        guest=question.guest,
        question=question.code,
        answer=said["answer"],
        source=said["source"],
        text=said["text"],
        by=speaker(request).username,
        on=timezone.now().date(),
    )
