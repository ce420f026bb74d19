"""The formal addressee of invitations."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MailboxForm(forms.Form):
    """The real mailbox of the office."""

    mailbox = forms.EmailField(label=_("Mailbox"))
