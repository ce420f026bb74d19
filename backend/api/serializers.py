"""What every answer is made from: named fields that nobody writes through."""

from typing import Any, TypeVar

from django.db.models import Model
from rest_framework import serializers

M = TypeVar("M", bound=Model)


class Shown(serializers.ModelSerializer[M]):
    # Rows as they are shown. Input has serializers of its own, so that nothing is written by its name alone.
    # A docstring here would stand in the schema of every row.

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        for field in fields.values():
            field.read_only = True
        return fields
