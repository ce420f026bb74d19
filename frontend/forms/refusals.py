"""Showing beside its field what the record refused."""

from collections.abc import Callable

from django import forms

from backend.domain.errors import DomainError


def kept(form: forms.Form, save: Callable[[], object]) -> bool:
    """Run the service; what it refuses stands beside the field that it concerns. Returns whether it was kept."""
    if not form.is_valid():
        return False
    try:
        save()
    except DomainError as error:
        for problem in error.problems:
            form.add_error(problem.where if problem.where in form.fields else None, problem.message)
        return False
    return True
