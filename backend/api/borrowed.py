"""Sentences of Django REST framework that its own catalogues have not in every language of ours."""

from django.utils.translation import gettext_noop as _

BORROWED = (
    _("Datetime value out of range."),
    _("Ensure this field has at least {min_length} elements."),
    _("Ensure this field has no more than {max_length} elements."),
    _("Expected available in {wait} second."),
    _("Expected available in {wait} seconds."),
    _("Invalid input."),
    _("Must be a valid UUID."),
    _("Must be a valid boolean."),
    _("Not a valid string."),
    _("Surrogate characters are not allowed: U+{code_point:X}."),
    _("This dictionary may not be empty."),
)
"""Named here, so that our catalogues have them; these go before the framework's."""
