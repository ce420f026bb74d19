"""Which screen answers where."""

from django.urls import path
from django.views.i18n import set_language

from .views import (
    agendas,
    answer,
    body_decisions,
    consultations,
    dashboard,
    deliveries,
    efforts,
    feeds,
    invitations,
    meetings,
    overrides,
    questions,
    registers,
)

urlpatterns = [
    path("", dashboard.show, name="dashboard"),
    path("meetings/new/", meetings.create, name="meeting-new"),
    path("meetings/check/", meetings.check, name="meeting-check"),
    path("meetings/<uuid:key>/", meetings.show, name="meeting"),
    path("meetings/<uuid:key>/edit/", meetings.edit, name="meeting-edit"),
    path("deliveries/<int:pk>/message.eml", deliveries.message, name="delivery-bytes"),
    path("invitations/<uuid:key>/", invitations.show, name="invitation"),
    path("feeds/", feeds.manage, name="feeds"),
    path("feeds/<uuid:key>/", feeds.show, name="feed-page"),
    path("feeds/<uuid:key>/address/", feeds.rotate, name="feed-rotate"),
    path("feeds/<uuid:key>/end/", feeds.end, name="feed-end"),
    path("language/", set_language, name="set_language"),
    path("answer/<str:token>/", answer.show, name="answer"),
    path("consultations/", consultations.index, name="consultations"),
    path("consultations/<uuid:key>/", consultations.show, name="consultation"),
    path("consulted/<str:token>/", consultations.by_link, name="consultation-link"),
    path("meetings/<uuid:key>/efforts/", efforts.show, name="efforts"),
    path("meetings/<uuid:key>/efforts/<int:pk>/", efforts.close, name="effort-close"),
    path("meetings/<uuid:key>/override/<str:guest>/", overrides.show, name="override"),
    path("meetings/<uuid:key>/agendas/<int:before>/<int:after>/", agendas.compared, name="agenda-changes"),
    path("questions/", questions.index, name="questions"),
    path("meetings/<uuid:key>/body-decisions/", body_decisions.show, name="body-decisions"),
    path("register/", registers.bodies, name="bodies"),
    path("register/agreement/", registers.agreement, name="agreement"),
    path("register/<str:code>/", registers.body, name="body"),
]
