"""What is said of each agenda item beside its words: who may attend it, its class, and the committee that takes it."""

from collections.abc import Mapping

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from backend.domain.meetings import Classification, Openness
from frontend.wording import CLASSIFICATIONS, OBSERVERS


class ItemForm(forms.Form):
    """One item. The number names it; empty openness means as the meeting."""

    number = forms.CharField(widget=forms.HiddenInput)
    observers = forms.ChoiceField(
        label=_("Observers"),
        required=False,
        choices=[("", _("As the meeting")), *((o.value, OBSERVERS[o]) for o in Openness)],
    )
    classification = forms.ChoiceField(
        label=_("Classification"), choices=[(c.value, CLASSIFICATIONS[c]) for c in Classification]
    )
    committee = forms.CharField(label=_("Committee"), required=False, max_length=200)


Items = formset_factory(ItemForm, extra=0)


def changed_items(stored: list[Mapping[str, object]], said: "BaseFormSet[ItemForm]") -> list[dict[str, object]]:
    """The items of the interchange format as they stand, with what the form says of each."""
    by_number = {form.cleaned_data["number"]: form.cleaned_data for form in said}
    return [{**item, **_said(by_number.get(str(item["number"]), {}))} for item in stored]


def _said(values: Mapping[str, str]) -> dict[str, object]:
    if not values:
        return {}
    return {
        "observers": values["observers"] or None,
        "classification": values["classification"],
        "committee": values["committee"] or None,
    }
