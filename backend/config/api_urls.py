"""The API's routes, one module for each app. Named as strings: this module imports nobody."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from backend.api.reference import Reference
from backend.api.views import Nowhere

app_name = "v1"

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("reference/", Reference.as_view(), name="reference"),
    *(
        path("", include(f"{package}.api"))
        for package in (
            "backend.organisations",
            "backend.accounts",
            "backend.topics",
            "backend.meetings",
            "backend.invitations",
            "backend.delegations",
            "backend.sharing",
            "backend.consultations",
            "scheduler",
            "notifications",
        )
    ),
    path("<path:rest>", Nowhere.as_view(), name="nowhere"),
]
