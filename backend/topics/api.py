"""The thesaurus and the two registers that stand on it, to read: Art. 6 (2)-(3) interests, Art. 6 (4) competences."""

from django.db.models import QuerySet
from django_filters.rest_framework import CharFilter, FilterSet
from rest_framework import serializers

from backend.api.filters import one_of
from backend.api.routes import routes
from backend.api.serializers import Shown
from backend.api.views import Listed
from backend.domain.parties import Party

from .models import Competence, Interest, Topic

ENTRY = ("id", "party", "topic", "basis", "confidence", "valid_from", "valid_until")


class TopicShown(Shown[Topic]):
    class Meta:
        model = Topic
        fields = ("code", "names", "descriptions", "basis")


class InterestShown(Shown[Interest]):
    topic = serializers.CharField(source="topic.code")

    class Meta:
        model = Interest
        fields = ENTRY


class CompetenceShown(Shown[Competence]):
    topic = serializers.CharField(source="topic.code")

    class Meta:
        model = Competence
        fields = ENTRY


class EntryFilters(FilterSet):  # type: ignore[misc]
    party = one_of(Party)
    topic = CharFilter(field_name="topic__code", help_text="The topic's code.")


class Topics(Listed[Topic]):
    """Concepts of the thesaurus."""

    queryset = Topic.objects.none()
    serializer_class = TopicShown
    lookup_field = "code"
    lookup_value_converter = "str"

    def rows(self) -> QuerySet[Topic]:
        return Topic.objects.all()


class Interests(Listed[Interest]):
    """Matters of interest to a party: Art. 6 (2), (3)."""

    queryset = Interest.objects.none()
    serializer_class = InterestShown
    filterset_class = EntryFilters
    lookup_value_converter = "int"

    def rows(self) -> QuerySet[Interest]:
        return Interest.objects.select_related("topic").order_by("party", "topic__code", "valid_from", "pk")


class Competences(Listed[Competence]):
    """Issues within the competence of a party: Art. 6 (4)."""

    queryset = Competence.objects.none()
    serializer_class = CompetenceShown
    filterset_class = EntryFilters
    lookup_value_converter = "int"

    def rows(self) -> QuerySet[Competence]:
        return Competence.objects.select_related("topic").order_by("party", "topic__code", "valid_from", "pk")


urlpatterns = routes(topics=Topics, interests=Interests, competences=Competences)
