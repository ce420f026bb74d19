"""`Idempotency-Key`: the same key with the same body is answered again, and nothing is done twice."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.db import transaction
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.domain.errors import DomainError

from .models import KeptAnswer

HEADER = "Idempotency-Key"
LONGEST_KEY = 200
KEPT_FOR = timedelta(hours=24)
_HEADERS = ("ETag", "Location")

V = TypeVar("V", bound=APIView)
P = ParamSpec("P")
Act = Callable[Concatenate[V, Request, P], Response]


class KeyReused(DomainError):
    """This Idempotency-Key came with another request before. Use a new key for a new request."""

    code = "key_reused"


class KeyTooLong(DomainError):
    """An Idempotency-Key has at most {longest} characters. A UUID will do."""

    code = "key_too_long"


class KeyNotOffered(DomainError):
    """This answer holds a secret that is shown once, so it cannot be repeated. Leave out the Idempotency-Key."""

    code = "key_not_offered"


def idempotent(act: Act[V, P]) -> Act[V, P]:
    """Keep the answer in the transaction of the act itself. A refusal is not kept: it is said anew."""

    @wraps(act)
    def answered(view: V, request: Request, *args: P.args, **kwargs: P.kwargs) -> Response:
        key = request.headers.get(HEADER, "")
        if not key:
            return act(view, request, *args, **kwargs)
        with transaction.atomic():
            kept, new = _claim(request, key, now=timezone.now())
            if not new:
                return Response(kept.body, status=kept.status, headers=kept.headers)
            response = act(view, request, *args, **kwargs)
            _keep(kept, response)
        return response

    answered.idempotent = True  # type: ignore[attr-defined]
    return cast("Act[V, P]", answered)


def once(act: Act[V, P]) -> Act[V, P]:
    """Refuse the header where the answer holds a secret. Raises KeyNotOffered."""

    @wraps(act)
    def answered(view: V, request: Request, *args: P.args, **kwargs: P.kwargs) -> Response:
        if request.headers.get(HEADER):
            raise KeyNotOffered(where=HEADER)
        return act(view, request, *args, **kwargs)

    return cast("Act[V, P]", answered)


def _claim(request: Request, key: str, *, now: datetime) -> tuple[KeptAnswer, bool]:
    """The row of this key; of two requests at once the second waits for the first. Raises KeyReused, KeyTooLong."""
    if len(key) > LONGEST_KEY:
        raise KeyTooLong(where=HEADER, longest=LONGEST_KEY)
    speaker, digest = request.user.pk or 0, _digest(request)
    KeptAnswer.objects.filter(speaker=speaker, created_at__lt=now - KEPT_FOR).delete()
    kept, new = KeptAnswer.objects.get_or_create(
        speaker=speaker, key=key, defaults={"digest": digest, "created_at": now}
    )
    if kept.digest != digest:
        raise KeyReused(where=HEADER)
    return kept, new


def _digest(request: Request) -> str:
    asked = [request.method, request.get_full_path(), request.data, request.headers.get("If-Match", "")]
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()


def _keep(kept: KeptAnswer, response: Response) -> None:
    kept.status, kept.body = response.status_code, response.data
    kept.headers = {name: response[name] for name in _HEADERS if name in response}
    kept.save()
