"""A meeting of one's own party: its facts, what Article 6 says, and what became of it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from backend.audit.models import Entry
from backend.consultations.selectors import overrides_of
from backend.domain.invitations import State
from backend.interchange.rows import document_of
from backend.invitations.models import Invitation
from backend.invitations.selectors import asked, current_decisions, open_questions
from backend.meetings.models import Meeting
from backend.sharing.people import delegation
from frontend.access import members_only
from frontend.decisions import shown_decision
from notifications.models import Delivery

PAGE = 50


@members_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every meeting of the reader's party, also past ones, newest first; narrowed by words of reference or place."""
    found = Meeting.objects.select_related("body").prefetch_related("invitations").order_by("-starts_on", "identifier")
    words = request.GET.get("q", "").strip()[:200]
    for word in words.split():
        found = found.filter(
            Q(identifier__icontains=word)
            | Q(titles__icontains=word)
            | Q(place__icontains=word)
            | Q(body__code__iexact=word)
        )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "meetings.html", {"page": page, "words": words})


@members_only
@require_safe
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The facts, the decisions with their reasons, the invitation, its mails and the answers."""
    meeting = get_object_or_404(Meeting.objects.select_related("body"), key=key)
    stored = document_of(meeting)
    decisions = current_decisions(meeting)
    invitation = Invitation.objects.filter(meeting=meeting).select_related("meeting").first()
    context = {
        "meeting": meeting,
        "decisions": [(decision, shown_decision(decision.document, stored)) for decision in decisions],
        "items": stored.get("agenda"),
        "agendas": list(meeting.agendas.all()),
        "sittings": meeting.sittings.all(),
        "determinations": meeting.determinations.all(),
        "overrides": overrides_of(meeting),
        "questions": [(question, asked(question, decisions)) for question in open_questions(meeting)],
        "clock_changes": meeting.clock_changes.filter(decided_at=None),
        **(_invitation(invitation) if invitation else {}),
    }
    return render(request, "meeting.html", context)


def _invitation(invitation: Invitation) -> Mapping[str, object]:
    body = invitation.meeting.body
    revisions = list(invitation.revisions.all())
    return {
        "invitation": invitation,
        "by_hand": body is not None and not body.issue_automatically,
        "revisions": revisions,
        "newest": revisions[0] if revisions else None,
        "calendar": invitation.entries.filter(sitting="").first(),
        "replies": invitation.replies.select_related("attendee").order_by("-received_at", "-pk"),
        "deliveries": _mails(invitation),
        "people": list(delegation(invitation)),
        "waived": _waived(invitation) if invitation.state == State.WAIVED else None,
    }


def _waived(invitation: Invitation) -> Entry | None:
    """The entry of the history that has the reason and its citation."""
    subject, action = f"invitation:{invitation.pk}", "invitation.waived"
    return Entry.objects.filter(party=invitation.owner, subject=subject, action=action).last()


def _mails(invitation: Invitation) -> Sequence[Delivery]:
    return list(Delivery.objects.filter(invitation_id=invitation.pk))
