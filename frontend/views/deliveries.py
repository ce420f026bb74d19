"""The mails of one's own party: as they were sent, their bytes, and what to do with those that need somebody."""

from collections.abc import Callable, Mapping
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.domain.errors import DomainError
from backend.invitations.models import Invitation
from frontend.access import demand, members_only, speaker
from frontend.forms.refusals import sentences
from notifications import quarantine
from notifications.deliveries import abort, arrived, send_again
from notifications.mail.masking import masked
from notifications.models import Delivery
from notifications.services import on_paper

PAGE = 50
ATTENTION = ("uncertain", "failed", "held", "bounced")
HEADERS = ("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To")
MENDS: Mapping[str, Callable[..., None]] = {"send_again": send_again, "arrived": arrived, "abort": abort}
AGAIN = {"failed", "uncertain", "held", "sent", "bounced"}
STOPPABLE = {"pending", "failed", "uncertain", "held"}


@members_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every mail, newest first; those that need somebody on request."""
    found = Delivery.objects.all()
    needing = found.filter(state__in=ATTENTION)
    only = request.GET.get("state") == "attention"
    page = Paginator(needing if only else found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "only": only, "needing": needing.count(), "quarantine": quarantine.current()}
    return render(request, "deliveries.html", context)


@members_only
@require_POST
def let_leave(request: HttpRequest) -> HttpResponse:
    """End the quarantine that a restored copy brought: mail may leave again, at a person's word."""
    demand(request, "end quarantine")
    try:
        quarantine.end(by=speaker(request).username, now=timezone.now())
        messages.success(request, _("Mail may leave again."))
    except DomainError as error:
        messages.error(request, " ".join(sentences(error)))
    return redirect("deliveries")


@members_only
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as its recipient reads it, but for the key in its link; with what the mail server said."""
    delivery = get_object_or_404(Delivery, pk=pk)
    mail = message_from_bytes(masked(delivery.mime), policy=default)
    invitation = Invitation.objects.filter(pk=delivery.invitation_id or 0).select_related("meeting").first()
    context = {
        "delivery": delivery,
        "meeting": invitation.meeting if invitation else None,
        "headers": [(name, str(mail[name])) for name in HEADERS if mail[name]],
        "text": _part(mail, "text/plain"),
        "calendar": _part(mail, "text/calendar"),
        "parts": _parts(mail),
        "digest": sha256(delivery.mime).hexdigest(),
        "again": delivery.state in AGAIN,
        "stoppable": delivery.state in STOPPABLE,
    }
    return render(request, "delivery.html", context)


def _part(mail: EmailMessage, kind: str) -> str:
    part = next((part for part in mail.walk() if part.get_content_type() == kind), None)
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""


def _parts(mail: EmailMessage) -> list[tuple[str, str, int]]:
    """Type, file name and octets of each part that is not itself a container."""
    single = (part for part in mail.walk() if not part.is_multipart())
    return [(p.get_content_type(), p.get_filename() or "", len(p.get_payload(decode=True) or b"")) for p in single]


@members_only
@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored bytes, to download; whoever has the key of the link answers for the invited, so it is hidden."""
    delivery = get_object_or_404(Delivery, pk=pk)
    response = HttpResponse(masked(delivery.mime), content_type="message/rfc822")
    response["Content-Disposition"] = f'attachment; filename="delivery-{delivery.pk}.eml"'
    return response


@members_only
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter of this mail on paper, where it is one of a meeting's invitation."""
    delivery = get_object_or_404(Delivery, pk=pk)
    body = on_paper(delivery)
    if body is None:
        raise Http404
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="letter-{delivery.pk}.pdf"'
    return response


@members_only
@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the same bytes again, or never, or note that they arrived, at a person's word."""
    demand(request, "mend deliveries")
    delivery = get_object_or_404(Delivery, pk=pk)
    act = MENDS.get(request.POST.get("act", ""))
    try:
        if act:
            act(delivery, by=speaker(request).username)
            messages.success(request, _("It is done."))
    except DomainError as error:
        messages.error(request, " ".join(sentences(error)))
    return redirect("delivery", pk=pk)
