"""What a competent body decided about observers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.domain.meetings import Effect
from backend.domain.parties import Party
from backend.meetings.body_decisions import BodyDecisionEntry, scopes_of
from backend.meetings.models import Meeting
from frontend.forms.days import DayInput
from frontend.wording import EFFECTS, PARTIES, part_of_meeting

GUESTS = [("", _("All observers")), *((party.value, PARTIES[party]) for party in Party)]


class BodyDecisionForm(forms.Form):
    """Symbol, effect, part, for whom, and how long."""

    symbol = forms.CharField(label=_("Symbol or date"), max_length=100, help_text=_("For example “decision 2027/1”"))
    effect = forms.ChoiceField(label=_("Effect"), choices=[(e.value, EFFECTS[e]) for e in Effect])
    scope = forms.ChoiceField(label=_("About"))
    guest = forms.ChoiceField(label=_("For"), choices=GUESTS, required=False)
    valid_from = forms.DateField(label=_("Valid from"), required=False, widget=DayInput)
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=DayInput)
    seats = forms.IntegerField(label=_("Seats"), required=False, min_value=1, max_value=999)

    def __init__(self, data: object, *, meeting: Meeting) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["scope"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(scope, part_of_meeting(scope)) for scope in scopes_of(meeting)]

    def entry(self) -> BodyDecisionEntry:
        """The decision as the record keeps it."""
        values = self.cleaned_data
        return BodyDecisionEntry(
            symbol=values["symbol"],
            effect=Effect(values["effect"]),
            scope=values["scope"],
            guest=values["guest"] or None,
            valid_from=values["valid_from"],
            valid_until=values["valid_until"],
            conditions={"seats": values["seats"]} if values["seats"] else {},
        )
