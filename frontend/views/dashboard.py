"""What concerns the reader today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from backend.invitations.selectors import invitations, open_questions
from backend.meetings.models import Meeting
from backend.sharing.selectors import received
from frontend.access import members_only
from notifications.models import Delivery

ATTENTION = ("uncertain", "failed", "held", "bounced")


@members_only
def show(request: HttpRequest) -> HttpResponse:
    """Meetings with what is owed, invitations received, open questions, and mail that needs somebody."""
    context = {
        "meetings": Meeting.objects.select_related("body").prefetch_related("invitations")[:100],
        "issued": invitations(),
        "received": received(),
        "questions": open_questions(),
        "troubled": Delivery.objects.filter(state__in=ATTENTION),
    }
    return render(request, "dashboard.html", context)
