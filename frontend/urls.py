"""Which screen answers where."""

from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [path("answer/<str:token>/", TemplateView.as_view(template_name="404.html"), name="answer")]
