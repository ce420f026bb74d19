"""Meetings by API: recorded in the interchange format, and answered with what Article 6 says of them."""

import re

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import CharFilter, DateFilter, FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.selectors import party_of
from backend.api.filters import one_of
from backend.api.idempotency import idempotent
from backend.api.schema import refuses
from backend.api.serializers import Shown
from backend.api.views import Rows, validated
from backend.domain.errors import DomainError
from backend.domain.meetings import Kind, Status
from backend.domain.parties import Party, party_named
from backend.interchange.format import parse_meeting
from backend.interchange.record import MeetingRecord
from backend.interchange.rows import document_of
from backend.interchange.services import keep_meeting
from backend.invitations.document import DecisionDocument
from backend.invitations.selectors import current_decisions
from backend.meetings.models import Meeting
from backend.meetings.services import cancel, postpone

from .services import decide


class AlreadyRecorded(DomainError):
    """A meeting “{identifier}” of {host} is recorded already. Change it with PUT, or give this one another id."""

    code = "already_recorded"


class NotYourMeeting(DomainError):
    """Only {host} records the meetings of {host}. What it invites you to stands under “received”."""

    code = "not_allowed"


class OtherMeeting(DomainError):
    """This address is the meeting “{identifier}” of {host}; its id and host cannot change. Send them as they are."""

    code = "other_meeting"


class VersionRequired(DomainError):
    """Say which version you edited: read the meeting and send its ETag as If-Match."""

    code = "version_required"


class VersionUnknown(DomainError):
    """“{given}” is not the ETag of a meeting. Send the ETag as it was read, such as "3" with its quotation marks."""

    code = "version_unknown"


KINDS = tuple(kind.value for kind in Kind)
"""The values of `kind`, under one name in the API's description."""


class MeetingListed(Shown[Meeting]):
    body = serializers.CharField(source="convener")

    class Meta:
        model = Meeting
        fields = (
            *("key", "identifier", "host", "body", "kind", "titles", "starts_on", "ends_on", "time_zone", "place"),
            *("status", "version", "changed_at"),
        )


class MeetingShown(MeetingListed):
    document = serializers.SerializerMethodField(help_text="The meeting in the interchange format.")
    decisions = serializers.SerializerMethodField(help_text="What Article 6 says, for each guest.")

    class Meta(MeetingListed.Meta):
        fields = (*MeetingListed.Meta.fields, "document", "decisions")  # type: ignore[assignment]

    @extend_schema_field(MeetingRecord)  # type: ignore[arg-type]
    def get_document(self, meeting: Meeting) -> object:
        return document_of(meeting)

    @extend_schema_field(DecisionDocument(many=True))
    def get_decisions(self, meeting: Meeting) -> object:
        """The stored decisions; just after a change, what they will be."""
        if record := self.context.get("preview"):
            return decide(record)
        return [decision.document for decision in current_decisions(meeting)]


class ReasonWanted(serializers.Serializer[object]):
    reason = serializers.CharField(max_length=2000, help_text="Told to whoever was invited.")


class MeetingFilters(FilterSet):  # type: ignore[misc]
    body = CharFilter(field_name="body__code", help_text="The body's code.")
    since = DateFilter(field_name="starts_on", lookup_expr="gte")
    until = DateFilter(field_name="starts_on", lookup_expr="lte")
    identifier = CharFilter(help_text="Exactly this id.")
    host = CharFilter(help_text="Exactly this organisation.")
    status = one_of(Status)
    kind = one_of(Kind)


class Meetings(mixins.ListModelMixin, Rows[Meeting]):
    """Meetings of the own party and those of others that it has recorded, by opening date."""

    queryset = Meeting.objects.none()
    serializer_class = MeetingListed
    filterset_class = MeetingFilters
    lookup_field = "key"
    lookup_value_converter = "uuid"
    acts = dict.fromkeys(("create", "update", "cancel", "postpone"), "record meetings")

    def rows(self) -> QuerySet[Meeting]:
        return Meeting.objects.select_related("body").order_by("starts_on", "identifier", "pk")

    @extend_schema(responses=MeetingShown)
    def retrieve(self, request: Request, key: str) -> Response:
        """The meeting in the interchange format with its decisions. The ETag is what PUT asks for."""
        return self._shown(self.get_object())

    @extend_schema(request=MeetingRecord, responses={201: MeetingShown})
    @refuses(409)
    @idempotent
    def create(self, request: Request) -> Response:
        """Record a meeting with its agenda. A published one leads to whatever Article 6 owes without a further call."""
        record = self._record(request)
        with transaction.atomic():
            if Meeting.objects.select_for_update().filter(host=record.host, identifier=record.id).exists():
                raise AlreadyRecorded(where="id", identifier=record.id, host=record.host)
            kept = keep_meeting(record, by=self.actor, now=timezone.now(), owner=self.party, expected_version=0)
        return self._shown(kept.meeting, record, status.HTTP_201_CREATED)

    @extend_schema(request=MeetingRecord, responses=MeetingShown)
    @refuses(409, 428)
    @idempotent
    def update(self, request: Request, key: str) -> Response:
        """Change the meeting to what is sent. What is left out is not stated any more; material changes are told."""
        found, expected = self.get_object(), _version(request)
        record = self._record(request)
        if (record.host, record.id) != (found.host, found.identifier):
            raise OtherMeeting(where="id", identifier=found.identifier, host=found.host)
        kept = keep_meeting(record, by=self.actor, now=timezone.now(), owner=self.party, expected_version=expected)
        return self._shown(kept.meeting, record)

    @extend_schema(request=ReasonWanted, responses=MeetingShown)
    @action(detail=True, methods=["post"])
    @idempotent
    def cancel(self, request: Request, key: str) -> Response:
        """The meeting will not be held. Whoever was invited is told at once."""
        meeting, wanted = self.get_object(), validated(ReasonWanted(data=request.data))
        cancel(meeting, by=self.actor, now=timezone.now(), reason=wanted["reason"])
        return self._shown(self.get_object())

    @extend_schema(request=ReasonWanted, responses=MeetingShown)
    @action(detail=True, methods=["post"])
    @idempotent
    def postpone(self, request: Request, key: str) -> Response:
        """The meeting has no date for now. Whoever was invited is told."""
        meeting, wanted = self.get_object(), validated(ReasonWanted(data=request.data))
        postpone(meeting, by=self.actor, now=timezone.now(), reason=wanted["reason"])
        return self._shown(self.get_object())

    @property
    def party(self) -> Party | None:
        return party_of(self.request.user)

    def _record(self, request: Request) -> MeetingRecord:
        record = parse_meeting(request.data)
        host = party_named(record.host)
        if host and host != self.party:
            raise NotYourMeeting(where="host", host=host.value)
        return record

    def _shown(self, meeting: Meeting, preview: MeetingRecord | None = None, code: int = 200) -> Response:
        shown = MeetingShown(meeting, context={"preview": preview})
        return Response(shown.data, code, headers={"ETag": f'"{meeting.version}"'})


def _version(request: Request) -> int | None:
    """The version that If-Match names; None for `*`, which means whichever there is (RFC 9110 section 13.1.1)."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise VersionRequired(where="If-Match")
    if given == "*":
        return None
    found = re.fullmatch(r'(?:W/)?"?(\d{1,9})"?', given)
    if found is None:
        raise VersionUnknown(where="If-Match", given=given)
    return int(found[1])
