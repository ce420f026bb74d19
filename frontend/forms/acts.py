"""Short forms: what a person decides about a meeting, an invitation, a question, or an answer."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.domain.parties import Party
from frontend.wording import LISTS


class ReasonForm(forms.Form):
    """Cancelling or postponing: those who were invited are told, with the reason."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept in the history of the meeting."),
    )  # fmt: skip


class WaiveForm(forms.Form):
    """Not inviting although it is owed needs a reason and the text that allows it."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    citation = forms.CharField(
        label=_("Citation"), max_length=300, help_text=_("The decision, rule or letter on which you rely.")
    )


class DeterminationForm(forms.Form):
    """A signed answer to an open question, with its source."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    source = forms.CharField(
        label=_("Source"), max_length=300,
        help_text=_("The decision, letter or conversation on which the answer rests, with its date."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Remarks"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    """What the guest answers, to the meeting or, where it is named, to one sitting."""

    partstat = forms.ChoiceField(
        label=_("Answer"), widget=forms.RadioSelect,
        choices=[("ACCEPTED", _("We accept")), ("TENTATIVE", _("We may come")), ("DECLINED", _("We decline"))],
    )  # fmt: skip
    comment = forms.CharField(
        label=_("Reason or message"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organiser reads it."),
    )  # fmt: skip
    sitting = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class RecordedAnswerForm(forms.Form):
    """An answer that came by letter or telephone, written down by somebody of the host."""

    mailbox = forms.ChoiceField(label=_("Invited mailbox"))
    sitting = forms.ChoiceField(label=_("Sitting"), required=False)
    partstat = forms.ChoiceField(
        label=_("Answer"),
        choices=[("ACCEPTED", _("accepts")), ("TENTATIVE", _("may come")), ("DECLINED", _("declines"))],
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=[("letter", _("Letter")), ("phone", _("Telephone"))])
    source = forms.CharField(
        label=_("Which letter or call"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Its reference or date, who signed or spoke, and the words. The invited read it too."),
    )  # fmt: skip

    def __init__(self, *args: object, mailboxes: Mapping[int, str], sittings: Sequence[str]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        chosen: list[tuple[str, list[tuple[str, str]]]] = [
            ("mailbox", [(str(pk), address) for pk, address in mailboxes.items()]),
            ("sitting", [("", "–"), *((one, one) for one in sittings)]),
        ]
        for name, choices in chosen:
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


class NameForm(forms.Form):
    """A name for a key, so that people know later what it is for."""

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("What it is for, for example the program that will use it.")
    )


class ResetForm(forms.Form):
    """Whose password is forgotten."""

    named = forms.CharField(
        label=_("User name or mail address"), max_length=254, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least eight characters, not only digits, and not a common word."),
    )  # fmt: skip
    again = forms.CharField(
        label=_("Password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )


class FirstAdministratorForm(PasswordForm):
    """The first account, with every role of its party."""

    username = forms.CharField(
        label=_("User name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    party = forms.ChoiceField(label=_("Organisation"), choices=[(p.value, LISTS["party"][p.value]) for p in Party])
    email = forms.EmailField(
        label=_("Mail address"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A forgotten password is mended by a mail to it."),
    )  # fmt: skip

    field_order = ("username", "party", "email", "password", "again")
