"""Deciding about an invitation that was issued."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FollowUpForm(forms.Form):
    """What is done, and why."""

    act = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("keep", _("Keep the invitation")),
            ("withdraw", _("Withdraw the invitation")),
            ("again", _("Invite again")),
            ("leave", _("Leave the refusal as it is")),
        ],
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Kept on the record.")
    )

    def clean(self) -> dict[str, object]:
        """A withdrawal is told to the guest with its reason, so it needs one."""
        values = super().clean() or {}
        if values.get("act") == "withdraw" and not values.get("reason"):
            self.add_error("reason", _("Say why: the guest is told."))
        return values
