"""One answer to everything that is wrong: `{"type", "errors": [{"code", "detail", "attr"}]}`."""

from collections.abc import Mapping

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from drf_standardized_errors.types import Error, ErrorType
from rest_framework import status
from rest_framework.exceptions import APIException

from backend.domain.errors import DomainError

from .parsers import TooLarge

STATUS: Mapping[str, int] = {
    "not_allowed": status.HTTP_403_FORBIDDEN,
    "edited_meanwhile": status.HTTP_409_CONFLICT,
    "already_recorded": status.HTTP_409_CONFLICT,
    "forbidden_transition": status.HTTP_409_CONFLICT,
    "not_issuable": status.HTTP_409_CONFLICT,
    "not_answerable": status.HTTP_409_CONFLICT,
    "not_mendable": status.HTTP_409_CONFLICT,
    "no_seat_left": status.HTTP_409_CONFLICT,
    "already_invited": status.HTTP_409_CONFLICT,
    "head_taken": status.HTTP_409_CONFLICT,
    "not_nominated": status.HTTP_409_CONFLICT,
    "already_settled": status.HTTP_409_CONFLICT,
    "already_closed": status.HTTP_409_CONFLICT,
    "already_decided": status.HTTP_409_CONFLICT,
    "not_asked": status.HTTP_409_CONFLICT,
    "key_reused": status.HTTP_422_UNPROCESSABLE_ENTITY,
    "version_required": status.HTTP_428_PRECONDITION_REQUIRED,
}
"""The code of a refusal to its HTTP status; every other refusal is 400."""


class Refused(APIException):
    """A refusal of the domain on its way out."""

    def __init__(self, refusal: DomainError) -> None:
        super().__init__(refusal.message, refusal.code)
        self.refusal = refusal
        self.status_code = STATUS.get(refusal.code, status.HTTP_400_BAD_REQUEST)


class Unavailable(APIException):
    """The database is away, full or too busy."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "unavailable"
    default_detail = _("The database did not answer, and nothing was saved. Send the same again in a minute.")
    wait = 60
    """Seconds, for Retry-After (RFC 9110 section 10.2.3)."""


class Refusals(ExceptionHandler):
    """Refusals of the domain are answers; what nobody foresaw stays a server error."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, DomainError):
            return Refused(exc)
        if isinstance(exc, RequestDataTooBig):
            return TooLarge()
        if isinstance(exc, OperationalError | InterfaceError):
            return Unavailable()
        known: Exception = super().convert_known_exceptions(exc)
        return known


class Sentences(ExceptionFormatter):
    """Each problem of a refusal by itself: its code, its sentence, and where it stands."""

    def get_error_type(self) -> ErrorType:
        if isinstance(self.exc, Refused) and self.exc.status_code == status.HTTP_400_BAD_REQUEST:
            return "validation_error"
        return super().get_error_type()

    def get_errors(self) -> list[Error]:
        if isinstance(self.exc, Refused):
            return [Error(p.code, p.message, p.where or None) for p in self.exc.refusal.problems]
        errors: list[Error] = super().get_errors()
        return errors
