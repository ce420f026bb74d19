"""Facts as they might be: a few to choose, all others in the interchange format."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import cast

import yaml
from django import forms
from django.utils.translation import gettext_lazy as _

from backend.domain.errors import Invalid, Problem
from backend.domain.meetings import Openness
from frontend.forms.days import DayInput
from frontend.wording import OBSERVERS
from scheduler.what_if import Supposition

AS_RECORDED = [("", _("As recorded"))]
OPENNESS = AS_RECORDED + [(one.value, OBSERVERS[one]) for one in Openness]
LONGEST = 200_000


class WhatIfForm(forms.Form):
    """What to suppose. A choice that is made goes before what the text says."""

    observers = forms.ChoiceField(label=_("Observers at this meeting"), choices=OPENNESS, required=False)
    rule = forms.ChoiceField(label=_("The body's rule on observers"), choices=OPENNESS, required=False)
    opens = forms.DateField(label=_("Opening day"), widget=DayInput, required=False)
    in_force = forms.ChoiceField(
        label=_("The Agreement"),
        choices=[*AS_RECORDED, ("yes", _("in force")), ("no", _("not in force"))],
        required=False,
    )
    notice = forms.DateField(label=_("Notice of termination received"), widget=DayInput, required=False)
    as_of = forms.DateField(label=_("Register and rules as they stood on"), widget=DayInput, required=False)
    document = forms.CharField(
        label=_("The meeting"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "false", "dir": "ltr"}),
        help_text=_(
            "In the interchange format, YAML or JSON: change the agenda, decisions of bodies, sittings, organisers."
        ),
    )

    def supposition(self) -> Supposition:
        """The supposition as a value. Raises Invalid where the text is no meeting."""
        values = self.cleaned_data
        document = dict(_loaded(values["document"]))
        if values["observers"]:
            document["observers"] = values["observers"]
        if values["in_force"] or values["notice"]:
            document["agreement"] = _agreement(document, values["in_force"], values["notice"])
        if values["opens"]:
            document |= _moved(document, values["opens"])
        rule = Openness(values["rule"]) if values["rule"] else None
        return Supposition(document, rule=rule, as_of=values["as_of"])


def written(document: Mapping[str, object]) -> str:
    """The meeting as a text that people can change."""
    return yaml.safe_dump(dict(document), allow_unicode=True, sort_keys=False, width=110)


def _loaded(text: str) -> Mapping[str, object]:
    try:
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Invalid(Problem("document", "malformed_file", f"This is not well-formed YAML: {error}")) from None
    if not isinstance(loaded, dict):
        raise Invalid(Problem("document", "not_meetings", "Write one meeting: its keys and values, one a line."))
    return cast("Mapping[str, object]", loaded)


def _agreement(document: Mapping[str, object], in_force: str, notice: date | None) -> dict[str, object]:
    stated = document.get("agreement")
    agreement = dict(stated) if isinstance(stated, dict) else {}
    if in_force:
        agreement["in_force"] = in_force == "yes"
    if notice:
        agreement["terminated_notice"] = notice
    return agreement


def _moved(document: Mapping[str, object], opens: date) -> dict[str, object]:
    """The meeting on another day, as long as before; sittings keep their places in it."""
    days = [str(document.get(name, ""))[:10] for name in ("starts", "ends")]
    try:
        first, last = (date.fromisoformat(day) for day in days)
    except ValueError:
        return {}
    shift = opens - first
    return {
        "starts": _shifted(document["starts"], first, shift),
        "ends": _shifted(document["ends"], last, shift),
        "sittings": None,
    }


def _shifted(moment: object, day: date, shift: timedelta) -> str:
    written_moment = moment.isoformat() if isinstance(moment, date) else str(moment)
    return (day + shift).isoformat() + written_moment[10:]
