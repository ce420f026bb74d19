"""jCal (RFC 7265): a calendar in JSON, put into content lines so that one reader reads both."""

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from .contentlines import escaped

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

_PLAIN = frozenset({"date", "date-time", "cal-address", "integer", "utc-offset", "recur", "uri", "duration", "boolean"})
_BEGINS = re.compile(rb"[\s\xef\xbb\xbf]*\[\s*\"vcalendar\"", re.IGNORECASE)
_LONGEST = 2_000_000
_DEEPEST = 20


def calendar_of(raw: bytes) -> str:
    """The content lines of a jCal object, or an empty text where the bytes are none."""
    try:
        found: Json = json.loads(raw) if len(raw) <= _LONGEST and _BEGINS.match(raw[:200]) else None
    except (ValueError, RecursionError):
        return ""
    return "\r\n".join([*_component(found), ""]) if _is_component(found, "vcalendar") else ""


def _is_component(found: Json, name: str = "") -> bool:
    """RFC 7265 §3.3: a name, the properties, the components inside."""
    return (
        isinstance(found, list)
        and len(found) >= 2
        and isinstance(found[0], str)
        and found[0].isalnum()
        and (not name or found[0].lower() == name)
    )


def _component(found: Json, depth: int = 0) -> Iterator[str]:
    if not isinstance(found, list) or not _is_component(found) or depth > _DEEPEST:
        return
    yield f"BEGIN:{str(found[0]).upper()}"
    for one in found[1] if isinstance(found[1], list) else []:
        yield from _property(one)
    for inner in found[2] if len(found) > 2 and isinstance(found[2], list) else []:
        yield from _component(inner, depth + 1)
    yield f"END:{str(found[0]).upper()}"


def _property(found: Json) -> Iterator[str]:
    """RFC 7265 §3.4: name, parameters, type, and one value or more."""
    if not isinstance(found, list) or len(found) < 4 or not isinstance(found[0], str):
        return
    name, given, kind, value = found[0], found[1], str(found[2]).lower(), found[3]
    params = given if isinstance(given, dict) else {}
    if not name.replace("-", "").isalnum() or not all(one.replace("-", "").isalnum() for one in params):
        return
    head = "".join(f";{one}={','.join(map(_quoted, _many(held)))}" for one, held in params.items())
    yield f"{name.upper()}{head}:{_value(value, kind)}"


def _many(held: Json) -> list[Json]:
    return held if isinstance(held, list) else [held]


def _quoted(held: Json) -> str:
    """RFC 6868 §3, always in quotes."""
    text = str(held).replace("^", "^^").replace('"', "^'")
    return '"' + "^n".join(text.splitlines()) + '"'


def _value(value: Json, kind: str) -> str:
    if isinstance(value, dict):
        pairs = value.items()
        return ";".join(f"{name}={','.join(map(str, _many(one)))}" for name, one in pairs).upper()
    return " ".join(str(value).split()) if kind in _PLAIN else escaped(str(value))
