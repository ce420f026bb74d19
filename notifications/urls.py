"""Feeds by their secret address."""

from django.urls import path

from . import views

urlpatterns = [path("<str:secret>.ics", views.feed, name="feed")]
