"""What was decided, what is asked, and the invitations that follow from it: the host's side."""

from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import BooleanFilter, CharFilter, FilterSet, UUIDFilter
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
from backend.domain.decisions import Outcome
from backend.domain.invitations import State
from backend.domain.parties import Party

from . import selectors
from .document import SIGNED_ANSWERS, DecisionDocument
from .models import Decision, Determination, Form, Invitation, Question, Revision
from .services import determine, waive


class DecisionShown(Shown[Decision]):
    meeting = serializers.UUIDField(source="meeting.key")
    document = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        fields = ("id", "meeting", "guest", "number", "outcome", "digest", "decided_at", "document")

    @extend_schema_field(DecisionDocument)
    def get_document(self, decision: Decision) -> object:
        return decision.document


class QuestionShown(Shown[Question]):
    meeting = serializers.UUIDField(source="meeting.key")

    class Meta:
        model = Question
        fields = ("id", "meeting", "guest", "code", "text", "asked_of", "due", "opened_at", "closed_at")


class DeterminationShown(Shown[Determination]):
    meeting = serializers.UUIDField(source="meeting.key")

    class Meta:
        model = Determination
        fields = ("id", "meeting", "guest", "question", "answer", "by", "on", "source", "text")


class DeterminationWanted(serializers.Serializer[object]):
    answer = serializers.ChoiceField(choices=SIGNED_ANSWERS)
    source = serializers.CharField(max_length=300, help_text="Symbol, letter or minute that says so.")  # type: ignore[assignment]
    text = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)


class RevisionShown(Shown[Revision]):
    changes = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = Revision
        fields = ("number", "purpose", "sequence", "stamp", "changes", "answer_again")


class InvitationShown(Shown[Invitation]):
    meeting = serializers.UUIDField(source="meeting.key")
    clauses = serializers.ListField(child=serializers.CharField())
    decision = serializers.IntegerField(source="decision_id")
    revisions = RevisionShown(many=True)

    class Meta:
        model = Invitation
        fields = (
            *("key", "meeting", "guest", "form", "state", "clauses", "priority", "conditions", "short_notice"),
            *("attention", "reply_by", "created_at", "issued_at", "decision", "revisions"),
        )


class WaiverWanted(serializers.Serializer[object]):
    reason = serializers.CharField(max_length=2000)
    citation = serializers.CharField(max_length=300, help_text="Article, rule or decision on which it rests.")


class DecisionFilters(FilterSet):  # type: ignore[misc]
    meeting = UUIDFilter(field_name="meeting__key")
    guest = one_of(Party)
    outcome = one_of(Outcome)


class QuestionFilters(FilterSet):  # type: ignore[misc]
    meeting = UUIDFilter(field_name="meeting__key")
    open = BooleanFilter(field_name="closed_at", lookup_expr="isnull")
    guest = one_of(Party)


class InvitationFilters(FilterSet):  # type: ignore[misc]
    meeting = UUIDFilter(field_name="meeting__key")
    attention = CharFilter(help_text="Such as `no_longer_required`.")
    guest = one_of(Party)
    state = one_of(State)
    form = one_of(Form)


class Decisions(Listed[Decision]):
    """Every decision that was stored, negative ones too, each with its explanation."""

    queryset = Decision.objects.none()
    serializer_class = DecisionShown
    filterset_class = DecisionFilters
    lookup_value_converter = "int"

    def rows(self) -> QuerySet[Decision]:
        return Decision.objects.select_related("meeting").order_by("-decided_at", "-pk")


class Questions(Listed[Question]):
    """What a decision waits for, the most urgent first."""

    queryset = Question.objects.none()
    serializer_class = QuestionShown
    filterset_class = QuestionFilters
    lookup_value_converter = "int"
    acts = {"determine": "determine questions"}  # noqa: RUF012 - read only

    def rows(self) -> QuerySet[Question]:
        return Question.objects.select_related("meeting")

    @extend_schema(request=DeterminationWanted, responses={201: DeterminationShown})
    @action(detail=True, methods=["post"])
    @idempotent
    def determine(self, request: Request, pk: int) -> Response:
        """Sign the answer, with its source. The engine decides again."""
        question = self.get_object()
        wanted = validated(DeterminationWanted(data=request.data))
        now = timezone.now()
        signed = determine(
            question.meeting, guest=question.guest, question=question.code, by=self.actor, on=now.date(), **wanted
        )
        return Response(DeterminationShown(signed).data, status.HTTP_201_CREATED)


class Determinations(Listed[Determination]):
    """Signed answers to open questions."""

    queryset = Determination.objects.none()
    serializer_class = DeterminationShown
    lookup_value_converter = "int"

    def rows(self) -> QuerySet[Determination]:
        return Determination.objects.select_related("meeting").order_by("-pk")


class Invitations(Listed[Invitation]):
    """Invitations that the own party owes or has issued, with what was told in each revision."""

    queryset = Invitation.objects.none()
    serializer_class = InvitationShown
    filterset_class = InvitationFilters
    lookup_field = "key"
    lookup_value_converter = "uuid"
    acts = {"waive": "approve invitations"}  # noqa: RUF012 - read only

    def rows(self) -> QuerySet[Invitation]:
        return selectors.invitations().prefetch_related("revisions").order_by("-created_at", "-pk")

    @extend_schema(request=WaiverWanted, responses=InvitationShown)
    @action(detail=True, methods=["post"])
    @refuses(409)
    @idempotent
    def waive(self, request: Request, key: str) -> Response:
        """Not to be sent, for a reason with its citation. Only before it was issued."""
        invitation = self.get_object()
        waive(invitation, by=self.actor, **validated(WaiverWanted(data=request.data)))
        return Response(InvitationShown(invitation).data)


urlpatterns = routes(decisions=Decisions, questions=Questions, determinations=Determinations, invitations=Invitations)
