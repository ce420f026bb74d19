"""What people see when something breaks that no page foresaw."""

import sys
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

TOO_MUCH = RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent

RETRY_AFTER = 60
"""Seconds, RFC 9110 section 10.2.3."""


def unreadable(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """413 for more than is taken at once, else 400. The page needs neither session nor database."""
    large = isinstance(exception, TOO_MUCH)
    page = render_to_string("400.html", {"large": large})
    return HttpResponse(page, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE if large else HTTPStatus.BAD_REQUEST)


def broken(request: HttpRequest) -> HttpResponse:
    """503 while the database is away, full or too busy, else 500. The page needs neither session nor database."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    page = render_to_string("500.html", {"away": away})
    if not away:
        return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(RETRY_AFTER)})
