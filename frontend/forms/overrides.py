"""Deciding against the engine."""

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.consultations.overrides import CLAUSES


class OverrideForm(forms.Form):
    """Only with a clause and a reason."""

    invite = forms.ChoiceField(
        label=_("Decision"), choices=[("yes", _("Invite all the same")), ("no", _("Do not invite all the same"))]
    )
    clause = forms.ChoiceField(label=_("Clause relied on"), choices=[(cite, cite) for cite in CLAUSES])
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is shown beside the decision for ever, with your name."),
    )
