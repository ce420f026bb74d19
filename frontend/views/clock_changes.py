"""A promised time that new rules of its zone have moved: the wall time stays, or the instant."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from backend.meetings.clock_changes import Keep, decide
from backend.meetings.models import ClockChange
from frontend.access import demand, members_only, speaker
from frontend.forms.refusals import kept


class ClockForm(forms.Form):
    """The wall time is what people were promised: it is kept unless somebody says otherwise."""

    keep = forms.ChoiceField(
        label=_("Keep"),
        initial=Keep.WALL,
        widget=forms.RadioSelect,
        choices=[
            (Keep.WALL.value, _("The time on the clock at the place (as promised)")),
            (Keep.INSTANT.value, _("The instant: the time on the clock changes")),
        ],
    )


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """What was promised and what the rules make of it now; POST decides."""
    demand(request, "record meetings")
    change = get_object_or_404(ClockChange.objects.select_related("meeting"), pk=pk, meeting__key=key)
    form = ClockForm(request.POST or None)
    by, now = speaker(request).username, timezone.now()
    if request.method == "POST" and kept(form, lambda: decide(change, keep=form.cleaned_data["keep"], by=by, now=now)):
        return redirect("meeting", key=key)
    context = {"change": change, "meeting": change.meeting, "form": form}
    return render(request, "clock_change.html", context, status=422 if form.errors else 200)
