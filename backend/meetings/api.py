"""The agendas of a meeting as they were published, to read."""

from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from rest_framework import mixins

from backend.api.serializers import Shown
from backend.api.views import Rows

from .models import AgendaItem, AgendaVersion, Meeting


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


urlpatterns = [path("meetings/<uuid:key>/agendas/", Agendas.as_view({"get": "list"}), name="agendas")]
