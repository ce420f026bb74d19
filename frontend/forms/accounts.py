"""What an administrator says of a person of the own party."""

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.administration import Particulars
from backend.accounts.models import Membership, Role
from frontend.wording import LANGUAGES, ROLES


class AccountForm(forms.Form):
    """An account that is there: address, roles, office, language and zone."""

    email = forms.EmailField(
        label=_("Mail address"), help_text=_("Links to choose a password go to it, and to no other address.")
    )
    roles = forms.MultipleChoiceField(
        label=_("What the person does"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(r, ROLES[r]) for r in Role.values],
    )
    office = forms.CharField(label=_("Office"), required=False, max_length=200)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("That of the browser")), *LANGUAGES.items()]
    )
    time_zone = forms.CharField(
        label=_("Time zone"), required=False, max_length=64, widget=forms.TextInput(attrs={"list": "zones"}),
        help_text=_("For example Europe/Vienna. Left empty, hours are those of UTC."),
    )  # fmt: skip

    def particulars(self) -> Particulars:
        """The choices as the service takes them."""
        said = self.cleaned_data
        own = {name: said[name] for name in ("email", "office", "language", "time_zone")}
        return Particulars(roles=[Role(role) for role in said["roles"]], **own)


class InvitationToAccountForm(AccountForm):
    """A new account, with the name under which the person signs in."""

    username = forms.CharField(label=_("User name"), max_length=150)

    field_order = ("username", "email", "roles", "office", "language", "time_zone")


def kept_so_far(account: Membership) -> dict[str, object]:
    """What the form shows of an account before anybody types."""
    own = {name: getattr(account, name) for name in ("roles", "office", "language", "time_zone")}
    return {"email": account.user.email, **own}
