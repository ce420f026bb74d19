"""The sittings of a meeting as rows of its form: day and hours in the meeting's zone, agenda items, private or not."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.domain.errors import DomainError
from backend.domain.moments import instant
from frontend import moments
from frontend.forms.days import DayInput, HourInput
from frontend.forms.meeting_document import bare
from frontend.forms.refusals import sentence

PREFIX = "sittings"
MOST = 500
"""More rows than any session has sittings."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the meeting's own fields say that its sittings must fit into; what cannot be read yet is None or empty."""

    zone: str
    days: tuple[date, date] | None
    numbers: Collection[str]
    """Of agenda items, without spaces."""


class SittingForm(forms.Form):
    """One dated slot of the meeting (“5th meeting”)."""

    number = forms.CharField(label=gettext_lazy("Number"), max_length=40)
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    begins = forms.TimeField(label=gettext_lazy("Begins at"), required=False, widget=HourInput)
    ends = forms.TimeField(label=gettext_lazy("Ends at"), required=False, widget=HourInput)
    last_day = forms.DateField(label=gettext_lazy("Ends on another day"), required=False, widget=DayInput)
    items = forms.CharField(label=gettext_lazy("Agenda items"), max_length=1000, required=False)
    private = forms.BooleanField(label=gettext_lazy("Private"), required=False)

    def clean(self) -> dict[str, object]:
        """Both hours, or neither for whole days."""
        values = self.cleaned_data
        hours = {name: values.get(name) for name in ("begins", "ends") if name not in self.errors}
        for name, hour in hours.items():
            if hour is None and any(hours.values()):
                self.add_error(name, ValidationError(self.fields[name].error_messages["required"], code="required"))
        return values

    def fit(self, frame: Frame) -> None:
        """Say beside the field what does not fit the meeting or the clocks of its zone."""
        if not {"day", "begins", "ends", "last_day"} <= self.cleaned_data.keys():
            return
        values = self.cleaned_data
        day, another, timed = values["day"], values["last_day"], values["begins"] is not None
        values["starts"] = self._moment(day, values["begins"], frame.zone, "begins")
        values["closes"] = self._moment(another or day, values["ends"], frame.zone, "ends")
        if another and another < day:
            self.add_error("last_day", _("The last day is before the first. Correct one of the two."))
        elif timed and values["closes"] <= values["starts"]:
            self.add_error("ends", _("It would end before it begins. Correct one of the two times."))
        for name, one in (("day", day), ("last_day", another)):
            if one and frame.days and not frame.days[0] <= one <= frame.days[1]:
                words = _("This is outside the meeting (%(days)s). Correct it, or the days of the meeting.")
                self.add_error(name, words % {"days": moments.days(*frame.days)})

    def _moment(self, day: date, hour: time | None, zone: str, name: str) -> datetime | date:
        if hour is None:
            return day
        moment = datetime.combine(day, hour)
        try:
            if zone:
                instant(moment, zone)
        except DomainError as error:
            self.add_error(name, sentence(error.problems[0]))
        return moment

    def take(self, known: Collection[str]) -> None:
        """The numbers of its items. Before there is an agenda, any may be written."""
        typed = re.split(r"[,;،、，；]", self.cleaned_data.get("items", ""))
        numbers = list(dict.fromkeys(number.strip() for number in typed if number.strip()))
        unknown = [number for number in numbers if known and bare(number) not in known]
        if unknown:
            words = _("Not on the agenda: %(numbers)s. Write numbers of its items, with commas between.")
            self.add_error("items", words % {"numbers": ", ".join(unknown)})
        self.cleaned_data["taken"] = numbers

    def document(self) -> dict[str, object]:
        """The sitting in the interchange format."""
        values = self.cleaned_data
        starts, ends = (values[name].isoformat()[: len("2028-05-15T10:00")] for name in ("starts", "closes"))
        return {"id": values["number"], "starts": starts, "ends": ends, "items": values["taken"],
                "private": values["private"]}  # fmt: skip


if TYPE_CHECKING:
    Rows = BaseFormSet[SittingForm]
else:
    Rows = BaseFormSet


class BaseSittings(Rows):
    """All sittings of one meeting."""

    def read(self, frame: Frame) -> list[dict[str, object]]:
        """The sittings that can be kept, in the interchange format; the others say beside the field what is wrong."""
        self.is_valid()
        seen: set[str] = set()
        for row in self.forms:
            row.fit(frame)
            row.take(frame.numbers)
            number = row.cleaned_data.get("number", "")
            if number in seen:
                row.add_error("number", _("Another sitting has this number. Give each its own."))
            seen.add(number)
        return [row.document() for row in self.forms if not row.errors]


Sittings = cast(
    "type[BaseSittings]",
    formset_factory(SittingForm, formset=BaseSittings, extra=0, max_num=MOST, absolute_max=MOST),
)


def rows_of(stored: object) -> list[dict[str, object]]:
    """Stored sittings (a list in the interchange format, or nothing) as rows of the form."""
    return [_row(sitting) for sitting in stored] if isinstance(stored, list) else []


def _row(sitting: Mapping[str, object]) -> dict[str, object]:
    (day, _t, begins), (last_day, _t, ends) = (str(sitting[name]).partition("T") for name in ("starts", "ends"))
    items = sitting.get("items") or []
    return {
        "number": sitting["id"],
        "day": day,
        "begins": begins,
        "ends": ends,
        "last_day": last_day if last_day != day else "",
        "items": ", ".join(items) if isinstance(items, list) else "",
        "private": sitting.get("private"),
    }


def typed_rows(typed: QueryDict) -> list[dict[str, object]]:
    """What stands in each row, readable or not."""
    count = min(_number(typed.get(f"{PREFIX}-TOTAL_FORMS", "")), MOST)
    return [
        {name: typed.get(f"{PREFIX}-{place}-{name}", "") for name in SittingForm.base_fields} for place in range(count)
    ]


def edited(typed: QueryDict, act: str) -> QueryDict:
    """The form as it was typed, with one sitting more (“add-sitting”) or less (“remove-sitting-2”, counted from 0)."""
    rows = typed_rows(typed)
    if act == "add-sitting":
        rows.append(_next(rows, typed.get("starts_on", "")))
    else:
        place = _number(act.removeprefix("remove-sitting-"))
        rows[place : place + 1] = []
    data = typed.copy()
    for name in [name for name in data if name.startswith(f"{PREFIX}-")]:
        del data[name]
    data.update({f"{PREFIX}-{kind}_FORMS": str(len(rows)) for kind in ("TOTAL", "INITIAL")})
    for place, row in enumerate(rows):
        data.update({f"{PREFIX}-{place}-{name}": str(said) for name, said in row.items() if said})
    return data


def _next(rows: Sequence[Mapping[str, object]], first_day: str) -> dict[str, object]:
    """The next number, on the day of the sitting before it."""
    number = 1 + max([_number(str(row["number"])) for row in rows], default=0)
    return {"number": str(number), "day": rows[-1]["day"] if rows else first_day}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
