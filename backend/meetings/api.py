"""The agendas of a meeting as they were published, and times that new rules of a zone have moved."""

from typing import ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django_filters.rest_framework import BooleanFilter, FilterSet, UUIDFilter
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.idempotency import idempotent
from backend.api.routes import routes
from backend.api.schema import refuses
from backend.api.serializers import Shown
from backend.api.views import Listed, Rows, validated

from .clock_changes import decide
from .models import AgendaItem, AgendaVersion, ClockChange, Meeting


class ItemShown(Shown[AgendaItem]):
    class Meta:
        model = AgendaItem
        fields = ("number", "parent", "titles", "observers", "classification", "topics")


class AgendaShown(Shown[AgendaVersion]):
    items = ItemShown(many=True)

    class Meta:
        model = AgendaVersion
        fields = ("number", "stage", "symbol", "issued", "created_at", "items")


class Agendas(mixins.ListModelMixin, Rows[AgendaVersion]):
    """Every version of a meeting's agenda, the newest first. Published versions are never edited."""

    queryset = AgendaVersion.objects.none()
    serializer_class = AgendaShown

    def rows(self) -> QuerySet[AgendaVersion]:
        meeting = Meeting.objects.filter(key=self.kwargs["key"]).first()
        if meeting is None:
            raise Http404
        return meeting.agendas.prefetch_related("items")


class MomentDescribed(serializers.Serializer[object]):
    """One promised time: `before` is the instant promised, `after` what the rules make of the wall time now."""

    sitting = serializers.CharField(help_text="Empty: the meeting as a whole.")
    edge = serializers.ChoiceField(choices=("starts", "ends"))
    wall = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    wall_of_instant = serializers.CharField(help_text="The wall time if the instant is kept.")


class ClockChangeShown(Shown[ClockChange]):
    meeting = serializers.UUIDField(source="meeting.key")
    moments = MomentDescribed(many=True)
    kept = serializers.CharField(help_text="`wall`, `instant`, or empty: nobody has decided.")

    class Meta:
        model = ClockChange
        fields = (
            *("id", "meeting", "tzdata_before", "tzdata_now", "moments", "opened_at", "kept"),
            *("decided_by", "decided_at"),
        )


class KeepWanted(serializers.Serializer[object]):
    keep = serializers.ChoiceField(choices=ClockChange.Keep.values)


class ClockChangeFilters(FilterSet):  # type: ignore[misc]
    meeting = UUIDFilter(field_name="meeting__key")
    open = BooleanFilter(field_name="decided_at", lookup_expr="isnull")


class ClockChanges(Listed[ClockChange]):
    """Promised times that new rules of their zone have moved, the newest first: a person decides what is kept."""

    queryset = ClockChange.objects.none()
    serializer_class = ClockChangeShown
    filterset_class = ClockChangeFilters
    lookup_value_converter = "int"
    acts: ClassVar = {"decide": "record meetings"}

    def rows(self) -> QuerySet[ClockChange]:
        return ClockChange.objects.select_related("meeting")

    @extend_schema(request=KeepWanted, responses=ClockChangeShown)
    @action(detail=True, methods=["post"])
    @refuses(409)
    @idempotent
    def decide(self, request: Request, pk: int) -> Response:
        """Keep the time on the clock at the place, as promised, or the instant. Whoever was invited is told."""
        change = self.get_object()
        keep = validated(KeepWanted(data=request.data))["keep"]
        decide(change, keep=keep, by=self.actor, now=timezone.now())
        return Response(ClockChangeShown(self.get_object()).data)


urlpatterns = [
    path("meetings/<uuid:key>/agendas/", Agendas.as_view({"get": "list"}), name="agendas"),
    *routes(clock_changes=ClockChanges),
]
