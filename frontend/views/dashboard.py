"""What concerns the reader today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.accounts.models import User
from backend.accounts.permissions import may
from backend.domain.invitations import State
from backend.domain.meetings import Status
from backend.domain.participation import Partstat
from backend.invitations.models import Decision, Invitation
from backend.invitations.selectors import invitations, open_questions
from backend.meetings.models import Meeting
from backend.sharing.models import SharedCopy
from backend.sharing.selectors import received
from frontend.access import members_only, speaker
from notifications.intake.models import InboundMessage
from notifications.models import Delivery
from notifications.quarantine import current

ATTENTION = ("uncertain", "failed", "held", "bounced")
SHOWN = 50


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """A meeting of the reader's party, the newest decision for each guest, and what was issued."""

    meeting: Meeting
    decisions: tuple[Decision, ...]
    invitation: Invitation | None


@members_only
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Meetings with what is owed, invitations received, open questions, and mail that needs somebody."""
    today = timezone.now().date()
    copies = received(starts_on__gte=today)
    context = {"meetings": own_meetings(today), "received": copies[:SHOWN], **_tasks(speaker(request), copies)}
    return render(request, "dashboard.html", context | {"quarantine": current()})


def _tasks(user: User, copies: QuerySet[SharedCopy]) -> Mapping[str, object]:
    """What waits for somebody, as far as this user's roles allow doing it."""
    waiting = {
        "unanswered": ("answer invitations", copies.filter(answer=Partstat.NEEDS_ACTION, state=State.ISSUED)[:SHOWN]),
        "questions": ("determine questions", open_questions()[:SHOWN]),
        "waiting": ("approve invitations", invitations(state=State.PROPOSED, meeting__status=Status.PUBLISHED)),
        "attention": ("approve invitations", invitations().exclude(attention="")),
        "mails": ("mend deliveries", _set_aside()),
        "troubled": ("mend deliveries", Delivery.objects.filter(state__in=ATTENTION)[:SHOWN]),
    }
    return {name: found for name, (act, found) in waiting.items() if may(user, act)}


def _set_aside() -> QuerySet[InboundMessage]:
    return InboundMessage.objects.filter(state=InboundMessage.State.SET_ASIDE).defer("raw")[:SHOWN]


def own_meetings(today: date) -> list[OwnMeeting]:
    """The meetings that are not over, by opening date."""
    newest = Decision.objects.order_by("-number").defer("document", "inputs")
    coming = (
        Meeting.objects.filter(ends_on__gte=today)
        .select_related("body")
        .prefetch_related("invitations__replies", Prefetch("assessments", queryset=newest))
    )
    return [_own(meeting) for meeting in coming[:SHOWN]]


def _own(meeting: Meeting) -> OwnMeeting:
    return OwnMeeting(meeting, _newest(meeting.assessments.all()), next(iter(meeting.invitations.all()), None))


def _newest(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    by_guest: dict[str, Decision] = {}
    for decision in decisions:
        by_guest.setdefault(decision.guest, decision)
    return tuple(by_guest.values())
