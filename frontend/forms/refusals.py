"""Showing beside its field, in the reader's language, what the record refused."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext

from backend.domain.errors import DomainError, Problem


def kept(form: forms.Form, save: Callable[[], object]) -> bool:
    """Run the service; what it refuses stands beside the field that it concerns. Returns whether it was kept."""
    if not form.is_valid():
        return False
    try:
        save()
    except DomainError as error:
        for problem in error.problems:
            refusal = forms.ValidationError(sentence(problem), code=problem.code)
            form.add_error(problem.where if _is_shown(form, problem.where) else None, refusal)
        return False
    return True


def _is_shown(form: forms.Form, name: str) -> bool:
    return name in form.fields and not form.fields[name].widget.is_hidden


def sentence(problem: Problem) -> str:
    """The problem's sentence, translated where a catalogue has it."""
    if not problem.template:
        return problem.message
    try:
        return gettext(problem.template).format(**problem.details)
    except (KeyError, IndexError, ValueError):
        return problem.message


def sentences(error: DomainError) -> list[str]:
    """Everything that is wrong, one sentence each."""
    return [sentence(problem) for problem in error.problems]
