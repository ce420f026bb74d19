"""JSON as it may come in: not too long, not too deep, and only characters that a database can keep."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

LARGEST = 5_000_000
"""Octets of one request. The largest agenda of a General Assembly has some 200,000."""


_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The request is larger than 5 MB. Send fewer meetings at a time."
    default_code = "too_large"


class Json(JSONParser):
    """Refuses what would break further in: 5 MB, deep nesting, NUL, lone surrogates, numbers beyond all bounds."""

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:  # noqa: ANN401 - any JSON
        declared = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or 0
        if int(declared) > LARGEST:
            raise TooLarge
        try:
            parsed: Any = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
        for leaf in _leaves(parsed):
            if not _is_keepable(leaf):
                raise ParseError("The JSON holds a character or a number that cannot be kept. Remove NUL and the like.")
        return parsed


def _leaves(parsed: object) -> Iterator[object]:
    waiting = [parsed]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value
        else:
            yield value


def _is_keepable(leaf: object) -> bool:
    if isinstance(leaf, str):
        return not _NOT_KEPT.search(leaf)
    return not isinstance(leaf, float) or math.isfinite(leaf)
