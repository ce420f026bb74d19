"""Reading and writing meetings in the interchange format: what is wrong is said with its place and the remedy."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import cast

from pydantic import ValidationError

from backend.domain.errors import DomainError, Invalid, Problem
from backend.domain.moments import instant, zone_named

from .files import entries
from .record import MeetingRecord, Moment

MOST_PROBLEMS = 50
"""So many problems of one meeting are told; more would not be read."""

SENTENCES = {
    "missing": "This key is required: add it.",
    "too_short": "This must not be empty.",
    "string_too_short": "This must not be empty.",
    "too_long": "This is longer than {max_length} characters: shorten it.",
    "string_too_long": "This is longer than {max_length} characters: shorten it.",
    "enum": "Use one of {expected}.",
    "string_type": "This must be a text.",
    "bool_type": "This must be true or false.",
    "bool_parsing": "This must be true or false.",
    "tuple_type": "This must be a list.",
    "dict_type": "This must be an object with keys.",
    "model_type": "This must be an object with keys.",
    "model_attributes_type": "This must be an object with keys.",
}
"""What a person reads, by the kind of mistake; what is not here has its own sentence already."""


def parse_meeting(data: object, where: str = "") -> MeetingRecord:
    """The meeting. Raises Invalid with every problem: its path, what is wrong and how to mend it."""
    try:
        record = MeetingRecord.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise Invalid(*(_problem(dict(one), where) for one in found[:MOST_PROBLEMS])) from None
    except RecursionError:
        raise Invalid(Problem(where, "too_deep", "The meeting is nested too deeply to be read.")) from None
    problems = tuple(_contradictions(record, where))
    if problems:
        raise Invalid(*problems)
    return record


def as_document(record: MeetingRecord) -> dict[str, object]:
    """The meeting as JSON types; what was not stated is left out. The inverse of `parse_meeting`."""
    document = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if record.involved is None:
        document["involved"] = None
    return document


def read_file(path: Path) -> Iterator[tuple[str, MeetingRecord | Invalid]]:
    """Each meeting of the file with its place in it, or what is wrong there. Raises Invalid for an unreadable file."""
    seen: set[tuple[str, str]] = set()
    for where, data in entries(path):
        try:
            record = data if isinstance(data, Invalid) else parse_meeting(data, where)
        except Invalid as refusal:
            record = refusal
        if isinstance(record, MeetingRecord):
            key = (record.host, record.id)
            if key in seen:
                message = f"The meeting “{record.id}” of {record.host} stands twice in this file. Keep one of the two."
                record = Invalid(Problem(f"{where}.id", "duplicate_meeting", message))
            seen.add(key)
        yield where, record


def _problem(found: Mapping[str, object], where: str) -> Problem:
    location = cast("tuple[str | int, ...]", found["loc"])
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")
    context = cast("Mapping[str, object]", found.get("ctx") or {})
    sentence = SENTENCES.get(str(found["type"]))
    message = sentence.format(**context) if sentence else str(found["msg"]).removeprefix("Value error, ")
    return Problem(".".join(part for part in (where, path) if part), str(found["type"]), message)


def _contradictions(record: MeetingRecord, where: str) -> Iterator[Problem]:
    yield from _times(record, where)
    numbers = Counter(item.number for item in record.agenda.items) if record.agenda else Counter[str]()
    sittings = Counter(sitting.id for sitting in record.sittings)
    for name, counted in (("agenda.items", numbers), ("sittings", sittings)):
        for number, times in counted.items():
            if times > 1:
                message = f"The number “{number}” stands {times} times. Give each its own."
                yield Problem(_at(where, name), "duplicate_number", message)


def _times(record: MeetingRecord, where: str) -> Iterator[Problem]:
    try:
        if record.time_zone:
            zone_named(record.time_zone, where="time_zone")
    except DomainError as error:
        yield replace(error.problems[0], where=_at(where, error.where))
        return
    yield from _slot(record.starts, record.ends, record.time_zone, where)
    for index, sitting in enumerate(record.sittings):
        yield from _slot(sitting.starts, sitting.ends, record.time_zone, _at(where, f"sittings[{index}]"))


def _slot(starts: Moment, ends: Moment, zone: str | None, where: str) -> Iterator[Problem]:
    """A time without a zone is a doubt, not a mistake here: whoever stores or sends it must know the zone."""
    timed = [isinstance(starts, datetime), isinstance(ends, datetime)]
    if timed[0] != timed[1]:
        message = "Start and end must both be dates, or both date-times."
        yield Problem(_at(where, "ends"), "mixed_times", message)
        return
    if _as_datetime(ends) < _as_datetime(starts):
        yield Problem(_at(where, "ends"), "end_before_start", "The end is before the start. Correct one of the two.")
        return
    for name, value in (("starts", starts), ("ends", ends)):
        if isinstance(value, datetime) and zone:
            try:
                instant(value, zone, where=name)
            except DomainError as error:
                yield replace(error.problems[0], where=_at(where, name))


def _as_datetime(value: date | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time.min)


def _at(where: str, name: str) -> str:
    return ".".join(part for part in (where, name) if part)
