"""The bytes of a mail, as they were sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from frontend.access import members_only
from notifications.models import Delivery


@members_only
@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored message, to download."""
    delivery = get_object_or_404(Delivery, pk=pk)
    response = HttpResponse(bytes(delivery.mime), content_type="message/rfc822")
    response["Content-Disposition"] = f'attachment; filename="delivery-{delivery.pk}.eml"'
    return response
