"""Conditional requests and content codings (RFC 9110 §8.8, §12.5.3, §13). Pure."""

import re
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache

_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([\d.]+)\s*)?$", re.IGNORECASE)
ANY = "*"


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding: str) -> bool:
    """RFC 9110 §12.5.3: whether gzip is welcome, and no less than the plain bytes."""
    weights = dict(_weights(accept_encoding))
    gzip = max(weights.get("gzip", -1.0), weights.get("x-gzip", -1.0))
    if gzip < 0:
        gzip = weights.get(ANY, 0.0)
    return gzip > 0 and gzip >= weights.get("identity", 0.0)


def _weights(accept_encoding: str) -> list[tuple[str, float]]:
    """Each coding with its weight. What cannot be read is not welcome."""
    found = [_CODING.match(element) for element in accept_encoding.lower().split(",")]
    return [(match[1], _weight(match[2])) for match in found if match]


def _weight(q: str | None) -> float:
    try:
        return min(float(q), 1.0) if q else 1.0
    except ValueError:
        return 0.0


@lru_cache(maxsize=4096)
def entity_tags(if_none_match: str) -> tuple[str, ...]:
    """RFC 9110 §13.1.2: the opaque tags of the list, weak ones like strong ones; `*` stands for any."""
    return (ANY,) if if_none_match.strip() == ANY else tuple(_TAG.findall(if_none_match))


@lru_cache(maxsize=4096)
def seconds(http_date: str) -> int | None:
    """Seconds since 1970 of an HTTP date (RFC 9110 §5.6.7), or None where it is none: then it is ignored."""
    try:
        return int(parsedate_to_datetime(http_date).timestamp())
    except (ValueError, TypeError, OverflowError):
        return None


@lru_cache(maxsize=4096)
def http_date(moment: int) -> str:
    """IMF-fixdate (RFC 9110 §5.6.7) of seconds since 1970."""
    return formatdate(moment, usegmt=True)
