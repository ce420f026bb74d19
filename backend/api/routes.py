"""Paths of a view set: lists end in a slash, rows are named by their converter."""

from django.urls import URLPattern, URLResolver
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ViewSetMixin


def routes(**views: type[ViewSetMixin]) -> list[URLPattern | URLResolver]:
    """The paths of each view set under the name it is given here; `_` becomes `-`."""
    router = SimpleRouter(use_regex_path=False)
    for name, view in views.items():
        path = name.replace("_", "-")
        router.register(path, view, basename=path)
    return router.urls
