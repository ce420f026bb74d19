"""Correcting the register."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from backend.domain.languages import worded
from backend.domain.meetings import Openness
from backend.organisations.models import AgreementDate
from backend.organisations.registers import PolicyEntry
from backend.topics.registers import Entry
from backend.topics.selectors import topic_names
from frontend.forms.days import DayInput
from frontend.wording import AGREEMENT_EVENTS, OBSERVERS


class ConfirmForm(forms.Form):
    """What was assumed is right, and this is where it stands."""

    source = forms.CharField(label=_("Source"), help_text=_("The rule or decision, with symbol and date"))


class PolicyForm(forms.Form):
    """The body's rule on observers from a day on."""

    observers = forms.ChoiceField(label=_("Observers"), choices=[(o.value, OBSERVERS[o]) for o in Openness])
    valid_from = forms.DateField(label=_("Valid from"), widget=DayInput)
    seats = forms.IntegerField(label=_("Seats"), required=False, min_value=1, max_value=999)
    public_part_only = forms.BooleanField(label=_("Public part only"), required=False)
    prior_notification = forms.BooleanField(label=_("Prior written notification"), required=False)
    source = forms.CharField(label=_("Source"), help_text=_("The rule or decision, with symbol and date"))

    def entry(self) -> PolicyEntry:
        """The rule as the register keeps it: only the conditions that were set."""
        values = self.cleaned_data
        names = ("seats", "public_part_only", "prior_notification")
        return PolicyEntry(
            observers=Openness(values["observers"]),
            source=values["source"],
            valid_from=values["valid_from"],
            conditions={name: values[name] for name in names if values[name]},
        )


class TopicEntryForm(forms.Form):
    """What the party's own register says of a topic."""

    topic = forms.ChoiceField(label=_("Topic"))
    basis = forms.CharField(label=_("Legal basis"), max_length=300)
    valid_from = forms.DateField(label=_("Valid from"), widget=DayInput)
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=DayInput)

    def __init__(self, data: object, *, initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        field = self.fields["topic"]
        if isinstance(field, forms.ChoiceField):
            language = get_language() or "en"
            field.choices = [(code, worded(names, language).text) for code, names in sorted(topic_names().items())]

    def entry(self) -> Entry:
        """The entry as the register keeps it."""
        return Entry(**self.cleaned_data)


class AgreementForm(forms.Form):
    """A sourced date in the life of the Agreement: Art. 10."""

    event = forms.ChoiceField(
        label=_("Event"), choices=[(e.value, AGREEMENT_EVENTS[e.value]) for e in AgreementDate.Event]
    )
    on = forms.DateField(label=_("Date"), widget=DayInput)
    source = forms.CharField(label=_("Source"), help_text=_("The treaty series, the letter of notice, with its date"))
