"""Invitations received: read from the guest's own copy and nothing else. Art. 3."""

from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import DateFilter, FilterSet, UUIDFilter
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
from backend.delegations.models import Attendee
from backend.domain.invitations import State
from backend.domain.participation import Channel, Partstat

from . import nominations, services
from .answers import record_answer
from .described import (
    AgainWanted,
    AnswerWanted,
    CorrectionsWanted,
    NomineeWanted,
    PersonDescribed,
    RecordedWanted,
    RemovalWanted,
    SharedDocument,
    SubstituteWanted,
    corrections,
    nominee,
)
from .models import SharedCopy
from .people import delegation_of
from .reissuing import reissue, reissue_to
from .selectors import received


class ReceivedShown(Shown[SharedCopy]):
    document = serializers.SerializerMethodField()

    class Meta:
        model = SharedCopy
        fields = ("key", "host", "state", "answer", "starts_on", "revision", "changed_at", "document")

    @extend_schema_field(SharedDocument)
    def get_document(self, copy: SharedCopy) -> object:
        return copy.document


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
    acts = dict.fromkeys(
        ("answer", "nominate", "amend", "remove", "substitute", "send_again", "send_person_again"), "answer invitations"
    )

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

    @extend_schema(request=CorrectionsWanted, responses=PersonDescribed(many=True))
    @action(detail=True, methods=["patch"], url_path="nominations/<int:person>")
    @refuses(409)
    @idempotent
    def amend(self, request: Request, key: str, person: int) -> Response:
        """Correct a person's record in place; a mail leaves only where something else stands in the calendar then."""
        copy = self.get_object()
        wanted = corrections(validated(CorrectionsWanted(data=request.data)))
        nominations.amend(self._with(copy, person), person, wanted, by=self.actor, now=timezone.now())
        return self._delegation(copy)

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

    @extend_schema(request=AgainWanted, responses=PersonDescribed(many=True))
    @action(detail=True, methods=["post"], url_path="nominations/<int:person>/send-again")
    @refuses(409)
    @idempotent
    def send_person_again(self, request: Request, key: str, person: int) -> Response:
        """Send a person the invitation once more, with a new answer link."""
        copy = self.get_object()
        void = validated(AgainWanted(data=request.data))["void"]
        reissue_to(self._with(copy, person), person, void=void, by=self.actor, now=timezone.now())
        return self._delegation(copy)

    @extend_schema(request=AgainWanted, responses=ReceivedShown)
    @action(detail=True, methods=["post"], url_path="send-again")
    @refuses(409)
    @idempotent
    def send_again(self, request: Request, key: str) -> Response:
        """Send the own office the invitation once more, with a new answer link."""
        copy = self.get_object()
        void = validated(AgainWanted(data=request.data))["void"]
        reissue_to(copy, None, void=void, by=self.actor, now=timezone.now())
        return Response(ReceivedShown(copy).data)

    def _with(self, copy: SharedCopy, person: int) -> SharedCopy:
        """The copy, where the own party nominated this person."""
        if all(one.id != person for one in delegation_of(copy)):
            raise NotFound
        return copy

    def _delegation(self, copy: SharedCopy, *, status: int = 200) -> Response:
        copy.refresh_from_db()
        return Response(PersonDescribed(delegation_of(copy), many=True).data, status=status)


class MailboxShown(Shown[Attendee]):
    invitation = serializers.UUIDField(source="invitation.key")

    class Meta:
        model = Attendee
        fields = ("id", "invitation", "kind", "address", "invited_at", "removed_at")


class MailboxFilters(FilterSet):  # type: ignore[misc]
    invitation = UUIDFilter(field_name="invitation__key")
    kind = one_of(Attendee.Kind)


class Mailboxes(Listed[Attendee]):
    """The mailboxes that the own party has invited: offices, those they copy, representatives."""

    queryset = Attendee.objects.none()
    serializer_class = MailboxShown
    filterset_class = MailboxFilters
    lookup_value_converter = "int"
    acts = dict.fromkeys(("send_again", "record_answer"), "mend deliveries")

    def rows(self) -> QuerySet[Attendee]:
        return Attendee.objects.select_related("invitation")

    @extend_schema(request=AgainWanted, responses=MailboxShown)
    @action(detail=True, methods=["post"], url_path="send-again")
    @refuses(409)
    @idempotent
    def send_again(self, request: Request, pk: int) -> Response:
        """Send this mailbox the invitation once more, with a new answer link."""
        attendee = self.get_object()
        void = validated(AgainWanted(data=request.data))["void"]
        reissue(attendee, void=void, by=self.actor, now=timezone.now())
        return Response(MailboxShown(attendee).data)

    @extend_schema(request=RecordedWanted, responses=MailboxShown)
    @action(detail=True, methods=["post"], url_path="record-answer")
    @refuses(409)
    @idempotent
    def record_answer(self, request: Request, pk: int) -> Response:
        """Record what this mailbox answered by letter or telephone, in the name of who typed it."""
        attendee = self.get_object()
        wanted = validated(RecordedWanted(data=request.data))
        said = {"partstat": Partstat(wanted.pop("partstat")), "channel": Channel(wanted.pop("channel")), **wanted}
        record_answer(attendee, **said, by=self.actor, now=timezone.now())
        return Response(MailboxShown(attendee).data)


urlpatterns = routes(received=Received, mailboxes=Mailboxes)
