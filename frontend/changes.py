"""What changed, row by row and in words; of the sittings only those that did."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from backend.domain.languages import content_language
from frontend import moments, wording
from notifications.letters.changes import told


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is otherwise now. An empty text means that there was or is nothing."""

    label: str
    old: str
    new: str


def rows(changes: Iterable[Mapping[str, str]], zone: str) -> Iterator[Row]:
    """Each change with its label and both values, sittings as the letters tell them, in the zone of the meeting."""
    language = content_language(get_language() or "en")
    for change in changes:
        field, old, new = (change[name] for name in ("field", "old", "new"))
        if field == "sittings":
            yield from (Row(one["field"], one["old"], one["new"]) for one in told([change], language, zone=zone))
        else:
            yield Row(wording.words(field, "field"), _value(field, old), _value(field, new))


def _value(field: str, value: str) -> str:
    if field in {"starts_on", "ends_on"}:
        return moments.day(value)
    return wording.words(value, field) if field in {"mode", "status"} else str(value)
