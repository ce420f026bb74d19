"""Naming a representative, and taking one out again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.delegations.nominations import Corrections, Nominee
from backend.domain.languages import AUTHENTIC, LANGUAGES
from backend.domain.participation import Capacity, Wanted
from backend.sharing.people import SharedPerson
from backend.sharing.projection import SharedMeeting
from frontend.wording import LISTS


class NominationForm(forms.Form):
    """A person as the secretariat names them."""

    family_name = forms.CharField(label=_("Family name"), max_length=100)
    given_name = forms.CharField(label=_("First name"), max_length=100, required=False)
    title = forms.CharField(
        label=_("Functional title"),
        max_length=200,
        required=False,
        help_text=_("For example: Director, Crime Analysis"),
    )
    capacity = forms.ChoiceField(
        label=_("Capacity"),
        choices=[(c.value, LISTS["capacity"][c.value]) for c in Capacity],
        initial=Capacity.OBSERVER,
    )
    address = forms.CharField(
        label=_("Mail address"), max_length=254, help_text=_("The person's own mailbox: the invitation goes there.")
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[(c, LISTS["language"][c]) for c in LANGUAGES], initial=AUTHENTIC[0]
    )
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=64, initial="UTC", help_text=_("Where the person works, like Europe/Paris."),
        widget=forms.TextInput(attrs={"list": "zones"}),
    )  # fmt: skip
    sittings = forms.MultipleChoiceField(
        label=_("Sittings"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )
    wants = forms.ChoiceField(
        label=_("In the person's calendar"), choices=[(w.value, LISTS["wanted"][w.value]) for w in Wanted]
    )

    def __init__(self, *args: object, shared: SharedMeeting, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        numbers = [sitting.number for sitting in shared.sittings if sitting.open]
        if len(numbers) > 1:
            self.fields["sittings"].choices = [(number, number) for number in numbers]  # type: ignore[attr-defined]
        else:
            del self.fields["sittings"], self.fields["wants"]

    def nominee(self) -> Nominee:
        """What was written, to be checked by the record."""
        said = self.cleaned_data
        return Nominee(
            family_name=said["family_name"],
            given_name=said["given_name"],
            title=said["title"],
            capacity=Capacity(said["capacity"]),
            address=said["address"],
            language=said["language"],
            time_zone=said["time_zone"],
            sittings=tuple(said.get("sittings", ())),
            wants=Wanted(said.get("wants", Wanted.BANNER)),
        )


class CorrectionForm(NominationForm):
    """The record of a person who is in the delegation: all but the name and the mailbox."""

    def __init__(self, *args: object, shared: SharedMeeting, person: SharedPerson) -> None:
        present = {name: getattr(person, name) for name in ("title", "capacity", "language", "time_zone", "wants")}
        super().__init__(
            *args, shared=shared, initial=present | {"sittings": list(person.sittings)}, auto_id="correct_%s"
        )
        for name in ("family_name", "given_name", "address"):
            del self.fields[name]

    def corrections(self) -> Corrections:
        """What was written, to be checked by the record; a field that is not shown stays as it is."""
        said = self.cleaned_data
        return Corrections(
            title=said["title"],
            capacity=Capacity(said["capacity"]),
            language=said["language"],
            time_zone=said["time_zone"],
            sittings=tuple(said["sittings"]) if "sittings" in said else None,
            wants=Wanted(said["wants"]) if "wants" in said else None,
        )


class AgainForm(forms.Form):
    """The invitation once more, with a new answer link."""

    void = forms.BooleanField(
        label=_("Make the links sent before void"), required=False,
        help_text=_("If a mail was lost or forwarded: whoever has an old link can answer no more."),
    )  # fmt: skip


class RemovalForm(forms.Form):
    """Why a person is in the delegation no more; the name stays on record."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
