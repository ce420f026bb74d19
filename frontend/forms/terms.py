"""The terms of one's own, the bench on which a title is tried, and a word on a match."""

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.topics.models import Term
from backend.topics.selectors import topic_names
from backend.topics.terms import OwnTerm
from frontend.wording import LANGUAGES, topic_words
from scheduler.matches import Word
from scheduler.matching import Subject

LANGUAGE_CHOICES = list(LANGUAGES.items())
KINDS = [
    (Term.Kind.STRONG.value, _("Counts")),
    (Term.Kind.WEAK.value, _("Asks a person")),
    (Term.Kind.GUARD.value, _("Misleads: must not count")),
    (Term.Kind.STRUCK.value, _("Strike the shipped term")),
]


def topic_choices() -> list[tuple[str, str]]:
    """The topics in the reader's language."""
    names = topic_names()
    return [(code, topic_words(code, names)) for code in sorted(names)]


class BenchForm(forms.Form):
    """A title as it would stand on an agenda, with as much of its context as one likes."""

    title = forms.CharField(label=_("Title"), max_length=2000)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_CHOICES)
    parent = forms.CharField(label=_("Parent item"), max_length=2000, required=False)
    meeting_title = forms.CharField(label=_("Title of the meeting"), max_length=2000, required=False)
    body = forms.CharField(label=_("Body"), max_length=300, required=False)

    def subject(self) -> Subject:
        """What is matched."""
        said = self.cleaned_data
        context = (said["parent"] or None, said["meeting_title"] or None, said["body"] or None)
        return Subject(said["title"], said["language"], *context)


class ShippedForm(forms.Form):
    """Which part of the shipped thesaurus to read."""

    shipped = forms.ChoiceField(label=_("Topic"))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_CHOICES)

    def __init__(self, data: object = None, *, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="id_shipped_%s")  # type: ignore[arg-type]
        field = self.fields["shipped"]
        if isinstance(field, forms.ChoiceField):
            field.choices = topic_choices()


class TermForm(forms.Form):
    """One term of the party's own."""

    text = forms.CharField(
        label=_("Term"), max_length=200, help_text=_("As it stands in titles; “...” for a few words between")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_CHOICES)
    kind = forms.ChoiceField(label=_("What it does"), choices=KINDS)
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, data: object = None, *, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="id_term_%s")  # type: ignore[arg-type]
        field = self.fields["topic"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *topic_choices()]

    def term(self) -> OwnTerm:
        """The term as the thesaurus keeps it."""
        said = self.cleaned_data
        return OwnTerm(said["language"], said["text"], said["kind"], said["topic"])


class WordForm(forms.Form):
    """Accepting or rejecting one match of one item."""

    number = forms.CharField(label=_("Item"), widget=forms.HiddenInput, max_length=100)
    guest = forms.CharField(label=_("Guest"), widget=forms.HiddenInput, max_length=20)
    topic = forms.ChoiceField(label=_("Topic"))
    answer = forms.ChoiceField(label=_("Does the item touch it?"), choices=[("yes", _("Yes")), ("no", _("No"))])
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("Where it stands, or who said so"))

    def __init__(self, data: object = None, *, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id=False if initial else "id_%s")  # type: ignore[arg-type]
        field = self.fields["topic"]
        if isinstance(field, forms.ChoiceField):
            field.choices = topic_choices()

    def word(self) -> Word:
        """What the person says."""
        said = self.cleaned_data
        return Word(said["number"], said["topic"], said["answer"] == "yes", said["source"])
