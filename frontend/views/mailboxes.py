"""Who was invited, as the host sees it: sent the invitation again, or answering by letter and telephone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.delegations.models import Attendee
from backend.domain.participation import Channel, Partstat
from backend.invitations.models import Invitation
from backend.sharing.answers import record_answer
from backend.sharing.reissuing import reissue
from frontend.access import demand, members_only, speaker
from frontend.forms.acts import RecordedAnswerForm
from frontend.forms.nomination import AgainForm
from frontend.forms.refusals import kept


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The office, those it copies and the representatives; POST sends again, or records what came on paper."""
    invitation = get_object_or_404(Invitation.objects.select_related("meeting"), key=key)
    invited = {one.pk: one for one in Attendee.objects.filter(invitation=invitation).select_related("representative")}
    recorded = request.POST.get("act") == "record"
    again = AgainForm(request.POST if request.method == "POST" and not recorded else None)
    record = _record_form(request if recorded else None, invitation, invited)
    if request.method == "POST":
        demand(request, "mend deliveries")
        if _done(request, invited, again=again, record=record if recorded else None):
            return redirect("mailboxes", key=key)
    context = {"invitation": invitation, "meeting": invitation.meeting, "invited": invited.values()}
    wrong = again.errors or record.errors
    forms = {"again": again, "record": record, "form": record if recorded else again}
    return render(request, "mailboxes.html", context | forms, status=422 if wrong else 200)


def _record_form(
    request: HttpRequest | None, invitation: Invitation, invited: dict[int, Attendee]
) -> RecordedAnswerForm:
    present = {pk: one.address for pk, one in invited.items() if not one.removed_at}
    entries = invitation.entries.filter(cancelled=False).exclude(sitting="").exclude(shape={})
    sittings = list(entries.values_list("sitting", flat=True))
    return RecordedAnswerForm(request.POST if request else None, mailboxes=present, sittings=sittings)


def _done(
    request: HttpRequest, invited: dict[int, Attendee], *, again: AgainForm, record: RecordedAnswerForm | None
) -> bool:
    by, now = speaker(request).username, timezone.now()
    number = request.POST.get("mailbox", "")
    chosen = invited.get(int(number) if number.isdecimal() and len(number) < 18 else 0)
    if chosen is None:
        return False
    if record is not None:
        if kept(record, lambda: _record(chosen, record, by=by)):
            messages.success(request, _("The answer is recorded in your name."))
            return True
        return False
    void = request.POST.get("void") == "on"
    if kept(again, lambda: reissue(chosen, void=void, by=by, now=now)):
        messages.success(request, _("The invitation is sent again, with a new link to answer."))
        return True
    return False


def _record(attendee: Attendee, form: RecordedAnswerForm, *, by: str) -> None:
    said = form.cleaned_data
    record_answer(
        attendee,
        sitting=said["sitting"],
        partstat=Partstat(said["partstat"]),
        channel=Channel(said["channel"]),
        source=said["source"],
        by=by,
        now=timezone.now(),
    )
