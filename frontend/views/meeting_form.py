"""Recording a meeting and seeing, while still editing, what Article 6 says about it."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.domain.errors import DomainError, EditedMeanwhile
from backend.domain.meetings import Status
from backend.interchange.rows import document_of
from backend.interchange.services import keep_meeting
from backend.meetings.models import Meeting
from backend.organisations.models import Body
from backend.organisations.selectors import body_named
from frontend.access import demand, members_only, party, speaker
from frontend.decisions import shown_decision
from frontend.forms.meeting import MeetingForm, initial, reader_language, zones
from frontend.forms.meeting_document import document
from frontend.forms.sittings import PREFIX, edited, typed_rows
from frontend.previews import lenient, previewed

SAVING = {"save", "publish"}
ROWS = ("add-sitting", "remove-sitting-")
"""What a button of the sittings may ask for; the second is followed by the row."""

TELLING = ("body", "title", "starts_on", "ends_on", "agenda", "other_title", "other_agenda")
"""The fields of which one must say something before anything can be said of a new meeting."""

NOBODY = 0
"""The version of a meeting that must not exist yet."""


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The empty form; saved as a draft or published."""
    demand(request, "record meetings")
    return _form(request, None, {"language": reader_language()})


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """The form of a meeting of one's own party. Its reference stays: calendars and imports know the meeting by it."""
    demand(request, "record meetings")
    meeting = get_object_or_404(Meeting, key=key)
    return _form(request, meeting, _filled(request, meeting))


def _filled(request: HttpRequest, meeting: Meeting) -> dict[str, object]:
    return initial(document_of(meeting), party(request)) | {"version": meeting.version}


def _form(request: HttpRequest, meeting: Meeting | None, filled: Mapping[str, object]) -> HttpResponse:
    act = request.POST.get("act", "")
    if act.startswith(ROWS):
        return _rows(request, meeting, filled, edited(request.POST, act))
    form = _bound(request.POST or None, meeting, filled)
    conflict = False
    if act in SAVING and form.is_valid():
        try:
            kept = _keep(request, form, meeting, act)
            return redirect("meeting", key=kept.key)
        except EditedMeanwhile as error:
            conflict = meeting is not None
            form.refuse(error if conflict else _taken(form))
        except DomainError as error:
            form.refuse(error)
    panel = _panel(request, form, meeting) if act == "check" or meeting else {}
    status = 409 if conflict else 422 if form.is_bound and form.wrong and act in SAVING else 200
    return _page(request, form, meeting, panel | {"conflict": conflict, "checked": act == "check"}, status=status)


def _bound(data: QueryDict | None, meeting: Meeting | None, filled: Mapping[str, object]) -> MeetingForm:
    form = MeetingForm(data, initial=filled)
    form.fields["identifier"].disabled = form.fields["host"].disabled = meeting is not None
    return form


def _rows(
    request: HttpRequest, meeting: Meeting | None, filled: Mapping[str, object], typed: QueryDict
) -> HttpResponse:
    """The form as it was typed, with a sitting more or less. Nothing is saved, and nothing is complained of yet."""
    panel = _panel(request, _bound(typed, meeting, filled), meeting)
    shown = _bound(None, meeting, {**filled, **typed.dict(), PREFIX: typed_rows(typed)})
    added = request.POST["act"] == "add-sitting"
    if added and shown.sittings:
        shown.sittings.forms[-1].fields["number"].widget.attrs["autofocus"] = True
    return _page(request, shown, meeting, panel | {"removed": not added})


def _page(
    request: HttpRequest, form: MeetingForm, meeting: Meeting | None, more: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "meeting": meeting, "bodies": Body.objects.all(), "zones": zones(), **more}
    return render(request, "meeting_form.html", context, status=status)


def _keep(request: HttpRequest, form: MeetingForm, meeting: Meeting | None, act: str) -> Meeting:
    """The saved meeting. Raises DomainError."""
    stored = document_of(meeting) if meeting else None
    before = meeting.status if meeting else Status.DRAFT.value
    status = Status.PUBLISHED.value if act == "publish" else before
    kept = keep_meeting(
        document(form.cleaned_data, party=party(request), status=status, stored=stored),
        by=speaker(request).username,
        now=timezone.now(),
        owner=party(request),
        expected_version=form.cleaned_data["version"] if meeting else NOBODY,
    )
    _say(request, kept.meeting, changed=bool(kept.changed))
    return kept.meeting


def _say(request: HttpRequest, meeting: Meeting, *, changed: bool) -> None:
    if not changed:
        messages.info(request, _("Nothing was changed."))
    elif meeting.status == Status.PUBLISHED:
        messages.success(request, _("The meeting is published. What it calls for is being done now."))
    else:
        messages.success(request, _("The meeting is saved. Nobody is told of it before it is published."))
    if meeting.body is None and meeting.body_name:
        words = _("“%(body)s” is not in the register: whether it admits observers is not known.")
        messages.warning(request, words % {"body": meeting.body_name})


def _taken(form: MeetingForm) -> DomainError:
    return IdentifierTaken(where="id", identifier=form.cleaned_data["identifier"])


class IdentifierTaken(DomainError):
    """There is already a meeting with the reference “{identifier}”. Choose another, or edit that meeting."""

    code = "already_recorded"


@members_only
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What Article 6 says of the form as it stands, complete or not; nothing is saved."""
    demand(request, "record meetings")
    key = request.POST.get("meeting", "")
    meeting = get_object_or_404(Meeting, key=key) if key else None
    return render(
        request,
        "parts/panel.html",
        _panel(request, _bound(request.POST, meeting, _filled(request, meeting) if meeting else {}), meeting),
    )


def _panel(request: HttpRequest, form: MeetingForm, meeting: Meeting | None) -> dict[str, object]:
    """The decisions on what has been typed so far, what is still missing for them, and what cannot be read."""
    stored = document_of(meeting) if meeting else None
    if not stored and not any(form[name].value() for name in TELLING):
        return {"decisions": [], "missing": [], "unreadable": []}
    if not form.is_bound and stored:
        return {
            "decisions": [shown_decision(one, stored) for one in previewed(stored)],
            "missing": [],
            "unreadable": [],
        }
    typed = lenient(form, party=party(request), stored=stored)
    unknown = str(typed.document.get("body") or "")
    return {
        "decisions": [shown_decision(one, typed.document) for one in typed.decisions],
        "missing": typed.missing,
        "unreadable": typed.unreadable,
        "unknown_body": unknown if unknown and body_named(unknown) is None else "",
    }
