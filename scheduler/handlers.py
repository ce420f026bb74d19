"""What the scheduler does when the outbox tells it something."""

from django.utils import timezone

from backend.invitations.services import DECIDED
from backend.meetings.models import Meeting
from backend.meetings.services import CHANGED
from backend.organisations.registers import AGREEMENT_CHANGED, POLICY_CHANGED
from backend.outbox.services import handles
from backend.topics.editions import EDITION_USED
from backend.topics.registers import COMPETENCE_CHANGED, INTEREST_CHANGED
from backend.topics.terms import TERMS_CHANGED

from . import again, services


@handles(CHANGED)
def assess_changed_meeting(meeting_id: int) -> None:
    services.assess(Meeting.objects.get(pk=meeting_id), now=timezone.now())


@handles(DECIDED)
def assess_determined_meeting(meeting_id: int) -> None:
    services.assess(Meeting.objects.get(pk=meeting_id), now=timezone.now())


@handles(services.DUE)
def tell_guest(invitation_id: int) -> None:
    services.tell(invitation_id, now=timezone.now())


@handles(POLICY_CHANGED)
def assess_meetings_of_body(body_id: int) -> None:
    again.body_changed(body_id, now=timezone.now())


@handles(AGREEMENT_CHANGED)
def assess_every_meeting(_date_id: int) -> None:
    again.agreement_changed(now=timezone.now())


@handles(INTEREST_CHANGED)
def assess_meetings_of_interest(interest_id: int) -> None:
    again.interest_changed(interest_id, now=timezone.now())


@handles(TERMS_CHANGED)
def assess_meetings_of_terms(term_id: int) -> None:
    again.terms_changed(term_id, now=timezone.now())


@handles(EDITION_USED)
def assess_meetings_by_edition(_use_id: int) -> None:
    again.edition_changed(now=timezone.now())


@handles(COMPETENCE_CHANGED)
def assess_meetings_elsewhere(competence_id: int) -> None:
    again.competence_changed(competence_id, now=timezone.now())
