"""Deciding again what a changed register touches: future meetings only, and only those."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scopes_disabled

from backend.domain.meetings import Status
from backend.domain.parties import Party
from backend.interchange.rows import record_of
from backend.invitations.services import DECIDED
from backend.meetings.models import Meeting
from backend.outbox.services import post
from backend.topics.models import Competence, Interest, Term

from .matters import touches
from .terms import party_matcher

AHEAD = (Status.DRAFT, Status.PUBLISHED, Status.POSTPONED)


def body_changed(body_id: int, *, now: datetime) -> int:
    """The rule of a body changed: its meetings that lie ahead are decided again. Returns how many."""
    with scopes_disabled():
        return _promise(_ahead(now).filter(body_id=body_id))


def agreement_changed(*, now: datetime) -> int:
    """The dates of the Agreement changed: every meeting that lies ahead is decided again. Returns how many."""
    with scopes_disabled():
        return _promise(_ahead(now))


def _ahead(now: datetime) -> QuerySet[Meeting]:
    return Meeting.objects.filter(ends_on__gte=now.date(), status__in=AHEAD)


@transaction.atomic
def _promise(meetings: QuerySet[Meeting]) -> int:
    touched = list(meetings.values_list("pk", "owner"))
    for pk, owner in touched:
        post(DECIDED, pk, party=owner)
    return len(touched)


def interest_changed(interest_id: int, *, now: datetime) -> int:
    """A matter of interest of a party changed: the other's meetings that discuss it. Returns how many."""
    interest = Interest.objects.select_related("topic").get(pk=interest_id)
    guest = Party(interest.party)
    with scopes_disabled():
        return _promise_each(_ahead(now).filter(host=guest.counterpart), guest, interest.topic.code)


def edition_changed(*, now: datetime) -> int:
    """Another edition of the thesaurus is in use: every meeting that lies ahead is decided again. Returns how many."""
    with scopes_disabled():
        return _promise(_ahead(now))


def terms_changed(term_id: int, *, now: datetime) -> int:
    """A party corrected the words that concern it: every future meeting not its own. Returns how many."""
    term = Term.objects.get(pk=term_id)
    with scopes_disabled():
        return _promise(_ahead(now).exclude(host=term.party))


def competence_changed(competence_id: int, *, now: datetime) -> int:
    """A competence of a party changed: meetings of other hosts that discuss it. Returns how many."""
    competence = Competence.objects.select_related("topic").get(pk=competence_id)
    with scopes_disabled():
        elsewhere = _ahead(now).exclude(host__in=[party.value for party in Party])
        return _promise_each(elsewhere, Party(competence.party), competence.topic.code)


def _promise_each(meetings: QuerySet[Meeting], guest: Party, topic: str) -> int:
    judge = party_matcher(guest, frozenset({topic}))
    touched = [meeting.pk for meeting in meetings if touches(record_of(meeting), judge, topic)]
    return _promise(Meeting.objects.filter(pk__in=touched))
