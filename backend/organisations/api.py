"""The register of bodies and offices, to read."""

from django.db.models import QuerySet

from backend.api.routes import routes
from backend.api.serializers import Shown
from backend.api.views import Listed

from .models import Body, ObserverPolicy, Office


class PolicyShown(Shown[ObserverPolicy]):
    class Meta:
        model = ObserverPolicy
        fields = ("observers", "conditions", "source", "confidence", "valid_from", "valid_until")


class BodyShown(Shown[Body]):
    policies = PolicyShown(many=True)

    class Meta:
        model = Body
        fields = (
            *("code", "organisation", "family", "crime_prevention", "names", "aliases", "place", "time_zone"),
            *("notice_weeks", "policies"),
        )


class OfficeShown(Shown[Office]):
    class Meta:
        model = Office
        fields = ("party", "names", "addressees", "place", "time_zone", "mailbox", "languages", "placeholder")


class Bodies(Listed[Body]):
    """Bodies that convene meetings, and whether each admits observers."""

    queryset = Body.objects.none()
    serializer_class = BodyShown
    lookup_field = "code"
    lookup_value_converter = "str"

    def rows(self) -> QuerySet[Body]:
        return Body.objects.prefetch_related("policies")


class Offices(Listed[Office]):
    """The formal addressee of each party."""

    queryset = Office.objects.none()
    serializer_class = OfficeShown
    lookup_field = "party"
    lookup_value_converter = "str"

    def rows(self) -> QuerySet[Office]:
        return Office.objects.order_by("party")


urlpatterns = routes(bodies=Bodies, offices=Offices)
