"""Recording a meeting, seeing while still editing what Article 6 says, and what became of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from backend.domain.errors import DomainError
from backend.domain.meetings import Status
from backend.interchange.services import keep_meeting
from backend.invitations.models import Invitation
from backend.invitations.selectors import current_decisions, open_questions
from backend.meetings.models import Meeting
from backend.organisations.models import Body
from frontend.access import demand, members_only, party, speaker
from frontend.forms.meeting import MeetingForm, initial, zones
from notifications.models import Delivery
from scheduler.services import preview


@members_only
def create(request: HttpRequest) -> HttpResponse:
    """The empty form; saved as a draft or published."""
    return _form(request, MeetingForm(request.POST or None), None)


@members_only
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """The form of a meeting of one's own party."""
    meeting = get_object_or_404(Meeting, key=key)
    return _form(request, MeetingForm(request.POST or None, initial=initial(meeting)), meeting)


def _form(request: HttpRequest, form: MeetingForm, meeting: Meeting | None) -> HttpResponse:
    demand(request, "record meetings")
    decisions: list[dict[str, object]] = []
    if request.method == "POST" and form.is_valid():
        try:
            status = Status.PUBLISHED if request.POST.get("act") == "publish" else Status.DRAFT
            document = form.document(party(request), status=status)
            if request.POST.get("act") == "check":
                decisions = preview(document)
            else:
                kept = keep_meeting(
                    document,
                    by=speaker(request).username,
                    now=timezone.now(),
                    expected_version=form.cleaned_data["version"],
                )
                return redirect("meeting", key=kept.meeting.key)
        except DomainError as error:
            form.refuse(error)
    context = {"form": form, "meeting": meeting, "bodies": Body.objects.all(), "zones": zones(), "decisions": decisions}
    return render(request, "meeting_form.html", context, status=422 if form.errors else 200)


@members_only
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What Article 6 says of the form as it stands; nothing is saved."""
    demand(request, "record meetings")
    form = MeetingForm(request.POST)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        try:
            document = form.document(party(request), status=Status.PUBLISHED)
            context |= {"decisions": preview(document), "document": document}
        except DomainError as error:
            form.refuse(error)
    return render(request, "decision_panel.html", context)


@members_only
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The facts, the decisions with their reasons, the invitation, its mails and the answers."""
    meeting = get_object_or_404(Meeting.objects.select_related("body"), key=key)
    invitation = Invitation.objects.filter(meeting=meeting).first()
    agenda = meeting.agendas.first()
    context = {
        "meeting": meeting,
        "items": agenda.items.all() if agenda else (),
        "decisions": [decision.document for decision in current_decisions(meeting)],
        "questions": open_questions(meeting),
        "invitation": invitation,
        "revisions": invitation.revisions.all() if invitation else (),
        "replies": invitation.replies.all() if invitation else (),
        "deliveries": Delivery.objects.filter(invitation_id=invitation.pk) if invitation else (),
    }
    return render(request, "meeting.html", context)
