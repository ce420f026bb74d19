"""Received mails of one's own invitations: what was set aside and why, the bytes, and what a person can do."""

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.domain.participation import Partstat
from backend.invitations.models import Invitation
from frontend.access import demand, members_only, speaker
from frontend.forms.inbound import SettleForm
from frontend.forms.refusals import kept
from frontend.inbound_wording import explained
from notifications.intake import services
from notifications.intake.models import InboundMessage
from notifications.mail.masking import hidden, masked
from notifications.mail.reading.headers import header, words
from notifications.mail.reading.parts import own_parts, payload
from notifications.mail.reading.reader import parsed

PAGE = 50
LONGEST_TEXT = 20_000
HEADERS = ("From", "To", "Cc", "Date", "Message-ID", "In-Reply-To", "Authentication-Results")


@members_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What was set aside, newest first; everything that came in on request."""
    found = InboundMessage.objects.defer("raw")
    aside = found.filter(state=InboundMessage.State.SET_ASIDE)
    everything = request.GET.get("state") == "all"
    page = Paginator(found if everything else aside, PAGE).get_page(request.GET.get("page"))
    rows = [(one, explained(one.reason)[0]) for one in page]
    return render(
        request, "inbound.html", {"page": page, "rows": rows, "everything": everything, "aside": aside.count()}
    )


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail with the reason, what it says, and what can be done."""
    message = get_object_or_404(InboundMessage, pk=pk)
    form = SettleForm(message, request.POST or None)
    if request.method == "POST":
        demand(request, "mend deliveries")
        if kept(form, lambda: _act(request, message, form)):
            messages.success(request, _("It is done."))
            return redirect("inbound-mail", pk=pk)
    return render(request, "inbound_mail.html", _facts(message) | {"form": form}, status=422 if form.errors else 200)


def _act(request: HttpRequest, message: InboundMessage, form: SettleForm) -> None:
    act, by, now = request.POST.get("act", ""), speaker(request).username, timezone.now()
    if act == "dismiss":
        services.dismiss(message, note=form.cleaned_data["note"], by=by, now=now)
    elif act == "decline":
        services.decline_proposal(message, by=by, now=now)
    elif form.chosen is not None and act == "link":
        services.send_link(message, form.chosen, by=by, now=now)
    elif form.chosen is not None and act == "apply" and form.cleaned_data["partstat"]:
        services.apply(message, form.chosen, Partstat(form.cleaned_data["partstat"]), by=by, now=now)
    else:
        raise services.NothingSaid(where="attendee")


def _facts(message: InboundMessage) -> dict[str, object]:
    mail = parsed(bytes(message.raw))
    invitation = Invitation.objects.filter(pk=message.invitation_id or 0).select_related("meeting").first()
    why, remedy = explained(message.reason)
    return {
        "mail": message,
        "meeting": invitation.meeting if invitation else None,
        "why": why,
        "remedy": remedy,
        "headers": [(name, words(mail, name)) for name in HEADERS if header(mail, name)],
        "text": _text(message),
        "suggestion": _suggestion(message),
        "proposed": any(one["outcome"] == "time_proposed" for one in message.findings),
    }


def _text(message: InboundMessage) -> str:
    """The first part in plain words."""
    parts = (one for one in own_parts(parsed(bytes(message.raw))) if one.get_content_type() == "text/plain")
    first = next(parts, None)
    return hidden(payload(first).decode("utf-8", "replace"))[:LONGEST_TEXT] if first is not None else ""


def _suggestion(message: InboundMessage) -> str:
    """A reply that the reader's own mail program opens: politely asking for an answer by the button or the link."""
    if "@" not in message.sender:
        return ""
    body = _(
        "Thank you for your mail. We could not read it as an answer to our invitation. Please answer with the buttons "
        "of your calendar or with the link in the invitation, from the mailbox that was invited."
    )
    subject = f"Re: {message.subject}"[:200]
    return f"mailto:{quote(message.sender, safe='@')}?subject={quote(subject)}&body={quote(body)}"


@members_only
@require_safe
def raw(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes as they were received, but for keys of answer links in what they quote; never shown as a page."""
    message = get_object_or_404(InboundMessage, pk=pk)
    response = HttpResponse(masked(bytes(message.raw)), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="received-{message.pk}.eml"'
    return response
