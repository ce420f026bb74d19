"""Which screen answers where."""

from django.urls import path
from django.views.i18n import set_language

from .views import answer, dashboard, deliveries, feeds, invitations, meetings

urlpatterns = [
    path("", dashboard.show, name="dashboard"),
    path("meetings/new/", meetings.create, name="meeting-new"),
    path("meetings/check/", meetings.check, name="meeting-check"),
    path("meetings/<uuid:key>/", meetings.show, name="meeting"),
    path("meetings/<uuid:key>/edit/", meetings.edit, name="meeting-edit"),
    path("deliveries/<int:pk>/message.eml", deliveries.message, name="delivery-bytes"),
    path("invitations/<uuid:key>/", invitations.show, name="invitation"),
    path("feeds/", feeds.manage, name="feeds"),
    path("language/", set_language, name="set_language"),
    path("answer/<str:token>/", answer.show, name="answer"),
]
