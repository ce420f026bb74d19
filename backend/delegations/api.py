"""Answers that came back from the guest, to read."""

from django.db.models import QuerySet
from django_filters.rest_framework import FilterSet, UUIDFilter
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.api.filters import one_of
from backend.api.routes import routes
from backend.api.serializers import Shown
from backend.api.views import Listed
from backend.domain.participation import Capacity, Channel, Partstat

from .models import Reply, Representative
from .selectors import answered, replies_of

PARTSTATS = tuple(partstat.value for partstat in Partstat)


class ReplyShown(Shown[Reply]):
    invitation = serializers.UUIDField(source="invitation.key")
    attendee = serializers.EmailField(source="attendee.address")

    class Meta:
        model = Reply
        fields = (
            *("id", "invitation", "attendee", "sitting", "partstat", "delegated_to", "comment", "sequence", "stamp"),
            *("channel", "by", "received_at"),
        )


class ReplyFilters(FilterSet):  # type: ignore[misc]
    invitation = UUIDFilter(field_name="invitation__key")
    partstat = one_of(Partstat)
    channel = one_of(Channel)


class Replies(Listed[Reply]):
    """Answers to the own party's invitations. The newest by sequence, then stamp, counts (RFC 5546 section 2.1.5)."""

    queryset = Reply.objects.none()
    serializer_class = ReplyShown
    filterset_class = ReplyFilters
    lookup_value_converter = "int"

    def rows(self) -> QuerySet[Reply]:
        return Reply.objects.select_related("invitation", "attendee")


class RepresentativeShown(Shown[Representative]):
    invitation = serializers.UUIDField(source="delegation.invitation.key")
    address = serializers.EmailField(source="attendee.address")
    removed_at = serializers.DateTimeField(source="attendee.removed_at")
    replaces = serializers.IntegerField(source="replaces_id", allow_null=True)
    partstat = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()

    class Meta:
        model = Representative
        fields = (
            *("id", "invitation", "family_name", "given_name", "title", "capacity", "address", "language", "time_zone"),
            *("sittings", "wants", "replaces", "partstat", "answers", "nominated_at", "removed_at", "removal_reason"),
        )

    @extend_schema_field(serializers.ChoiceField(choices=PARTSTATS))
    def get_partstat(self, person: Representative) -> str:
        return answered(person, replies_of(person.attendee)).value

    @extend_schema_field(serializers.DictField(child=serializers.ChoiceField(choices=PARTSTATS)))
    def get_answers(self, person: Representative) -> dict[str, str]:
        return {number: reply.partstat for number, reply in sorted(replies_of(person.attendee).items())}


class RepresentativeFilters(FilterSet):  # type: ignore[misc]
    invitation = UUIDFilter(field_name="delegation__invitation__key")
    capacity = one_of(Capacity)


class Representatives(Listed[Representative]):
    """Those whom the guests of the own party's meetings send, in the order of nomination; those removed too."""

    queryset = Representative.objects.none()
    serializer_class = RepresentativeShown
    filterset_class = RepresentativeFilters
    lookup_value_converter = "int"

    def rows(self) -> QuerySet[Representative]:
        return Representative.objects.select_related("attendee__invitation", "delegation__invitation")


urlpatterns = routes(replies=Replies, representatives=Representatives)
