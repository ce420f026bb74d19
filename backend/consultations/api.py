"""Consultations that came in, efforts with a third host, and overrides: what the pages do, for programs."""

from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import BooleanFilter, FilterSet, UUIDFilter
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.filters import one_of
from backend.api.idempotency import idempotent
from backend.api.routes import routes
from backend.api.schema import refuses
from backend.api.serializers import Shown
from backend.api.views import Listed, validated
from backend.domain.errors import DomainError
from backend.domain.parties import Party
from backend.invitations.document import SIGNED_ANSWERS
from backend.meetings.models import Meeting
from backend.sharing.described import SharedDocument

from . import efforts, overrides, selectors, services
from .models import Consultation, ConsultedCopy, EffortRecord, Override

GUESTS = [party.value for party in Party]
ENDS = [value for value, _ in EffortRecord.Outcome.choices if value != EffortRecord.Outcome.PENDING]


class NoSuchMeeting(DomainError):
    """Your organisation has no meeting with this key. Take the key from the list of meetings."""

    code = "unknown_meeting"


def own_meeting(key: UUID) -> Meeting:
    """The meeting of the party in scope with this key. Raises NoSuchMeeting for everybody else's too."""
    meeting = Meeting.objects.filter(key=key).first()
    if meeting is None:
        raise NoSuchMeeting(where="meeting")
    return meeting


class AskedDescribed(serializers.Serializer[object]):
    """One question, in English and, where it was written, French."""

    code = serializers.CharField()
    text = serializers.CharField()
    text_fr = serializers.CharField(required=False)


class ConsultationShown(Shown[ConsultedCopy]):
    document = serializers.SerializerMethodField()
    questions = AskedDescribed(many=True)
    answers = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))

    class Meta:
        model = ConsultedCopy
        fields = ("key", "host", "state", "due", "questions", "answers", "changed_at", "document")

    @extend_schema_field(SharedDocument)
    def get_document(self, copy: ConsultedCopy) -> object:
        return copy.document


class ConsultedAnswerWanted(serializers.Serializer[object]):
    question = serializers.CharField(max_length=100, help_text="The `code` of one of the open questions.")
    answer = serializers.ChoiceField(choices=SIGNED_ANSWERS)
    source = serializers.CharField(required=False, default="", allow_blank=True, max_length=300)  # type: ignore[assignment]
    text = serializers.CharField(required=False, default="", allow_blank=True, max_length=4000)


class ConsultationFilters(FilterSet):  # type: ignore[misc]
    state = one_of(Consultation.State)


class Consultations(Listed[ConsultedCopy]):
    """What the other organisation asks the own office (Art. 2 and 7), the most urgent first."""

    queryset = ConsultedCopy.objects.none()
    serializer_class = ConsultationShown
    filterset_class = ConsultationFilters
    lookup_field = "key"
    lookup_value_converter = "uuid"
    acts: ClassVar = {"answer": "answer invitations"}

    def rows(self) -> QuerySet[ConsultedCopy]:
        return selectors.consultations()

    @extend_schema(request=ConsultedAnswerWanted, responses=ConsultationShown)
    @action(detail=True, methods=["post"])
    @refuses(409)
    @idempotent
    def answer(self, request: Request, key: str) -> Response:
        """Answer one question; the other side decides again."""
        copy = self.get_object()
        wanted = validated(ConsultedAnswerWanted(data=request.data))
        services.answer_consultation(copy, by=self.actor, now=timezone.now(), **wanted)
        return Response(ConsultationShown(self.get_object()).data)


class EffortShown(Shown[EffortRecord]):
    meeting = serializers.UUIDField(source="meeting.key")

    class Meta:
        model = EffortRecord
        fields = (
            *("id", "meeting", "guest", "asked_of", "asked_on", "channel", "letter", "outcome", "answered_on"),
            *("evidence", "recorded_by", "recorded_at"),
        )


class EffortWanted(serializers.Serializer[object]):
    meeting = serializers.UUIDField()
    guest = serializers.ChoiceField(choices=GUESTS)
    asked_of = serializers.CharField(max_length=300)
    asked_on = serializers.DateField()
    channel = serializers.ChoiceField(choices=efforts.CHANNELS, required=False, default="letter")
    letter = serializers.CharField(max_length=20_000, help_text="The request as it was sent.")


class EffortEnd(serializers.Serializer[object]):
    outcome = serializers.ChoiceField(choices=ENDS)
    answered_on = serializers.DateField()
    evidence = serializers.CharField(required=False, default="", allow_blank=True, max_length=20_000)


class EffortFilters(FilterSet):  # type: ignore[misc]
    meeting = UUIDFilter(field_name="meeting__key")
    guest = one_of(Party)
    outcome = one_of(EffortRecord.Outcome)


class Efforts(Listed[EffortRecord]):
    """Every effort that a third host invites the other organisation (Art. 6 (4)), the newest first."""

    queryset = EffortRecord.objects.none()
    serializer_class = EffortShown
    filterset_class = EffortFilters
    lookup_value_converter = "int"
    acts: ClassVar = {"create": "record meetings", "close": "record meetings"}

    def rows(self) -> QuerySet[EffortRecord]:
        return EffortRecord.objects.select_related("meeting")

    @extend_schema(request=EffortWanted, responses={201: EffortShown})
    @idempotent
    def create(self, request: Request) -> Response:
        """Put a request to the lead organiser on the record, as it was sent."""
        wanted = validated(EffortWanted(data=request.data))
        meeting = own_meeting(wanted.pop("meeting"))
        made = efforts.record_request(meeting, by=self.actor, now=timezone.now(), **wanted)
        return Response(EffortShown(made).data, status.HTTP_201_CREATED)

    @extend_schema(request=EffortEnd, responses=EffortShown)
    @action(detail=True, methods=["post"])
    @refuses(409)
    @idempotent
    def close(self, request: Request, pk: int) -> Response:
        """Say what came of it. An answer needs its evidence."""
        effort = self.get_object()
        wanted = validated(EffortEnd(data=request.data))
        outcome = EffortRecord.Outcome(wanted.pop("outcome"))
        efforts.close_effort(effort, outcome=outcome, by=self.actor, **wanted)
        return Response(EffortShown(self.get_object()).data)


class OverrideShown(Shown[Override]):
    meeting = serializers.UUIDField(source="meeting.key")

    class Meta:
        model = Override
        fields = ("id", "meeting", "guest", "clause", "invite", "engine_said", "reason", "by", "at", "lifted_at")


class OverrideWanted(serializers.Serializer[object]):
    meeting = serializers.UUIDField()
    guest = serializers.ChoiceField(choices=GUESTS)
    clause = serializers.ChoiceField(choices=overrides.CLAUSES, help_text="On which the person relies.")
    invite = serializers.ChoiceField(choices=SIGNED_ANSWERS)
    reason = serializers.CharField(max_length=4000)


class OverrideFilters(FilterSet):  # type: ignore[misc]
    meeting = UUIDFilter(field_name="meeting__key")
    guest = one_of(Party)
    in_force = BooleanFilter(field_name="lifted_at", lookup_expr="isnull")


class Overrides(Listed[Override]):
    """Decisions of people against the engine, with those lifted since: they are shown for ever."""

    queryset = Override.objects.none()
    serializer_class = OverrideShown
    filterset_class = OverrideFilters
    lookup_value_converter = "int"
    acts: ClassVar = {"create": "approve invitations", "lift": "approve invitations"}

    def rows(self) -> QuerySet[Override]:
        return Override.objects.select_related("meeting")

    @extend_schema(request=OverrideWanted, responses={201: OverrideShown})
    @idempotent
    def create(self, request: Request) -> Response:
        """Invite, or do not, whatever the engine says: with a clause and a reason."""
        wanted = validated(OverrideWanted(data=request.data))
        meeting, invite = own_meeting(wanted.pop("meeting")), wanted.pop("invite") == "yes"
        made = overrides.override(meeting, invite=invite, by=self.actor, now=timezone.now(), **wanted)
        return Response(OverrideShown(made).data, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=OverrideShown)
    @action(detail=True, methods=["post"])
    @idempotent
    def lift(self, request: Request, pk: int) -> Response:
        """Let the engine's decision count again."""
        overrides.lift(self.get_object(), by=self.actor, now=timezone.now())
        return Response(OverrideShown(self.get_object()).data)


urlpatterns = routes(consultations=Consultations, efforts=Efforts, overrides=Overrides)
