"""Invitations received: read from the guest's own copy and nothing else. Art. 3."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import DateFilter, FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.filters import one_of
from backend.api.idempotency import idempotent
from backend.api.routes import routes
from backend.api.schema import refuses
from backend.api.serializers import Shown
from backend.api.views import Listed, validated
from backend.delegations.api import PARTSTATS
from backend.delegations.nominations import Nominee
from backend.domain import participation
from backend.domain.invitations import State
from backend.domain.languages import LANGUAGES
from backend.domain.participation import Capacity, Channel, Partstat, Wanted

from . import nominations, services
from .models import SharedCopy
from .people import delegation_of
from .selectors import received

ANSWERS = tuple(partstat.value for partstat in participation.ANSWERS)


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
    answer = serializers.CharField(help_text="What the own office answered to this sitting alone; empty: nothing.")


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
    sitting = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=40, help_text="Empty: the meeting as a whole."
    )


class PersonDescribed(serializers.Serializer[object]):
    """A representative with what they answered; those removed stay, with their names."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    family_name = serializers.CharField()
    given_name = serializers.CharField()
    title = serializers.CharField()
    capacity = serializers.ChoiceField(choices=[capacity.value for capacity in Capacity])
    address = serializers.CharField()
    language = serializers.ChoiceField(choices=LANGUAGES)
    time_zone = serializers.CharField()
    sittings = serializers.ListField(child=serializers.CharField(), help_text="Empty: all of them.")
    wants = serializers.ChoiceField(choices=[wanted.value for wanted in Wanted])
    replaces = serializers.CharField(help_text="The name of the person who was substituted.")
    partstat = serializers.ChoiceField(choices=PARTSTATS)
    answers = serializers.DictField(
        child=serializers.ChoiceField(choices=PARTSTATS),
        help_text="By sitting; the meeting as a whole is the empty key.",
    )
    removed = serializers.BooleanField()
    reason = serializers.CharField()


class NomineeWanted(serializers.Serializer[object]):
    family_name = serializers.CharField(max_length=100)
    given_name = serializers.CharField(required=False, default="", allow_blank=True, max_length=100)
    title = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)
    capacity = serializers.ChoiceField(
        required=False, default=Capacity.OBSERVER.value, choices=[capacity.value for capacity in Capacity]
    )
    address = serializers.CharField(max_length=254, help_text="The person's own mailbox.")
    language = serializers.CharField(required=False, default="en", max_length=10)
    time_zone = serializers.CharField(required=False, default="UTC", max_length=64)
    sittings = serializers.ListField(required=False, default=list, child=serializers.CharField(max_length=40))
    wants = serializers.ChoiceField(
        required=False, default=Wanted.BANNER.value, choices=[wanted.value for wanted in Wanted]
    )


class RemovalWanted(serializers.Serializer[object]):
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)


class SubstituteWanted(NomineeWanted):
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)


def nominee(said: dict[str, Any]) -> Nominee:
    """The values of the input as the record takes them."""
    values = {name: said[name] for name in ("family_name", "given_name", "title", "address", "language", "time_zone")}
    capacity, wants = Capacity(said["capacity"]), Wanted(said["wants"])
    return Nominee(**values, capacity=capacity, wants=wants, sittings=tuple(said["sittings"]))


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
    acts = dict.fromkeys(("answer", "nominate", "remove", "substitute"), "answer invitations")

    def rows(self) -> QuerySet[SharedCopy]:
        return received().order_by("starts_on", "pk")

    @extend_schema(request=AnswerWanted, responses=ReceivedShown)
    @action(detail=True, methods=["post"])
    @refuses(409)
    @idempotent
    def answer(self, request: Request, key: str) -> Response:
        """Accept, decline, or say that it is not certain yet, for the meeting or one sitting. The latest counts."""
        copy = self.get_object()
        wanted = validated(AnswerWanted(data=request.data))
        answered = services.answer(
            copy,
            partstat=Partstat(wanted["partstat"]),
            comment=wanted["comment"],
            sitting=wanted["sitting"],
            by=self.actor,
            channel=Channel.API,
            now=timezone.now(),
        )
        return Response(ReceivedShown(answered).data)

    @extend_schema(responses=PersonDescribed(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def nominations(self, request: Request, key: str) -> Response:
        """Those whom the own party sends, in the order of nomination."""
        return self._delegation(self.get_object())

    @extend_schema(request=NomineeWanted, responses={201: PersonDescribed(many=True)})
    @nominations.mapping.post
    @refuses(409)
    @idempotent
    def nominate(self, request: Request, key: str) -> Response:
        """Nominate a person, who gets an invitation of their own. Refused where the body grants no seat more."""
        copy = self.get_object()
        wanted = validated(NomineeWanted(data=request.data))
        nominations.nominate(copy, nominee(wanted), by=self.actor, now=timezone.now())
        return self._delegation(copy, status=201)

    @extend_schema(request=RemovalWanted, responses=PersonDescribed(many=True))
    @action(detail=True, methods=["post"], url_path="nominations/<int:person>/remove")
    @refuses(409)
    @idempotent
    def remove(self, request: Request, key: str, person: int) -> Response:
        """Take a person out of the delegation and out of their calendar; the name stays on record."""
        copy = self.get_object()
        reason = validated(RemovalWanted(data=request.data))["reason"]
        nominations.remove(self._with(copy, person), person, reason=reason, by=self.actor, now=timezone.now())
        return self._delegation(copy)

    @extend_schema(request=SubstituteWanted, responses={201: PersonDescribed(many=True)})
    @action(detail=True, methods=["post"], url_path="nominations/<int:person>/substitute")
    @refuses(409)
    @idempotent
    def substitute(self, request: Request, key: str, person: int) -> Response:
        """Somebody else instead: both are told, and both names stay on record."""
        copy = self.get_object()
        wanted = validated(SubstituteWanted(data=request.data))
        reason = wanted["reason"]
        nominations.substitute(
            self._with(copy, person), person, nominee(wanted), reason=reason, by=self.actor, now=timezone.now()
        )
        return self._delegation(copy, status=201)

    def _with(self, copy: SharedCopy, person: int) -> SharedCopy:
        """The copy, where the own party nominated this person."""
        if all(one.id != person for one in delegation_of(copy)):
            raise NotFound
        return copy

    def _delegation(self, copy: SharedCopy, *, status: int = 200) -> Response:
        copy.refresh_from_db()
        return Response(PersonDescribed(delegation_of(copy), many=True).data, status=status)


urlpatterns = routes(received=Received)
