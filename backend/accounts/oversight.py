"""What an auditor reads: the own party's history, and how its promises stand."""

from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.urls import path
from django_filters.rest_framework import CharFilter, FilterSet, IsoDateTimeFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.api.routes import routes
from backend.api.serializers import Shown
from backend.api.views import Listed
from backend.audit.models import Entry
from backend.domain.parties import Party
from backend.outbox.models import Message

from .access import speaker
from .permissions import require
from .selectors import party_of


class EntryShown(Shown[Entry]):
    class Meta:
        model = Entry
        fields = ("sequence", "at", "actor", "action", "subject", "detail", "hash")


class EntryFilters(FilterSet):  # type: ignore[misc]
    action = CharFilter(help_text="Exactly this action, such as `meeting.amended`.")
    subject = CharFilter(help_text="Exactly this row, such as `meeting:7`.")
    since = IsoDateTimeFilter(field_name="at", lookup_expr="gte")


class History(Listed[Entry]):
    """The own party's history, newest first. Appended and chained by hash, never edited."""

    queryset = Entry.objects.none()
    serializer_class = EntryShown
    filterset_class = EntryFilters
    lookup_field = "sequence"
    lookup_value_converter = "int"
    acts = {"list": "read history", "retrieve": "read history"}  # noqa: RUF012 - read only

    def rows(self) -> QuerySet[Entry]:
        return Entry.objects.filter(party=party_of(self.request.user)).order_by("-sequence")


class PromisesShown(serializers.Serializer[object]):
    pending = serializers.IntegerField(help_text="Still to be acted on.")
    failed = serializers.IntegerField(help_text="Given up after many attempts; somebody has to look.")
    oldest_due = serializers.DateTimeField(allow_null=True, help_text="Since when the oldest due promise has waited.")


class Promises(APIView):
    @extend_schema(operation_id="outbox", responses=PromisesShown)
    def get(self, request: Request) -> Response:
        """How the promises of the own party's acts stand."""
        require(speaker(request), "read history")
        party = party_of(request.user)
        return Response(PromisesShown(promises_of(party) if party else {}).data)


def promises_of(party: Party) -> dict[str, int | datetime | None]:
    """Counts of what is pending and failed, and the moment from which the oldest pending one has been due."""
    counted = Message.objects.filter(party=party).aggregate(
        pending=Count("pk", filter=Q(state=Message.State.PENDING)),
        failed=Count("pk", filter=Q(state=Message.State.FAILED)),
        oldest_due=Min("next_at", filter=Q(state=Message.State.PENDING)),
    )
    return dict(counted)


urlpatterns = [path("outbox/", Promises.as_view(), name="outbox"), *routes(history=History)]
