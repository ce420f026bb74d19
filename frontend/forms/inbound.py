"""What a person does with a mail that was set aside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.delegations.models import Attendee
from notifications.intake.models import InboundMessage
from notifications.intake.selectors import invited


class SettleForm(forms.Form):
    """Record an answer for an invited mailbox, send that mailbox a link, or put the mail away with a note."""

    attendee = forms.ChoiceField(label=_("Invited mailbox"), required=False)
    partstat = forms.ChoiceField(
        label=_("Answer"), required=False,
        choices=[("", "–"), ("ACCEPTED", _("accepts")), ("TENTATIVE", _("may come")), ("DECLINED", _("declines"))],
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, message: InboundMessage, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.invited = {str(one.pk): one for one in invited(message)}
        choices = [(key, f"{one.address} · {one.invitation.meeting.identifier}") for key, one in self.invited.items()]
        field = self.fields["attendee"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *choices]
        self.initial["attendee"] = str(message.attendee_id or "")

    @property
    def chosen(self) -> Attendee | None:
        """The mailbox that was chosen, of the reader's own invitations."""
        return self.invited.get(self.cleaned_data.get("attendee", ""))
