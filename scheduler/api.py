"""What is owed, asked without saving anything, and issued at a person's word."""

from django.http import Http404
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import speaker
from backend.accounts.permissions import require
from backend.api.idempotency import idempotent
from backend.api.routes import routes
from backend.api.schema import refuses
from backend.api.views import validated
from backend.domain.languages import LANGUAGES
from backend.domain.parties import Party
from backend.interchange.format import parse_meeting
from backend.interchange.record import MeetingRecord
from backend.invitations.api import InvitationShown
from backend.invitations.document import DecisionDocument, EvidenceDescribed
from backend.invitations.models import Invitation

from .approval import approve
from .matching import Subject, Verdict
from .recording import Meetings
from .services import decide
from .terms import party_matcher

MOST_ITEMS = 1000


class ItemAsked(serializers.Serializer[object]):
    """One line of `article6 match`."""

    id = serializers.JSONField(required=False, default=None, help_text="Comes back as it was given.")
    title = serializers.CharField(max_length=5000)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False, allow_null=True)
    parent = serializers.CharField(  # type: ignore[assignment]
        required=False, allow_null=True, allow_blank=True, max_length=5000
    )
    meeting_title = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=5000)
    body = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=300)


class MatchAsked(serializers.Serializer[object]):
    guest = serializers.ChoiceField(choices=[party.value for party in Party])
    language = serializers.ChoiceField(choices=LANGUAGES, required=False, default="en")
    items = ItemAsked(many=True, max_length=MOST_ITEMS)  # type: ignore[call-arg]


class TopicFoundDescribed(serializers.Serializer[object]):
    topic = serializers.CharField()
    confidence = serializers.FloatField()
    evidence = EvidenceDescribed(many=True)
    resembles = serializers.CharField(
        required=False, help_text="Only where no word decided: the labelled item to which a model likened it."
    )


class MatchFound(serializers.Serializer[object]):
    id = serializers.JSONField()
    relevant = serializers.ChoiceField(choices=("yes", "no", "borderline"))
    topics = TopicFoundDescribed(many=True)


class Evaluate(APIView):
    @extend_schema(operation_id="evaluate", request=MeetingRecord, responses=DecisionDocument(many=True))
    def post(self, request: Request) -> Response:
        """What Article 6 says of a meeting, for each guest. Nothing is saved and nothing is sent."""
        return Response(decide(parse_meeting(request.data)))


class Match(APIView):
    @extend_schema(operation_id="match", request=MatchAsked, responses=MatchFound(many=True))
    def post(self, request: Request) -> Response:
        """Which items touch a matter of interest to the guest, with the words that say so, in the same order."""
        asked = validated(MatchAsked(data=request.data))
        judge = party_matcher(Party(asked["guest"]))
        return Response([_found(judge.match(_subject(item, asked["language"])), item["id"]) for item in asked["items"]])


def _found(verdict: Verdict, identity: object) -> dict[str, object]:
    return {"id": identity, "relevant": verdict.relevant, "topics": [topic.document() for topic in verdict.topics]}


def _subject(item: dict[str, str | None], language: str) -> Subject:
    context = (item.get(name) or None for name in ("parent", "meeting_title", "body"))
    return Subject(str(item["title"]), item.get("language") or language, *context)


class Approval(APIView):
    @extend_schema(operation_id="invitations_approve", request=None, responses=InvitationShown)
    @refuses(409)
    @idempotent
    def post(self, request: Request, key: str) -> Response:
        """Issue an invitation that waits for a person."""
        require(speaker(request), "approve invitations")
        invitation = Invitation.objects.filter(key=key).first()
        if invitation is None:
            raise Http404
        approve(invitation, by=speaker(request).username, now=timezone.now())
        return Response(InvitationShown(Invitation.objects.get(key=key)).data)


urlpatterns = [
    path("evaluate/", Evaluate.as_view(), name="evaluate"),
    path("match/", Match.as_view(), name="match"),
    path("invitations/<uuid:key>/approve/", Approval.as_view(), name="invitations-approve"),
    *routes(meetings=Meetings),
]
