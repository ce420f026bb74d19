"""What beat wakes. Each task may run twice, late or not at all: only delay changes."""

from celery import shared_task
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from backend.domain.invitations import State
from backend.domain.meetings import Status
from backend.invitations.models import Invitation
from backend.meetings import clock_changes

from . import questions, services


@shared_task
def sweep() -> int:
    """Let the proposed invitations of meetings that have opened lapse. Returns how many were looked at."""
    with scopes_disabled():
        waiting = list(
            Invitation.objects.filter(
                state=State.PROPOSED, meeting__status=Status.PUBLISHED, meeting__starts_on__lte=timezone.now()
            ).values_list("pk", "owner")
        )
    for invitation_id, owner in waiting:
        with scope(party=owner):
            services.tell(invitation_id, now=timezone.now())
    return len(waiting)


@shared_task
def remind() -> int:
    """Climb the ladder of reminders of every open question. Returns how many reminders are new."""
    with scopes_disabled():
        return questions.remind(now=timezone.now())


@shared_task
def audit_clocks() -> int:
    """Find meetings whose instants the newest time-zone rules have moved. Returns how many decisions were opened."""
    with scopes_disabled():
        return len(clock_changes.audit(now=timezone.now()))
