"""6 (4): the request to a third host, and what came of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.domain.parties import Party
from frontend.forms.days import DayInput
from frontend.wording import EFFORTS, LANGUAGES, PARTIES

CHANNELS = [("letter", _("Letter")), ("mail", _("Mail")), ("phone", _("Telephone")), ("meeting", _("Meeting"))]


class RequestForm(forms.Form):
    """Whom we asked, when and with which words."""

    guest = forms.ChoiceField(label=_("To invite"), choices=[(p.value, PARTIES[p]) for p in Party])
    asked_of = forms.CharField(
        label=_("Asked of"), max_length=300, help_text=_("The lead organiser's office, as the letter addresses it")
    )
    asked_on = forms.DateField(label=_("Asked on"), widget=DayInput)
    channel = forms.ChoiceField(label=_("Channel"), choices=CHANNELS)
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=list(LANGUAGES.items()),
        help_text=_("English and French are authentic. Draft it again after choosing another language."),
    )
    letter = forms.CharField(label=_("The request as it was sent"), widget=forms.Textarea(attrs={"rows": 12}))


class ClosingForm(forms.Form):
    """The honest end of an effort."""

    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=[(value, words) for value, words in EFFORTS.items() if value != "pending"]
    )
    answered_on = forms.DateField(label=_("On"), widget=DayInput)
    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Quote the answer, or name the letter with its date. No answer needs none."),
    )
