"""The meeting form: what people type, as the interchange format."""

from collections.abc import Mapping
from datetime import date, time
from difflib import get_close_matches
from typing import cast
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from backend.domain.agendas import parse_agenda
from backend.domain.errors import DomainError, Invalid
from backend.domain.languages import LANGUAGES, content_language
from backend.domain.parties import Party
from backend.organisations.selectors import body_named
from frontend import wording
from frontend.forms.days import DayInput, HourInput
from frontend.forms.meeting_document import agenda_text, bare, texts_of
from frontend.forms.refusals import sentence
from frontend.forms.sittings import PREFIX, BaseSittings, Frame, Sittings, rows_of


def listed(kind: str, *, empty: object = None) -> list[tuple[str, object]]:
    """The choices of a closed list, with words for “not stated” first where it may be left open."""
    values: list[tuple[str, object]] = [(value, words) for value, words in wording.LISTS[kind].items() if value]
    return values if empty is None else [("", empty), *values]


class MeetingForm(forms.Form):
    """One meeting with its agenda as plain text in one or two languages, and its sittings as rows.

    A program that sends no rows at all (not even their number) leaves the stored sittings as they are.
    """

    identifier = forms.CharField(
        label=_("Reference or symbol"), max_length=200,
        help_text=_("For example E/CN.15/2027. It stays the same for the life of the meeting."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=listed("kind"))
    body = forms.CharField(
        label=_("Body"), max_length=300, widget=forms.TextInput(attrs={"list": "bodies", "autocomplete": "off"}),
        help_text=_("Its code or name, as in the register."),
    )  # fmt: skip
    observers = forms.ChoiceField(
        label=_("Observers"), choices=listed("observers", empty=_("As the rules of the body say")), required=False
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput)
    starts_time = forms.TimeField(
        label=_("Begins at"), required=False, widget=HourInput, help_text=_("Leave both times empty for whole days.")
    )
    ends_time = forms.TimeField(label=_("Ends at"), required=False, widget=HourInput)
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=64, required=False, widget=forms.TextInput(attrs={"list": "zones"}),
        help_text=_("For example Europe/Vienna. Left empty, it is the zone of the body's seat."),
    )  # fmt: skip
    mode = forms.ChoiceField(label=_("Mode"), choices=listed("mode", empty="–"), required=False)
    host = forms.CharField(
        label=_("Host, if it is another organisation"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"list": "hosts"}),
    )  # fmt: skip
    own_role = forms.ChoiceField(
        label=_("Our part in organising it"), choices=listed("part", empty="–"), required=False
    )
    other_role = forms.ChoiceField(
        label=_("The part of the other party in organising it"), choices=listed("part", empty="–"), required=False
    )
    language = forms.ChoiceField(label=_("Language"), choices=listed("language"))
    title = forms.CharField(label=_("Title"), max_length=500)
    agenda = forms.CharField(
        label=_("Agenda"), required=False, widget=forms.Textarea(attrs={"rows": 12, "class": "agenda"}),
        help_text=_("Paste it as it stands: numbered items, sub-items as “3 (a)”. Wrapped lines are joined."),
    )  # fmt: skip
    other_language = forms.ChoiceField(
        label=_("Second language"), choices=listed("language", empty=_("None")), required=False
    )
    other_title = forms.CharField(label=_("Title in the second language"), max_length=500, required=False)
    other_agenda = forms.CharField(
        label=_("Agenda in the second language"), required=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "agenda"}), help_text=_("Items are joined by their number."),
    )  # fmt: skip
    stage = forms.ChoiceField(label=_("Stage of the agenda"), choices=listed("stage", empty="–"), required=False)
    symbol = forms.CharField(label=_("Symbol of the agenda"), max_length=100, required=False)
    issued = forms.DateField(label=_("Date of the agenda"), required=False, widget=DayInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, object]) -> None:
        super().__init__(data, initial=dict(initial))
        rows = cast("list[dict[str, object]]", initial.get(PREFIX, []))
        asked = data is None or f"{PREFIX}-TOTAL_FORMS" in data
        self.sittings = Sittings(data, initial=rows, prefix=PREFIX) if asked else None

    @property
    def wrong(self) -> bool:
        """Whether anything was refused, in the meeting or in a row of its sittings."""
        return bool(self.errors) or bool(self.sittings and any(self.sittings.errors))

    def is_valid(self) -> bool:
        """Whether the meeting can be kept with all its sittings."""
        return self.is_bound and not self.wrong

    def clean_time_zone(self) -> str:
        """An IANA zone, or nothing. Names the nearest where it is none."""
        zone: str = self.cleaned_data["time_zone"].strip()
        if zone and zone not in available_timezones():
            near = nearest_zone(zone)
            hint = _("Did you mean “%(near)s”?") if near else _("Write it like “Europe/Vienna”.")
            raise ValidationError(
                [ValidationError(_("“%(zone)s” is not a time zone."), "unknown_zone", {"zone": zone}),
                 ValidationError(hint, "unknown_zone", {"near": near})]
            )  # fmt: skip
        return zone

    def clean(self) -> dict[str, object]:
        """The body's own zone and place where none is given; a second language that is chosen and not the first."""
        values: dict[str, object] = super().clean() or self.cleaned_data
        body = body_named(str(values.get("body") or ""))
        if body:
            values["time_zone"] = values.get("time_zone") or ("" if "time_zone" in self.errors else body.time_zone)
            values["place"] = values.get("place") or body.place
        if (values.get("starts_time") or values.get("ends_time")) and not values.get("time_zone"):
            self._missing("time_zone", _("A time needs its zone. Write it like “Europe/Vienna”."))
        if bool(values.get("starts_time")) != bool(values.get("ends_time")):
            missing = "ends_time" if values.get("starts_time") else "starts_time"
            self._missing(missing, _("Give both times, or leave both empty for whole days."))
        self._check_order(values)
        self._check_languages(values)
        if self.sittings is not None:
            values["sittings"] = self._sittings(self.sittings, values)
        return values

    def _sittings(self, rows: BaseSittings, values: Mapping[str, object]) -> list[dict[str, object]]:
        zone, first, last = values.get("time_zone"), values.get("starts_on"), values.get("ends_on")
        if rows.forms and not zone:
            self._missing("time_zone", _("A time needs its zone. Write it like “Europe/Vienna”."))
        days = None
        if isinstance(first, date) and isinstance(last, date) and first <= last:
            days = first, last
        return rows.read(Frame(str(zone or ""), days, self._numbers(values)))

    def _numbers(self, values: Mapping[str, object]) -> set[str]:
        """The numbers on the agenda; one that nobody touched may have others than could be read from its text."""
        texts = [str(values.get(name) or "") for name in ("agenda", "other_agenda")]
        try:
            typed = {bare(item.number) for text in texts for item in parse_agenda(text)}
        except Invalid:
            return set()
        untouched = texts[0].splitlines() == str(self.initial.get("agenda", "")).splitlines()
        return typed | {bare(number) for number in self.initial.get("numbers", ()) if untouched}

    def _check_order(self, values: Mapping[str, object]) -> None:
        first, last = values.get("starts_on"), values.get("ends_on")
        begins, ends = values.get("starts_time"), values.get("ends_time")
        if not (isinstance(first, date) and isinstance(last, date)):
            return
        if last < first:
            self._missing("ends_on", _("The last day is before the first. Correct one of the two."))
        elif first == last and isinstance(begins, time) and isinstance(ends, time) and ends <= begins:
            self._missing("ends_time", _("It would end before it begins. Correct one of the two times."))

    def _check_languages(self, values: Mapping[str, object]) -> None:
        second = values.get("other_title") or values.get("other_agenda")
        if second and not values.get("other_language"):
            self._missing("other_language", _("Choose the language of the second text."))
        elif second and values.get("other_language") == values.get("language"):
            self._missing("other_language", _("Both texts are in the same language. Choose another for the second."))

    def _missing(self, name: str, words: object) -> None:
        if name not in self.errors:
            self.add_error(name, str(words))

    def refuse(self, error: DomainError) -> None:
        """Show what the record refused beside the field that it concerns."""
        for problem in error.problems:
            self.add_error(_field(problem.where, problem.code), sentence(problem))


TIMES = {"missing_hour", "repeated_hour", "mixed_times"}
FIELDS = {
    "id": "identifier", "title": "title", "body": "body", "starts": "starts_on", "ends": "ends_on",
    "time_zone": "time_zone", "agenda": "agenda", "other_agenda": "other_agenda", "kind": "kind", "place": "place",
    "mode": "mode", "host": "host",
}  # fmt: skip


def _field(where: str, code: str) -> str | None:
    name = where.split(".")[0].split("[")[0]
    return {"starts": "starts_time", "ends": "ends_time"}.get(name) if code in TIMES else FIELDS.get(name)


def initial(stored: Mapping[str, object], party: Party) -> dict[str, object]:
    """The form as the stored meeting (in the interchange format) fills it."""
    titles, agenda = texts_of(stored["title"]), texts_of(stored.get("agenda"))
    items = agenda.get("items") or []
    first, second = _languages(titles, items if isinstance(items, list) else [])
    roles = {one["party"]: one["role"] for one in stored.get("involved") or []}  # type: ignore[attr-defined]
    starts, ends = (str(stored[name]).partition("T") for name in ("starts", "ends"))
    same = ("body", "kind", "time_zone", "place", "mode", "observers")
    return {
        **{name: stored.get(name) or "" for name in same},
        **{name: agenda.get(name) or "" for name in ("stage", "symbol", "issued")},
        "identifier": stored["id"],
        "host": "" if stored["host"] == party.value else stored["host"],
        "own_role": roles.get(party.value, ""),
        "other_role": roles.get(party.counterpart.value, ""),
        "starts_on": starts[0],
        "starts_time": starts[2],
        "ends_on": ends[0],
        "ends_time": ends[2],
        "language": first,
        "title": titles.get(first, ""),
        "agenda": agenda_text(items, first),
        "numbers": [item["number"] for item in items] if isinstance(items, list) else [],
        PREFIX: rows_of(stored.get("sittings")),
        "other_language": second,
        "other_title": titles.get(second, ""),
        "other_agenda": agenda_text(items, second),
    }


def _languages(titles: Mapping[str, object], items: list[Mapping[str, object]]) -> tuple[str, str]:
    used = {code for texts in (titles, *(texts_of(item["title"]) for item in items)) for code in texts}
    order = [code for code in (reader_language(), "en", "fr", *LANGUAGES) if code in used]
    ordered = list(dict.fromkeys(order)) or [reader_language()]
    return ordered[0], ordered[1] if len(ordered) > 1 else ""


def reader_language() -> str:
    """The content language in which the reader most likely writes."""
    return content_language(get_language() or "en")


def zones() -> list[str]:
    """Every IANA zone of a place, for the list beside the field."""
    return sorted(z for z in available_timezones() if "/" in z and not z.startswith(("Etc/", "posix", "right")))


def nearest_zone(typed: str) -> str:
    """The zone that was most likely meant: “Vienna” is “Europe/Vienna”."""
    wanted = typed.strip().replace(" ", "_").casefold()
    by_name = {zone.casefold(): zone for zone in zones()} | {z.rsplit("/", 1)[-1].casefold(): z for z in zones()}
    near = get_close_matches(wanted, by_name, n=1, cutoff=0.7)
    return by_name[near[0]] if near else ""
