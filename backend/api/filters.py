"""Filters are named one by one. Any other query parameter is refused: a slip of the pen is not ignored."""

from enum import Enum
from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import ChoiceFilter, DjangoFilterBackend, FilterSet
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

PAGING = frozenset({"limit", "offset"})


def one_of(values: type[Enum], **options: Any) -> ChoiceFilter:  # noqa: ANN401 - of any filter
    """A filter by one of these values; any other is refused."""
    return ChoiceFilter(choices=[(value.value, value.value) for value in values], **options)


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
