"""Feeds by their secret address."""

from django.urls import path

from . import views

urlpatterns = [path("<path:secret>.ics", views.feed, name="feed")]
