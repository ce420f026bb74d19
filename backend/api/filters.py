"""Filters are named one by one. Any other query parameter is refused: a slip of the pen is not ignored."""

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

PAGING = frozenset({"limit", "offset"})


class NamedFilters(DjangoFilterBackend):  # type: ignore[misc]
    """The filters that the view's `filterset_class` names, and no others."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        filters: type[FilterSet] | None = getattr(view, "filterset_class", None)
        known = PAGING | set(filters.base_filters if filters else ())
        for name in sorted(set(request.query_params) - known):
            message = f"There is no parameter “{name}” here. Known are {', '.join(sorted(known))}."
            raise ValidationError({name: [message]}, code="unknown_parameter")
        filtered: QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return filtered
