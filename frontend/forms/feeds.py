"""What a feed shows, and how."""

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from backend.domain.languages import LANGUAGES, content_language, interface_code, worded
from backend.organisations.models import Body
from backend.topics.models import Topic
from frontend.wording import FEED_DIRECTIONS, FEED_KINDS, FEED_SHOWS, INVITATIONS
from notifications.feeds.models import Audience, Feed, Kind, Show
from notifications.feeds.services import STATES, Definition

Choices = list[tuple[str, str | Promise]]
FIELDS = tuple(Definition.__dataclass_fields__)


class FeedForm(forms.Form):
    """The choices of a feed. What goes with what is the service's to say."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("Calendars show the feed under this name."))
    kind = forms.ChoiceField(label=_("Which feed"))
    person = forms.EmailField(
        label=_("Observer"),
        required=False,
        help_text=_("The address under which the person is nominated."),
    )
    direction = forms.ChoiceField(label=_("Direction"), required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    state = forms.ChoiceField(label=_("State of the invitation"), required=False)
    show = forms.ChoiceField(label=_("Meetings with several sittings"))
    language = forms.ChoiceField(label=_("Language"))
    accepted_only = forms.BooleanField(label=_("Only what was accepted"), required=False)
    deadlines = forms.BooleanField(label=_("Deadlines too: reply due, nomination due"), required=False)

    def __init__(self, data: QueryDict | None = None, *, feed: Feed | None = None, own: str | None = None) -> None:
        """`own` is the address of an observer, who subscribes to nothing but his or her own nominations."""
        initial = {name: getattr(feed, name) for name in FIELDS} if feed else fresh(own)
        super().__init__(data, initial=initial)
        for name, values in _choices(own, feed.body if feed else "").items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = values

    def definition(self) -> Definition:
        """The choices as the service takes them."""
        return Definition(**{name: self.cleaned_data[name] for name in FIELDS})


def _choices(own: str | None, body: str) -> dict[str, Choices]:
    """What can be chosen; a body that the register does not know stays where the feed already names it."""
    everything: Choices = [("", _("All"))]
    bodies = {code: f"{code} – {_worded(names)}" for code, names in Body.objects.values_list("code", "names")}
    if body and body not in bodies:
        bodies[body] = body
    return {
        "kind": [(kind, FEED_KINDS[kind]) for kind in Kind.values if own is None or kind == Kind.OBSERVER],
        "direction": [*everything, *((one.value, FEED_DIRECTIONS[one]) for one in (Audience.IN, Audience.OUT))],
        "body": [*everything, *bodies.items()],
        "topic": [*everything, *((topic.code, _worded(topic.names) or topic.code) for topic in Topic.objects.all())],
        "state": [*everything, *((state.value, INVITATIONS[state]) for state in STATES)],
        "show": [(show, FEED_SHOWS[show]) for show in Show.values],
        "language": [(code, _language(code)) for code in LANGUAGES],
    }


def fresh(own: str | None) -> dict[str, object]:
    """What a new form proposes."""
    kind = Kind.SECRETARIAT if own is None else Kind.OBSERVER
    language = content_language(get_language() or "en")
    return {"name": "Article Six", "kind": kind, "person": own or "", "language": language, "show": Show.BOTH}


def _worded(names: dict[str, str]) -> str:
    return worded(names, get_language() or "en").text


def _language(code: str) -> str:
    return dict(settings.LANGUAGES)[interface_code(code)]
