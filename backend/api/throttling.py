"""How much one program may ask in a minute: enough for any honest one, and an end for one that runs away."""

from math import ceil
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from rest_framework.exceptions import Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

if TYPE_CHECKING:
    from rest_framework.views import APIView

WINDOW = 60
"""Seconds after which counting begins anew."""


class TooMany(Throttled):
    """Says when to come back; `Retry-After` holds the same seconds."""

    default_detail = "This program asks more than {rate} times a minute."
    extra_detail_singular = extra_detail_plural = "Ask again in {wait} s, and keep to fewer at a time."


class PerMinute(BaseThrottle):
    """`API_RATES` requests in a minute for each token or user, reading and writing apart.

    Each process counts for itself, so several of them let through several times as much: the limit protects a process
    from one program, and is no quota. RFC 6585 section 4.
    """

    def allow_request(self, request: Request, view: "APIView") -> bool:
        scope = "reading" if request.method in SAFE_METHODS else "writing"
        rate, now = settings.API_RATES[scope], timezone.now().timestamp()
        if _asked(f"{scope}:{self._who(request)}:{now // WINDOW:.0f}") > rate:
            raise TooMany(ceil(WINDOW - now % WINDOW), TooMany.default_detail.format(rate=rate))
        return True

    def _who(self, request: Request) -> str:
        if request.auth is not None:
            return f"token:{request.auth.pk}"
        return f"user:{request.user.pk}" if request.user and request.user.pk else f"from:{self.get_ident(request)}"


def _asked(key: str) -> int:
    """How often, this time included."""
    if cache.add(key, 1, timeout=WINDOW):
        return 1
    try:
        return cache.incr(key)
    except ValueError:
        return 1
