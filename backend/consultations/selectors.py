"""Reading consultations, efforts and overrides of the party in scope."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from backend.meetings.models import Meeting

from .models import Consultation, ConsultedCopy, EffortRecord, Override


@dataclass(frozen=True, slots=True)
class Consulted:
    """A consultation as those who carry it may see it. `asked_at` is UTC."""

    key: UUID
    host: str
    guest: str
    round: int
    asked_at: datetime
    questions: tuple[Mapping[str, str], ...]
    shared: Mapping[str, object]


def consulted(copy_id: int) -> Consulted:
    """The guest's copy with this row id, and nothing of the rows behind it."""
    with scopes_disabled():
        copy = ConsultedCopy.objects.get(pk=copy_id)
        asked = Consultation.objects.get(pk=copy.consultation_id)
    return Consulted(
        key=copy.key,
        host=copy.host,
        guest=copy.viewer,
        round=asked.round,
        asked_at=asked.asked_at or copy.changed_at,
        questions=tuple(copy.questions),
        shared=copy.document,
    )


def waiting_consultations() -> QuerySet[ConsultedCopy]:
    """What the party in scope is asked and has not answered, the most urgent first."""
    return ConsultedCopy.objects.filter(state=Consultation.State.OPEN)


def consultations() -> QuerySet[ConsultedCopy]:
    """Everything that the party in scope was ever asked."""
    return ConsultedCopy.objects.all()


def efforts_for(meeting: Meeting) -> QuerySet[EffortRecord]:
    """The requests made to the lead organiser, the newest first: Art. 6 (4)."""
    return EffortRecord.objects.filter(meeting=meeting)


def overrides_of(meeting: Meeting) -> QuerySet[Override]:
    """Every override of this meeting, those lifted since included: they are shown for ever."""
    return Override.objects.filter(meeting=meeting)
