"""Answers that came back from the guest, to read."""

from django.db.models import QuerySet
from django_filters.rest_framework import FilterSet, UUIDFilter
from rest_framework import serializers

from backend.api.filters import one_of
from backend.api.routes import routes
from backend.api.serializers import Shown
from backend.api.views import Listed
from backend.domain.participation import Channel, Partstat

from .models import Reply


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


urlpatterns = routes(replies=Replies)
