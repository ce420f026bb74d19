"""Invitations received: read from the guest's own copy and nothing else. Art. 3."""

from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import DateFilter, FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.filters import one_of
from backend.api.idempotency import idempotent
from backend.api.routes import routes
from backend.api.schema import refuses
from backend.api.serializers import Shown
from backend.api.views import Listed, validated
from backend.domain.invitations import State
from backend.domain.participation import Channel, Partstat

from . import services
from .models import SharedCopy
from .selectors import received

ANSWERS = tuple(partstat.value for partstat in Partstat if partstat is not Partstat.NEEDS_ACTION)


class SharedItemDescribed(serializers.Serializer[object]):
    number = serializers.CharField()
    parent = serializers.CharField()  # type: ignore[assignment]
    titles = serializers.DictField(child=serializers.CharField(), help_text="Empty where the item is not open.")
    open = serializers.BooleanField()


class SharedSittingDescribed(serializers.Serializer[object]):
    number = serializers.CharField()
    uid = serializers.CharField()
    starts = serializers.CharField(help_text="Wall time in the meeting's zone.")
    ends = serializers.CharField()
    items = serializers.ListField(child=serializers.CharField())
    open = serializers.BooleanField()


class SharedDocument(serializers.Serializer[object]):
    """Everything that the guest may know of the meeting. New keys may come; none changes its meaning."""

    identifier = serializers.CharField()
    uid = serializers.CharField()
    host = serializers.CharField()
    body = serializers.CharField()
    titles = serializers.DictField(child=serializers.CharField())
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    starts_time = serializers.CharField()
    ends_time = serializers.CharField()
    time_zone = serializers.CharField()
    place = serializers.CharField()
    status = serializers.CharField()
    items = SharedItemDescribed(many=True)
    sittings = SharedSittingDescribed(many=True)
    form = serializers.CharField()
    clauses = serializers.ListField(child=serializers.CharField())
    conditions = serializers.DictField()
    reply_by = serializers.CharField()
    answer_comment = serializers.CharField()
    changes = serializers.ListField(child=serializers.DictField())


class ReceivedShown(Shown[SharedCopy]):
    document = serializers.SerializerMethodField()

    class Meta:
        model = SharedCopy
        fields = ("key", "host", "state", "answer", "starts_on", "revision", "changed_at", "document")

    @extend_schema_field(SharedDocument)
    def get_document(self, copy: SharedCopy) -> object:
        return copy.document


class AnswerWanted(serializers.Serializer[object]):
    partstat = serializers.ChoiceField(choices=ANSWERS)
    comment = serializers.CharField(required=False, default="", allow_blank=True, max_length=2000)


class ReceivedFilters(FilterSet):  # type: ignore[misc]
    state = one_of(State)
    answer = one_of(Partstat)
    since = DateFilter(field_name="starts_on", lookup_expr="gte")
    until = DateFilter(field_name="starts_on", lookup_expr="lte")


class Received(Listed[SharedCopy]):
    """Invitations and notices that the own party has received, by opening date."""

    queryset = SharedCopy.objects.none()
    serializer_class = ReceivedShown
    filterset_class = ReceivedFilters
    lookup_field = "key"
    lookup_value_converter = "uuid"
    acts = {"answer": "answer invitations"}  # noqa: RUF012 - read only

    def rows(self) -> QuerySet[SharedCopy]:
        return received().order_by("starts_on", "pk")

    @extend_schema(request=AnswerWanted, responses=ReceivedShown)
    @action(detail=True, methods=["post"])
    @refuses(409)
    @idempotent
    def answer(self, request: Request, key: str) -> Response:
        """Accept, decline, or say that it is not certain yet. A later answer takes the place of this one."""
        copy = self.get_object()
        wanted = validated(AnswerWanted(data=request.data))
        answered = services.answer(
            copy,
            partstat=Partstat(wanted["partstat"]),
            comment=wanted["comment"],
            by=self.actor,
            channel=Channel.API,
            now=timezone.now(),
        )
        return Response(ReceivedShown(answered).data)


urlpatterns = routes(received=Received)
