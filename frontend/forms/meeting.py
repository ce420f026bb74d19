"""The meeting form: what people type, as the interchange format."""

from datetime import date, datetime, time
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.domain.agendas import paired, parse_agenda
from backend.domain.errors import DomainError
from backend.domain.meetings import Kind, Mode, Openness
from backend.domain.parties import Party
from backend.meetings.models import Meeting

KINDS = [(kind.value, kind.value) for kind in Kind]
OBSERVERS = [("", _("As the body's policy says")), *((o.value, o.value) for o in Openness)]
MODES = [("", "–"), *((mode.value, mode.value) for mode in Mode)]


class MeetingForm(forms.Form):
    """One meeting with its agenda as plain text in one or two languages."""

    identifier = forms.CharField(
        label=_("Reference or symbol"), max_length=200, help_text=_("For example E/CN.15/2027")
    )
    title_en = forms.CharField(label=_("Title (English)"), max_length=500)
    title_fr = forms.CharField(label=_("Title (French)"), max_length=500, required=False)
    body = forms.CharField(label=_("Body"), max_length=300, widget=forms.TextInput(attrs={"list": "bodies"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts_time = forms.TimeField(
        label=_("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends_time = forms.TimeField(
        label=_("Ends at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    time_zone = forms.CharField(label=_("Time zone"), max_length=64, widget=forms.TextInput(attrs={"list": "zones"}))
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    mode = forms.ChoiceField(label=_("Mode"), choices=MODES, required=False)
    observers = forms.ChoiceField(label=_("Observers"), choices=OBSERVERS, required=False)
    agenda_en = forms.CharField(
        label=_("Agenda (English)"), required=False, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Paste it as it stands: one numbered item a line, sub-items as “3 (a)”."),
    )  # fmt: skip
    agenda_fr = forms.CharField(label=_("Agenda (French)"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def document(self, host: Party, *, status: str) -> dict[str, object]:
        """The meeting in the interchange format. Raises Invalid for an agenda that cannot be read."""
        values = self.cleaned_data
        items = paired(parse_agenda(values["agenda_en"]), parse_agenda(values["agenda_fr"]), ("en", "fr"))
        return {
            "id": values["identifier"],
            "host": host.value,
            "body": values["body"],
            "kind": values["kind"],
            "title": {"en": values["title_en"], "fr": values["title_fr"]},
            "starts": _moment(values["starts_on"], values["starts_time"]),
            "ends": _moment(values["ends_on"], values["ends_time"]),
            "time_zone": values["time_zone"],
            "place": values["place"] or None,
            "mode": values["mode"] or None,
            "observers": values["observers"] or None,
            "status": status,
            "agenda": {"stage": "provisional", "items": items} if items else None,
        }

    def refuse(self, error: DomainError) -> None:
        """Show what the record refused beside the field that it concerns."""
        for problem in error.problems:
            self.add_error(FIELDS.get(problem.where.split(".")[0].split("[")[0]), problem.message)


FIELDS = {
    "id": "identifier", "title": "title_en", "body": "body", "starts": "starts_on", "ends": "ends_on",
    "time_zone": "time_zone", "agenda": "agenda_en",
}  # fmt: skip


def _moment(day: date, hour: time | None) -> str:
    return datetime.combine(day, hour).isoformat(timespec="minutes") if hour else day.isoformat()


def initial(meeting: Meeting) -> dict[str, object]:
    """The form as it was when the meeting was saved last."""
    agenda = meeting.agendas.first()
    items = list(agenda.items.all()) if agenda else []
    return {
        "identifier": meeting.identifier,
        "title_en": meeting.titles.get("en", ""),
        "title_fr": meeting.titles.get("fr", ""),
        "body": meeting.convener,
        "kind": meeting.kind,
        "starts_on": meeting.starts_on,
        "ends_on": meeting.ends_on,
        "starts_time": meeting.starts_time,
        "ends_time": meeting.ends_time,
        "time_zone": meeting.time_zone,
        "place": meeting.place,
        "mode": meeting.mode or "",
        "observers": meeting.observers or "",
        "agenda_en": "\n".join(f"{item.number} {item.titles['en']}" for item in items if "en" in item.titles),
        "agenda_fr": "\n".join(f"{item.number} {item.titles['fr']}" for item in items if "fr" in item.titles),
        "version": meeting.version,
    }


def zones() -> list[str]:
    """Every IANA zone, for the list beside the field."""
    return sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix", "right"))
    )
