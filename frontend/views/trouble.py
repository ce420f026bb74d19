"""What people see when something breaks that no page foresaw."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_AFTER = 60
"""Seconds, RFC 9110 section 10.2.3."""


def broken(request: HttpRequest) -> HttpResponse:
    """503 while the database is away, full or too busy, else 500. The page needs neither session nor database."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    page = render_to_string("500.html", {"away": away})
    if not away:
        return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(RETRY_AFTER)})
