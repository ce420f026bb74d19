"""Article 6 on a form that is still being filled in: what is missing is assumed not to matter, and named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from backend.domain.errors import DomainError
from backend.domain.meetings import Status
from backend.domain.parties import Party
from frontend.forms.meeting import MeetingForm
from frontend.forms.meeting_document import document
from frontend.forms.refusals import sentences
from frontend.forms.sittings import SittingForm
from scheduler.services import preview


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed so far: the decisions on it, the labels of what is missing, and sentences on what is wrong."""

    document: Mapping[str, object]
    decisions: list[dict[str, object]]
    missing: list[str]
    unreadable: list[str]


def lenient(form: MeetingForm, *, party: Party, stored: Mapping[str, object] | None) -> Typed:
    """The decisions on the form as it stands. A missing day is today, a missing title is a dash."""
    form.is_valid()
    missing = [str(form[name].label) for name, errors in form.errors.as_data().items() if _is_missing(errors, name)]
    unreadable = [
        f"{form[name].label}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
        if not _is_missing(form.errors.as_data()[name], name)
    ] + [words for row in form.sittings or () for words in _row(row)]
    try:
        assumed = document(_assumed(form), party=party, status=Status.PUBLISHED.value, stored=stored)
        dated = bool(form.cleaned_data.get("starts_on") or form.cleaned_data.get("ends_on"))
        return Typed(assumed, previewed(assumed, dated=dated), missing, unreadable)
    except DomainError as error:
        return Typed({}, [], missing, list(dict.fromkeys([*unreadable, *sentences(error)])))


def previewed(document: Mapping[str, object], *, dated: bool = True) -> list[dict[str, object]]:
    """The decisions on a document; nobody is asked before today, and without a day of the meeting on no day at all."""
    today = timezone.now().date().isoformat()
    decisions = preview(document)
    for decision in decisions:
        questions: Sequence[Mapping[str, str]] = decision["questions"]  # type: ignore[assignment]
        decision["questions"] = [
            {**question, "by": max(question["by"], today) if dated and question["by"] else ""} for question in questions
        ]
    return decisions


def _row(row: SittingForm) -> list[str]:
    """What is wrong in a sitting; what is missing in it makes it wait, and needs no word."""
    named = _("Sitting %(number)s") % {"number": row["number"].value()}
    return [
        f"{named}, {row[name].label}: {error}"
        for name, errors in row.errors.items()
        for error in errors
        if not _is_missing(row.errors.as_data()[name], name)
    ]


def _is_missing(errors: object, name: str) -> bool:
    return name != "__all__" and all(getattr(error, "code", "") == "required" for error in errors)  # type: ignore[attr-defined]


def _assumed(form: MeetingForm) -> dict[str, object]:
    values = dict.fromkeys(form.fields, "") | form.cleaned_data
    today = timezone.now().date()
    first = values["starts_on"] or values["ends_on"] or today
    last = values["ends_on"] or first
    values["starts_on"] = first
    values["ends_on"] = last if isinstance(last, date) and last >= first else first
    for name in ("identifier", "title"):
        values[name] = values[name] or "–"
    values["language"] = values["language"] or "en"
    values["kind"] = values["kind"] or "meeting"
    if not (values["starts_time"] and values["ends_time"] and values["time_zone"]):
        values["starts_time"] = values["ends_time"] = None
    return values
