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
    documents = forms.CharField(
        label=_("Documents"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_documents(self) -> list[dict[str, str]]:
        """One symbol a line; a classified document says so behind a bar: `S/2027/1 | restricted`."""
        return [self._document(line) for line in self.cleaned_data["documents"].splitlines() if line.strip()]

    def _document(self, line: str) -> dict[str, str]:
        symbol, _bar, said = (part.strip() for part in line.partition("|"))
        if said and said not in set(Classification):
            message = _("“%(said)s” is no class: write restricted or confidential behind the bar, or no bar.")
            raise forms.ValidationError(message % {"said": said})
        return {"symbol": symbol, "classification": said or Classification.GENERAL.value}


Items = formset_factory(ItemForm, extra=0)


def changed_items(stored: list[Mapping[str, object]], said: "BaseFormSet[ItemForm]") -> list[dict[str, object]]:
    """The items of the interchange format as they stand, with what the form says of each."""
    by_number = {form.cleaned_data["number"]: form.cleaned_data for form in said}
    return [{**item, **_said(by_number.get(str(item["number"]), {}))} for item in stored]


def document_lines(item: Mapping[str, object]) -> str:
    """The documents of an item as the form shows them."""
    documents: list[Mapping[str, str]] = item.get("documents") or []  # type: ignore[assignment]
    bars = {Classification.GENERAL.value: ""}
    return "\n".join(one["symbol"] + bars.get(c := one["classification"], f" | {c}") for one in documents)


def _said(values: Mapping[str, object]) -> dict[str, object]:
    if not values:
        return {}
    return {
        "documents": values["documents"],
        "observers": values["observers"] or None,
        "classification": values["classification"],
        "committee": values["committee"] or None,
    }
