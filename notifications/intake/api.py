"""Received mails of the own party: what they say, their bytes, and what a person does with those set aside."""

from typing import ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django_filters.rest_framework import DateFilter, FilterSet, NumberFilter
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.filters import one_of
from backend.api.idempotency import idempotent
from backend.api.routes import routes
from backend.api.schema import refuses
from backend.api.serializers import Shown
from backend.api.views import Listed, validated
from backend.delegations.models import Attendee
from backend.domain.errors import DomainError
from backend.domain.participation import ANSWERS, Partstat
from notifications.mail.masking import masked
from notifications.rendering import Message

from . import services
from .models import InboundMessage
from .selectors import invited

ACTS = ("apply", "send_link", "decline_proposal", "dismiss")


class NotInvited(DomainError):
    """This mailbox was not invited to what the mail is about. Take its id from the list of mailboxes."""

    code = "not_invited"


class EventReadDescribed(serializers.Serializer[object]):
    """What became of one event of the mail; `outcome` is a stable code."""

    uid = serializers.CharField()
    attendee = serializers.CharField()
    partstat = serializers.CharField()
    outcome = serializers.CharField()
    attendee_id = serializers.IntegerField(allow_null=True)
    sitting = serializers.CharField()
    start = serializers.CharField(allow_null=True)
    end = serializers.CharField(allow_null=True)
    words = serializers.CharField()


class InboundShown(Shown[InboundMessage]):
    findings = EventReadDescribed(many=True)
    mailbox = serializers.IntegerField(source="attendee_id", allow_null=True)
    delivery = serializers.IntegerField(source="delivery_id", allow_null=True, help_text="The mail it is about.")

    class Meta:
        model = InboundMessage
        fields = (
            *("id", "received_at", "sender", "subject", "message_id", "source", "state", "kind", "reason", "detail"),
            *("findings", "mailbox", "delivery", "settled_at", "settled_by", "discard_after"),
        )


class MailboxChosen(serializers.Serializer[object]):
    mailbox = serializers.IntegerField(min_value=1, help_text="Id of an invited mailbox.")


class AppliedWanted(MailboxChosen):
    partstat = serializers.ChoiceField(choices=[partstat.value for partstat in ANSWERS])


class NoteWanted(serializers.Serializer[object]):
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)


class InboundFilters(FilterSet):  # type: ignore[misc]
    state = one_of(InboundMessage.State)
    delivery = NumberFilter(field_name="delivery_id")
    since = DateFilter(field_name="received_at", lookup_expr="date__gte")


class Inbound(Listed[InboundMessage]):
    """Received mails about the own party's invitations, the newest first; `state=set_aside` waits for a person."""

    queryset = InboundMessage.objects.none()
    serializer_class = InboundShown
    filterset_class = InboundFilters
    lookup_value_converter = "int"
    acts: ClassVar = dict.fromkeys(ACTS, "mend deliveries")

    def rows(self) -> QuerySet[InboundMessage]:
        return InboundMessage.objects.defer("raw")

    @extend_schema(responses={(200, "message/rfc822"): OpenApiTypes.BINARY})
    @action(detail=True, url_path="message.eml", renderer_classes=(JSONRenderer, Message))
    def message(self, request: Request, pk: int) -> HttpResponse:
        """The bytes that were received, but for keys of answer links that they quote; empty once their time is over."""
        message = self.get_object()
        response = HttpResponse(masked(bytes(message.raw)), content_type="message/rfc822")
        response["Content-Disposition"] = f'attachment; filename="received-{message.pk}.eml"'
        return response

    @extend_schema(request=AppliedWanted, responses=InboundShown)
    @action(detail=True, methods=["post"])
    @refuses(409)
    @idempotent
    def apply(self, request: Request, pk: int) -> Response:
        """Record by hand what the mail says, for the mailbox that a person chose."""
        message, wanted = self.get_object(), validated(AppliedWanted(data=request.data))
        attendee, partstat = _chosen(message, wanted), Partstat(wanted["partstat"])
        services.apply(message, attendee, partstat, by=self.actor, now=timezone.now())
        return self._shown()

    @extend_schema(request=MailboxChosen, responses=InboundShown)
    @action(detail=True, methods=["post"], url_path="send-link")
    @idempotent
    def send_link(self, request: Request, pk: int) -> Response:
        """Send the invited mailbox, never the sender, a new answer link."""
        message, wanted = self.get_object(), validated(MailboxChosen(data=request.data))
        services.send_link(message, _chosen(message, wanted), by=self.actor, now=timezone.now())
        return self._shown()

    @extend_schema(request=None, responses=InboundShown)
    @action(detail=True, methods=["post"], url_path="decline-proposal")
    @refuses(409)
    @idempotent
    def decline_proposal(self, request: Request, pk: int) -> Response:
        """Answer the proposal of another time with no (RFC 5546 section 3.2.8)."""
        services.decline_proposal(self.get_object(), by=self.actor, now=timezone.now())
        return self._shown()

    @extend_schema(request=NoteWanted, responses=InboundShown)
    @action(detail=True, methods=["post"])
    @refuses(409)
    @idempotent
    def dismiss(self, request: Request, pk: int) -> Response:
        """Put it away: somebody has looked, and nothing follows."""
        note = validated(NoteWanted(data=request.data))["note"]
        services.dismiss(self.get_object(), note=note, by=self.actor, now=timezone.now())
        return self._shown()

    def _shown(self) -> Response:
        return Response(InboundShown(self.get_object()).data)


def _chosen(message: InboundMessage, wanted: dict[str, int]) -> Attendee:
    found = next((one for one in invited(message) if one.pk == wanted["mailbox"]), None)
    if found is None:
        raise NotInvited(where="mailbox")
    return found


urlpatterns = routes(inbound=Inbound)
